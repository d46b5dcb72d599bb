import { RefreshCw } from 'lucide-react';
import type { ReactElement } from 'react';
import type { RunId } from '../../lib/core/ids.ts';
import type { Run, Task } from '../../lib/domain/enrichment/run.ts';
import { usePanel } from '../../lib/ui/panel-store.ts';
import { priceView } from '../../lib/ui/price.ts';
import { usePriceRevision } from '../../lib/ui/queries.ts';
import { useCommand, useQuote } from '../../lib/ui/use-commands.ts';
import { BuyButton } from '../parts/buy-button.tsx';

/** Asks a failed question again, at a price that is shown anew. */
export function RetryFailed({ task, run }: { readonly task: Task; readonly run: Run }): ReactElement {
  const quote = useQuote(run.waterfall.id, { leadIds: [task.leadId] }, usePriceRevision());
  const retry = useCommand('run.retry');
  const show = usePanel((s) => s.show);
  const again = async (): Promise<void> => {
    if (!quote.value) return;
    const { actions, credits } = quote.value.max;
    const started = await retry.send({ runId: run.id, cap: { actions, credits } });
    if (started) show({ kind: 'run', runId: started.runId as RunId });
  };
  return <BuyButton name="Ask again" icon={RefreshCw} view={quote.value ? priceView(quote.value, run.waterfall.enrichment) : undefined} busy={retry.busy} {...(quote.error ? { error: quote.error.message } : {})} onBuy={() => void again()} />;
}
