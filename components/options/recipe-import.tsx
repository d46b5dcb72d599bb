import { FileUp } from 'lucide-react';
import { useRef, useState, type ReactElement } from 'react';
import { RECIPE_FILE_CHARS } from '../../lib/core/limits.ts';
import type { ImportReport } from '../../lib/contracts/recipe-library.ts';
import { plural } from '../../lib/ui/format.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';

const FORMATS: Readonly<Record<ImportReport['format'], string>> = { kiln: 'recipes of Kiln', webscraper: 'a sitemap of webscraper.io', clipper: 'a template of Obsidian Web Clipper' };

/** Takes recipes from a file or from pasted text, and says what could not be taken over. */
export function RecipeImport({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [text, setText] = useState('');
  const [report, setReport] = useState<ImportReport | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const read = useCommand('recipe.import');
  const take = async (given: string): Promise<void> => {
    const answer = await read.send({ text: given });
    if (answer) setReport(answer);
  };
  const open = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    if (chosen.size > RECIPE_FILE_CHARS) return showToast({ kind: 'bad', text: 'This file is larger than any file of recipes. Nothing was imported.' });
    await take(await chosen.text());
  };
  return (
    <Dialog
      title="Import recipes"
      description="A file of Kiln, a sitemap of webscraper.io or a template of Obsidian Web Clipper. Nothing in it is run."
      onClose={onClose}
      footer={
        report ? (
          <>
            <span className="k-grow" />
            <Button onClick={() => setReport(null)}>Import another</Button>
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
        <Report report={report} />
      ) : (
        <>
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            hidden
            aria-label="File of recipes"
            onChange={(e) => {
              void open(e.target.files?.[0]);
              e.target.value = '';
            }}
          />
          <textarea className="k-recipe-json" aria-label="Text of a recipe file" placeholder="Paste the JSON here, or choose a file" rows={9} spellCheck={false} maxLength={RECIPE_FILE_CHARS} value={text} onChange={(e) => setText(e.target.value)} />
        </>
      )}
    </Dialog>
  );
}

function Report({ report }: { readonly report: ImportReport }): ReactElement {
  const taken = [...report.added, ...report.changed];
  return (
    <div className="k-stack" role="status">
      <p>
        Read as {FORMATS[report.format]}: {plural(report.added.length, 'recipe')} added{report.changed.length > 0 ? `, ${report.changed.length} renewed` : ''}
        {report.skipped.length > 0 ? `, ${report.skipped.length} left out` : ''}.
      </p>
      {taken.length > 0 ? (
        <ul className="k-recipe-report">
          {taken.map((one) => (
            <li key={one.id}>
              <a href={`#recipes/${one.id}`}>{one.name}</a>
            </li>
          ))}
        </ul>
      ) : null}
      <Lines title="Left out" lines={report.skipped.map(({ name, why }) => `${name}: ${why}`)} />
      <Lines title="Not taken over" lines={report.warnings} />
    </div>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }): ReactElement | null {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className="k-h">{title}</h3>
      <ul className="k-recipe-report k-sm k-2">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
