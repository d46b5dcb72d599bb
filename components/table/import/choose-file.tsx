import { ClipboardPaste, FileUp } from 'lucide-react';
import { useState, type DragEvent, type ReactElement } from 'react';
import { IMPORT_PASTE_CHARS } from '../../../lib/core/limits.ts';
import { useImports } from '../../../lib/ui/import/import-queries.ts';
import { sourceOfText, type ImportSource } from '../../../lib/ui/import/import-store.ts';
import type { ReadProblem } from '../../../lib/ui/import/file-reader.ts';
import { PROBLEM_WORDS } from '../../../lib/ui/import/words.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { FileButton } from '../../parts/file-button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Note } from '../../parts/note.tsx';
import { PastImport } from './past-import.tsx';

interface ChooseFileProps {
  readonly problem?: ReadProblem;
  readonly name?: string;
  onTake(source: ImportSource): void;
  onClose(): void;
}
const PAST = 3;

/** A file or pasted rows, and what became of the last ones. */
export function ChooseFile({ problem, name, onTake, onClose }: ChooseFileProps): ReactElement {
  const [text, setText] = useState('');
  const [isOver, setOver] = useState(false);
  const past = useImports(PAST).filter(({ state }) => state !== 'running');
  const drop = (e: DragEvent): void => {
    e.preventDefault();
    e.stopPropagation();
    setOver(false);
    const [dropped] = e.dataTransfer.files;
    if (dropped) onTake({ name: dropped.name, file: dropped });
  };
  return (
    <Dialog
      title="Import"
      description="CSV, TSV, Excel, JSON, JSON Lines or contact cards. The file is read on this machine and goes nowhere. Free."
      onClose={onClose}
      footer={
        <>
          <span className="k-grow" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={text.trim() === ''} onClick={() => onTake(sourceOfText(text))}>
            Use pasted rows
          </Button>
        </>
      }
    >
      {problem ? (
        <Note tone="bad" title={`${name ?? 'This file'} cannot be read`}>
          {PROBLEM_WORDS[problem]}
        </Note>
      ) : null}
      <div
        className={`k-imp__drop ${isOver ? 'is-over' : ''}`}
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon of={FileUp} />
        <span>Drop a file here, or</span>
        <FileButton label="File to import" accept=".csv,.tsv,.txt,.xlsx,.xlsm,.json,.jsonl,.ndjson,.vcf,text/csv,text/tab-separated-values,application/json,text/vcard" onFile={(chosen) => onTake({ name: chosen.name, file: chosen })}>
          Choose a file
        </FileButton>
      </div>
      <label className="k-label">
        <span className="k-row">
          <Icon of={ClipboardPaste} size={14} /> Or paste rows from a spreadsheet
        </span>
        <textarea className="k-text k-imp__paste" rows={4} spellCheck={false} maxLength={IMPORT_PASTE_CHARS} placeholder={'Name\tEmail\tCompany'} value={text} onChange={(e) => setText(e.target.value)} />
      </label>
      {past.length > 0 ? (
        <section aria-label="Earlier imports">
          <div className="k-h">
            <span>Earlier</span>
          </div>
          <ul className="k-imp__past">
            {past.map((record) => (
              <PastImport key={record.id} record={record} />
            ))}
          </ul>
        </section>
      ) : null}
    </Dialog>
  );
}
