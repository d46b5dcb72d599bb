import { useState, type ReactElement } from 'react';
import type { ManifestCheck } from '../../lib/contracts/own-provider-commands.ts';
import { OWN_PROVIDER_CHARS } from '../../lib/core/own-provider-limits.ts';
import { listOf } from '../../lib/ui/format.ts';
import { requestOrigins } from '../../lib/ui/browser.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { ImportDialog } from '../parts/import-dialog.tsx';
import { Note } from '../parts/note.tsx';
import { SentFacts } from './sent-facts.tsx';

type Read = ManifestCheck & { readonly manifest?: Record<string, unknown> };

/** Takes a provider from a file or from text. What it sends where is shown before it is kept. */
export function ProviderImport({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [report, setReport] = useState<Read | null>(null);
  const read = useCommand('provider.read');
  const save = useCommand('provider.save');
  const take = async (given: string): Promise<void> => {
    const answer = await read.send({ text: given });
    if (answer) setReport(answer);
  };
  const keep = async (): Promise<void> => {
    if (!report?.manifest || !report.summary) return;
    const allowed = await requestOrigins(report.summary.origins);
    const saved = await save.send({ manifest: report.manifest });
    if (!saved) return;
    if ('problems' in saved) return setReport({ problems: saved.problems });
    showToast({ kind: 'info', text: `${report.summary.name} added${allowed ? '' : '. Kiln may not reach it yet: allow it in its details'}` });
    onClose();
    window.location.hash = `providers/${saved.id}`;
  };
  const actions = (
    <>
      <Button onClick={() => setReport(null)}>Back</Button>
      <Button look="primary" busy={save.busy} disabled={!report?.summary} onClick={() => void keep()}>
        Add this provider
      </Button>
    </>
  );
  return (
    <ImportDialog
      title="Import a provider"
      description="A provider file of Kiln. Nothing in it is run, and nothing is kept before you have seen where it sends what."
      noun="provider"
      fileLabel="File of a provider"
      most={OWN_PROVIDER_CHARS}
      tooLarge="This file is larger than any provider. Nothing was imported."
      takeLabel="Look at it"
      busy={read.busy}
      onTake={take}
      onClose={onClose}
      report={report && { body: <Report report={report} />, actions }}
    />
  );
}

function Report({ report }: { readonly report: Read }): ReactElement {
  const { summary, problems } = report;
  if (!summary) {
    return (
      <div className="k-recipe-report" role="status">
        <Note tone="bad" title="It cannot be used as it is">
          Nothing was imported.
        </Note>
        <ul className="k-recipe-said k-own-list">
          {problems.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path === '' ? null : <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <div className="k-recipe-report" role="status">
      <p>
        <b>{summary.name}</b> can {listOf(summary.operations.map((label) => label.toLowerCase()))}.
      </p>
      <SentFacts summary={summary}>
        <div>
          <dt>Your key</dt>
          <dd>{summary.key ?? 'none'}</dd>
        </div>
      </SentFacts>
      <p className="k-sm k-2">Keep it only if you know who wrote it: whatever is asked there, they can see.</p>
    </div>
  );
}
