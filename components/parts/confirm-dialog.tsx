import type { ReactElement } from 'react';
import type { Quote } from '../../lib/domain/enrichment/quote.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { kindCount } from '../../lib/domain/lead/kind-words.ts';
import { formatMicro, micro } from '../../lib/domain/ledger/amount.ts';
import type { MeterView } from '../../lib/ui/meters.ts';
import { formatMicroUsd } from '../../lib/ui/money.ts';
import { creditsWords, amountsWords } from '../../lib/ui/price.ts';
import { estimateWords, pricesOn } from '../../lib/ui/usage.ts';
import { useCatalogue } from '../../lib/ui/use-commands.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Note } from './note.tsx';
import { QuoteLimits, QuoteSteps, QuoteTable } from './quote-steps.tsx';

interface ConfirmDialogProps {
  readonly waterfall: Waterfall;
  readonly quote: Quote;
  readonly meters: readonly [MeterView, MeterView] | undefined;
  /** Absent: only shown, there is nothing to start. */
  readonly onStart?: () => void;
  readonly onClose: () => void;
}

/** The whole price: least, usual, most, what is left after the most, and each step. Asks once more before a run above the threshold. */
export function ConfirmDialog({ waterfall, quote, meters, onStart, onClose }: ConfirmDialogProps): ReactElement {
  const { nameOf } = useCatalogue();
  const kind = kindCount(waterfall.kind, quote.asked);
  const left = (view: MeterView | undefined, most: number): string => (view?.amount == null || view.state === 'no-account' ? 'no limit' : formatMicro(micro(Math.max(0, view.amount - most))));
  return (
    <Dialog
      title={`${waterfall.name} for ${kind}`}
      onClose={onClose}
      footer={
        <>
          <span className="k-grow" />
          <Button onClick={onClose}>{onStart ? 'Cancel' : 'Close'}</Button>
          {onStart ? (
            <Button look="primary" onClick={onStart}>
              Start, up to {quote.max.credits > 0 ? creditsWords(quote.max.credits) : amountsWords(quote.max)}
            </Button>
          ) : null}
        </>
      }
    >
      <QuoteTable quote={quote} left={[left(meters?.[0], quote.max.actions), left(meters?.[1], quote.max.credits)]} />
      <QuoteSteps quote={quote} nameOf={nameOf} />
      <QuoteLimits quote={quote} />
      {quote.ai ? (
        <dl className="k-set">
          <div>
            <dt>On your own key</dt>
            <dd>
              {quote.ai.model}: {estimateWords(quote.ai).tokens}, {estimateWords(quote.ai).money}, by the prices of {pricesOn(quote.ai.pricesOn)}
            </dd>
          </div>
        </dl>
      ) : null}
      {quote.confirm && onStart && quote.max.credits > 0 ? (
        <Note tone="warn" title="A large run, so please confirm">
          At most {creditsWords(quote.max.credits)}
          {quote.maxMicroUsd === undefined ? '' : `, or ${formatMicroUsd(quote.maxMicroUsd)}`}. A miss costs nothing.
        </Note>
      ) : null}
    </Dialog>
  );
}
