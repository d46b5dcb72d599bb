import type { ReactElement } from 'react';
import type { Quote } from '../../lib/domain/enrichment/quote.ts';
import { formatMicro, micro, type Amounts } from '../../lib/domain/ledger/amount.ts';
import { underLimit, type BulkPart } from '../../lib/ui/bulk-price.ts';
import type { MeterView } from '../../lib/ui/meters.ts';
import { useCatalogue } from '../../lib/ui/use-commands.ts';
import { QuoteLimits, QuoteSteps, QuoteTable } from '../parts/quote-steps.tsx';

/** Least, usual and most of all that was chosen, what is left after it, and the steps where there is one enrichment. */
export function EnrichPrice({ sum, most, parts, meters }: { readonly sum: Quote; readonly most: Amounts; readonly parts: readonly BulkPart[]; readonly meters: readonly [MeterView, MeterView] | undefined }): ReactElement {
  const { nameOf } = useCatalogue();
  const left = (view: MeterView | undefined, taken: number): string => (view?.amount == null || view.state === 'no-account' ? 'no limit' : formatMicro(micro(Math.max(0, view.amount - taken))));
  const [only, ...others] = parts;
  const capped = underLimit(sum, most);
  return (
    <>
      <QuoteTable quote={capped} left={[left(meters?.[0], most.actions), left(meters?.[1], most.credits)]} />
      {only && others.length === 0 ? (
        <details className="k-bulk__d">
          <summary className="k-link k-sm">Price step by step</summary>
          <QuoteSteps quote={only.quote} nameOf={nameOf} />
        </details>
      ) : null}
      <QuoteLimits quote={capped} />
    </>
  );
}
