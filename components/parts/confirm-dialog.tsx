import type { ReactElement } from 'react';
import type { Quote } from '../../lib/domain/enrichment/quote.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { formatMicro, micro } from '../../lib/domain/ledger/amount.ts';
import { plural } from '../../lib/ui/format.ts';
import type { MeterView } from '../../lib/ui/meters.ts';
import { formatMicroUsd } from '../../lib/ui/money.ts';
import { creditsWords, amountsWords, skipsWords } from '../../lib/ui/price.ts';
import { estimateWords, pricesOn } from '../../lib/ui/usage.ts';
import { MeterColumns } from './amount.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Note } from './note.tsx';

interface ConfirmDialogProps {
  readonly waterfall: Waterfall;
  readonly quote: Quote;
  readonly meters: readonly [MeterView, MeterView] | undefined;
  readonly onStart: () => void;
  readonly onClose: () => void;
}

/** Asks once more before a run above the threshold: least, most, and what is left after the most. */
export function ConfirmDialog({ waterfall, quote, meters, onStart, onClose }: ConfirmDialogProps): ReactElement {
  const kind = waterfall.kind === 'person' ? plural(quote.asked, 'person', 'people') : plural(quote.asked, 'company', 'companies');
  const left = (view: MeterView | undefined, most: number): string => (view?.amount == null || view.state === 'no-account' ? 'no limit' : formatMicro(micro(Math.max(0, view.amount - most))));
  return (
    <Dialog
      title={`${waterfall.name} for ${kind}`}
      onClose={onClose}
      footer={
        <>
          <span className="k-grow" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={onStart}>
            Start, up to {quote.max.credits > 0 ? creditsWords(quote.max.credits) : amountsWords(quote.max)}
          </Button>
        </>
      }
    >
      <table className="k-quote">
        <MeterColumns />
        <tbody>
          <QuoteRow label="At least" actions={formatMicro(quote.min.actions)} credits={formatMicro(quote.min.credits)} />
          <QuoteRow label="At most" actions={formatMicro(quote.max.actions)} credits={formatMicro(quote.max.credits)} strong />
          <QuoteRow label="Left after the most" actions={left(meters?.[0], quote.max.actions)} credits={left(meters?.[1], quote.max.credits)} />
        </tbody>
      </table>
      {quote.skips.length > 0 ? (
        <dl className="k-set">
          <div>
            <dt>Skips</dt>
            <dd>{skipsWords(quote)}</dd>
          </div>
        </dl>
      ) : null}
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
      {quote.confirm && quote.max.credits > 0 ? (
        <Note tone="warn" title="A large run, so please confirm">
          At most {creditsWords(quote.max.credits)}
          {quote.maxMicroUsd === undefined ? '' : `, or ${formatMicroUsd(quote.maxMicroUsd)}`}. A miss costs nothing.
        </Note>
      ) : null}
    </Dialog>
  );
}

function QuoteRow({ label, actions, credits, strong = false }: { readonly label: string; readonly actions: string; readonly credits: string; readonly strong?: boolean }): ReactElement {
  return (
    <tr className={strong ? 'is-strong' : ''}>
      <th scope="row">{label}</th>
      <td>{actions}</td>
      <td>{credits}</td>
    </tr>
  );
}
