import { useState, type ReactElement } from 'react';
import type { WaterfallImport } from '../../lib/contracts/waterfall-commands.ts';
import { WATERFALL_FILE_CHARS } from '../../lib/core/limits.ts';
import { plural } from '../../lib/ui/format.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { ImportDialog } from '../parts/import-dialog.tsx';

/** Takes waterfalls from a file or from pasted text, and says what was left out. */
export function WaterfallImportDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [report, setReport] = useState<WaterfallImport | null>(null);
  const read = useCommand('waterfall.import');
  const take = async (given: string): Promise<void> => {
    const answer = await read.send({ text: given });
    if (answer) setReport(answer);
  };
  const done = (
    <Button look="primary" onClick={onClose}>
      Done
    </Button>
  );
  return (
    <ImportDialog
      title="Import waterfalls"
      description="A file that Kiln has exported. Nothing of yours is replaced, and nothing is asked or paid by importing."
      noun="waterfall"
      fileLabel="File of waterfalls"
      most={WATERFALL_FILE_CHARS}
      tooLarge="This file is larger than any file of waterfalls. Nothing was imported."
      takeLabel="Import the text"
      busy={read.busy}
      onTake={take}
      onClose={onClose}
      report={report && { body: <Report report={report} />, actions: done }}
    />
  );
}

function Report({ report }: { readonly report: WaterfallImport }): ReactElement {
  return (
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
  );
}
