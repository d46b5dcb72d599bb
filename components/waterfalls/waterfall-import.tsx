import { FileUp } from 'lucide-react';
import { useRef, useState, type ReactElement } from 'react';
import type { WaterfallImport } from '../../lib/contracts/waterfall-commands.ts';
import { WATERFALL_FILE_CHARS } from '../../lib/core/limits.ts';
import { plural } from '../../lib/ui/format.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';

/** Takes waterfalls from a file or from pasted text, and says what was left out. */
export function WaterfallImportDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [text, setText] = useState('');
  const [report, setReport] = useState<WaterfallImport | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const read = useCommand('waterfall.import');
  const take = async (given: string): Promise<void> => {
    const answer = await read.send({ text: given });
    if (answer) setReport(answer);
  };
  const open = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    if (chosen.size > WATERFALL_FILE_CHARS) return showToast({ kind: 'bad', text: 'This file is larger than any file of waterfalls. Nothing was imported.' });
    await take(await chosen.text());
  };
  return (
    <Dialog
      title="Import waterfalls"
      description="A file that Kiln has exported. Nothing of yours is replaced, and nothing is asked or paid by importing."
      onClose={onClose}
      footer={
        report ? (
          <>
            <span className="k-grow" />
            <Button look="primary" onClick={onClose}>
              Done
            </Button>
          </>
        ) : (
          <>
            <Button icon={<Icon of={FileUp} size={14} />} busy={read.busy} onClick={() => file.current?.click()}>
              Choose a file
            </Button>
            <span className="k-grow" />
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" busy={read.busy} disabled={text.trim() === ''} onClick={() => void take(text)}>
              Import the text
            </Button>
          </>
        )
      }
    >
      {report ? (
        <div className="k-stack" role="status">
          <p>
            {plural(report.added.length, 'waterfall')} added{report.skipped.length > 0 ? `, ${report.skipped.length} left out` : ''}.
          </p>
          <ul className="k-recipe-report">
            {report.added.map((one) => (
              <li key={one.id}>
                <a href={`#waterfalls/${one.id}`}>{one.name}</a>
              </li>
            ))}
          </ul>
          {report.skipped.length > 0 ? (
            <section>
              <h3 className="k-h">Left out</h3>
              <ul className="k-recipe-report k-sm k-2">
                {report.skipped.map(({ name, why }) => (
                  <li key={`${name} ${why}`}>
                    {name}: {why}
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </div>
      ) : (
        <>
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            hidden
            aria-label="File of waterfalls"
            onChange={(e) => {
              void open(e.target.files?.[0]);
              e.target.value = '';
            }}
          />
          <textarea className="k-recipe-json" aria-label="Text of a waterfall file" placeholder="Paste the JSON here, or choose a file" rows={9} spellCheck={false} maxLength={WATERFALL_FILE_CHARS} value={text} onChange={(e) => setText(e.target.value)} />
        </>
      )}
    </Dialog>
  );
}
