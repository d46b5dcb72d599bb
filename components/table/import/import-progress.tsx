import { Download } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { ImportProgress } from '../../../lib/contracts/import-commands.ts';
import { countOf, plural } from '../../../lib/ui/format.ts';
import { tableHash } from '../../../lib/ui/hash.ts';
import { saveAside } from '../../../lib/ui/import/import-queries.ts';
import type { ImportEnd } from '../../../lib/ui/import/send-parts.ts';
import { endWords, outcomeWords } from '../../../lib/ui/import/words.ts';
import { showToast } from '../../../lib/ui/toast-store.ts';
import { useCommand } from '../../../lib/ui/use-commands.ts';
import { Bar } from '../../parts/bar.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Note } from '../../parts/note.tsx';
import { Spinner } from '../../parts/spinner.tsx';

interface RunningProps {
  readonly progress: ImportProgress | null;
  readonly name: string;
  readonly total: number | null;
  readonly isCancelling: boolean;
  onCancel(): void;
}

/** Rows are on their way. Closing means cancelling. */
export function ImportRunning({ progress, name, total, isCancelling, onCancel }: RunningProps): ReactElement {
  const looked = progress?.looked ?? 0;
  return (
    <Dialog
      title={`Importing ${name}`}
      description="Keep this page open until it is done."
      onClose={onCancel}
      footer={
        <>
          <span className="k-grow" />
          <Button busy={isCancelling} onClick={onCancel}>
            {isCancelling ? 'Cancelling' : 'Cancel'}
          </Button>
        </>
      }
    >
      <div className="k-imp__run">
        <p>
          <Spinner label="Importing" />
          <span className="k-grow">{total === null ? plural(looked, 'row') : `${countOf(looked)} of ${plural(total, 'row')}`}</span>
          <span className="k-sm k-3">{progress ? outcomeWords(progress) : ''}</span>
        </p>
        <Bar percent={total ? Math.min(100, (looked / total) * 100) : 0} tone="ember" label="Rows imported" />
      </div>
    </Dialog>
  );
}

interface EndedProps {
  readonly importId: string;
  readonly name: string;
  readonly headers: readonly string[];
  readonly end: ImportEnd;
  onClose(): void;
}

/** What came of it: counts, what was kept aside and why, and the way back. */
export function ImportEnded({ importId, name, headers, end, onClose }: EndedProps): ReactElement {
  const { progress } = end;
  const { tone, title, text } = endWords(end);
  const undo = useCommand('activity.undo');
  const [isUndone, setUndone] = useState(false);
  const takeBack = async (): Promise<void> => {
    if (progress.activityId !== null && (await undo.send({ activityId: progress.activityId }))) setUndone(true);
  };
  const show = (): void => {
    window.location.hash = tableHash(progress.tableId);
    onClose();
  };
  const save = async (): Promise<void> => {
    if (!(await saveAside({ id: importId, fileName: name, headers }))) showToast({ kind: 'bad', text: 'What was kept aside is not there any more.' });
  };
  const kept = [progress.aside > 0 ? `${plural(progress.aside, 'row')} kept aside` : '', progress.leftOut > 0 ? `${plural(progress.leftOut, 'row')} imported without a value that does not fit its column` : ''].filter(Boolean).join(', ');
  return (
    <Dialog
      title={name}
      onClose={onClose}
      footer={
        <>
          {progress.activityId === null || isUndone ? null : (
            <Button look="ghost" busy={undo.busy} onClick={() => void takeBack()}>
              Undo the import
            </Button>
          )}
          <span className="k-grow" />
          {isUndone || progress.added + progress.merged === 0 ? (
            <Button look="primary" onClick={onClose}>
              Close
            </Button>
          ) : (
            <Button look="primary" onClick={show}>
              Show the table
            </Button>
          )}
        </>
      }
    >
      {isUndone ? <Note title="Undone">The table is as it was before.</Note> : <Note tone={tone} title={title}>{text}</Note>}
      {kept === '' ? null : (
        <Note
          tone="info"
          title={kept}
          action={
            <Button small icon={<Icon of={Download} size={14} />} onClick={() => void save()}>
              Download them
            </Button>
          }
        >
          With where they stand in the file and why. Correct them there and import that file.
        </Note>
      )}
    </Dialog>
  );
}
