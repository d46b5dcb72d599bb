import { useState, type ReactElement } from 'react';
import { RECIPE_FILE_CHARS } from '../../lib/core/limits.ts';
import type { ImportReport } from '../../lib/contracts/recipe-library.ts';
import { plural } from '../../lib/ui/format.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { ImportDialog } from '../parts/import-dialog.tsx';

const FORMATS: Readonly<Record<ImportReport['format'], string>> = { kiln: 'recipes of Kiln', webscraper: 'a sitemap of webscraper.io', clipper: 'a template of Obsidian Web Clipper' };

/** Takes recipes from a file or from pasted text, and says what could not be taken over. */
export function RecipeImport({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [report, setReport] = useState<ImportReport | null>(null);
  const read = useCommand('recipe.import');
  const take = async (given: string): Promise<void> => {
    const answer = await read.send({ text: given });
    if (answer) setReport(answer);
  };
  const actions = (
    <>
      <Button onClick={() => setReport(null)}>Import another</Button>
      <Button look="primary" onClick={onClose}>
        Done
      </Button>
    </>
  );
  return (
    <ImportDialog
      title="Import recipes"
      description="A file of Kiln, a sitemap of webscraper.io or a template of Obsidian Web Clipper. Nothing in it is run."
      noun="recipe"
      fileLabel="File of recipes"
      most={RECIPE_FILE_CHARS}
      tooLarge="This file is larger than any file of recipes. Nothing was imported."
      takeLabel="Import the text"
      busy={read.busy}
      onTake={take}
      onClose={onClose}
      report={report && { body: <Report report={report} />, actions }}
    />
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
