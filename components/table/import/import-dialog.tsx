import { useCustomColumns } from '../../../lib/ui/view-queries.ts';
import { useEffect, type ReactElement } from 'react';
import type { Table } from '../../../lib/domain/lead/lead.ts';
import { useImportDialog, type ImportSource } from '../../../lib/ui/import/import-store.ts';
import { useImport } from '../../../lib/ui/import/use-import.ts';
import { troubleWords } from '../../../lib/ui/import/words.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Note } from '../../parts/note.tsx';
import { Spinner } from '../../parts/spinner.tsx';
import { ChooseFile } from './choose-file.tsx';
import { ImportEnded, ImportRunning } from './import-progress.tsx';
import { MapColumns } from './map-columns.tsx';

/** The import, wherever it was opened from. */
export function ImportDialog({ tables, current }: { readonly tables: readonly Table[]; readonly current: Table | undefined }): ReactElement | null {
  const { source, close } = useImportDialog();
  const own = useCustomColumns();
  return source === null || own === undefined ? null : <Import source={source} tables={tables} current={current} onClose={close} />;
}

interface ImportProps {
  readonly source: ImportSource | 'choose';
  readonly tables: readonly Table[];
  readonly current: Table | undefined;
  readonly onClose: () => void;
}

function Import({ source, tables, current, onClose }: ImportProps): ReactElement {
  const flow = useImport(useCustomColumns());
  const { stage, take } = flow;
  const first = source === 'choose' ? null : source;
  useEffect(() => {
    if (first) take(first);
  }, [first, take]);
  const isRunning = stage.kind === 'running';
  const setRunning = useImportDialog((s) => s.setRunning);
  useEffect(() => {
    setRunning(isRunning);
    if (!isRunning) return undefined;
    const warn = (e: BeforeUnloadEvent): void => e.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isRunning, setRunning]);

  switch (stage.kind) {
    case 'choose':
      return <ChooseFile {...stage} onTake={take} onClose={onClose} />;
    case 'opening':
      return (
        <Dialog title="Import" onClose={onClose} footer={<><span className="k-grow" /><Button onClick={onClose}>Cancel</Button></>}>
          <p className="k-imp__wait" role="status">
            <Spinner label="Reading" /> Reading {stage.name}
          </p>
        </Dialog>
      );
    case 'map':
      return <MapColumns flow={flow} mapped={stage.mapped} tables={tables} current={current} onClose={onClose} />;
    case 'running':
      return <ImportRunning progress={stage.progress} name={stage.mapped.name} total={flow.total} isCancelling={stage.isCancelling} onCancel={flow.cancel} />;
    case 'ended':
      return <ImportEnded {...stage} onClose={onClose} />;
    case 'refused':
      return (
        <Dialog title="Import" onClose={onClose} footer={<><span className="k-grow" /><Button onClick={onClose}>Close</Button></>}>
          <Note tone="bad" title="Nothing was imported">
            {troubleWords(stage.trouble)}
          </Note>
        </Dialog>
      );
  }
}
