import { RefreshCw } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { Run } from '../../lib/domain/enrichment/run.ts';
import { endedOf } from '../../lib/domain/enrichment/tally.ts';
import { countOf, plural, shortMoment } from '../../lib/ui/format.ts';
import { amountsWords, priceView } from '../../lib/ui/price.ts';
import { usePriceRevision } from '../../lib/ui/queries.ts';
import { useFailedLeads } from '../../lib/ui/run-queries.ts';
import { useCommand, useQuote } from '../../lib/ui/use-commands.ts';
import { BuyButton } from '../parts/buy-button.tsx';
import { LinkButton } from '../parts/button.tsx';
import { progressWords } from '../parts/run-card.tsx';

/** A run that is over: what came of it, what it took, and its failures asked again at a price that is shown anew. */
export function EndedRun({ run, now }: { readonly run: Run; readonly now: number }): ReactElement {
  const [asking, setAsking] = useState(false);
  const ended = endedOf(run);
  const nothing = run.charged.actions === 0 && run.charged.credits === 0;
  return (
    <li className="k-card k-going">
      <div className="k-going__t">
        <b className="k-grow k-trunc">{run.waterfall.name}</b>
        <span className="k-sm k-2 k-nowrap">{plural(run.leadCount, 'lead')}</span>
        <span className="k-xs k-3 k-nowrap">{shortMoment(run.endedAt ?? run.createdAt, now)}</span>
      </div>
      <p className="k-xs k-3">
        {progressWords({ run, ended, total: run.leadCount, byState: { ...run.endedTasks, running: 0, queued: 0 } })}
        {run.endedTasks.stopped > 0 ? `, ${countOf(run.endedTasks.stopped)} stopped` : ''}. {nothing ? 'Nothing charged' : `Charged ${amountsWords(run.charged)}`}.
      </p>
      {run.endedTasks.failed > 0 && !asking ? (
        <LinkButton className="k-going__l k-xs" onClick={() => setAsking(true)}>
          Ask {plural(run.endedTasks.failed, 'failed one', 'failed ones')} again
        </LinkButton>
      ) : null}
      {asking ? <AskAgain run={run} onStarted={() => setAsking(false)} /> : null}
    </li>
  );
}

function AskAgain({ run, onStarted }: { readonly run: Run; readonly onStarted: () => void }): ReactElement | null {
  const leadIds = useFailedLeads(run);
  return leadIds === undefined ? null : <Again run={run} leadIds={leadIds} onStarted={onStarted} />;
}

function Again({ run, leadIds, onStarted }: { readonly run: Run; readonly leadIds: readonly string[]; readonly onStarted: () => void }): ReactElement {
  const quote = useQuote(run.waterfall.id, { leadIds }, usePriceRevision());
  const retry = useCommand('run.retry');
  const again = async (): Promise<void> => {
    if (!quote.value) return;
    const { actions, credits } = quote.value.max;
    if (await retry.send({ runId: run.id, cap: { actions, credits } })) onStarted();
  };
  return (
    <BuyButton
      name={`Ask ${countOf(leadIds.length)} again`}
      icon={RefreshCw}
      view={quote.value ? priceView(quote.value, run.waterfall.enrichment) : undefined}
      busy={retry.busy}
      {...(quote.error ? { error: quote.error.message } : {})}
      onBuy={() => void again()}
    />
  );
}
