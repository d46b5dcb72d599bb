import { Info, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import type { PriceView } from '../../lib/ui/price.ts';
import { Amount, PriceLine } from './amount.tsx';
import { Icon } from './icon.tsx';

interface BuyButtonProps {
  readonly name: string;
  readonly icon: LucideIcon;
  /** undefined while the price is asked for. */
  readonly view: PriceView | undefined;
  readonly busy?: boolean;
  /** Why the price could not be asked for. */
  readonly error?: string;
  readonly onBuy: () => void;
  /** Shows the price step by step; buys nothing. */
  readonly onLook?: () => void;
}

/** A button that can spend: what it does above, the most it may cost below. Without a price it cannot be pressed. */
export function BuyButton({ name, icon, view, busy = false, error, onBuy, onLook }: BuyButtonProps): ReactElement {
  const ready = view !== undefined && view.kind !== 'blocked' && !busy;
  const button = (
    <button type="button" className="k-buy" aria-disabled={ready ? undefined : true} aria-busy={busy || undefined} onClick={ready ? onBuy : undefined}>
      {busy ? <span className="k-spin k-buy__spin" aria-hidden="true" /> : <Icon of={icon} />}
      <span className="k-buy__name">{name}</span>{' '}
      {view ? <PriceLine view={view} /> : <span className="k-price k-price--reason">{error ?? 'Asking for the price'}</span>}
      {view?.note ? <span className="k-buy__note">{view.note}</span> : null}
      {view?.odds ? (
        <span className="k-buy__odds k-hide-narrow">
          <b>{view.odds.top}</b>
          {view.odds.below} {view.odds.usually === undefined ? null : <Amount meter="data_credits" amount={view.odds.usually} />}
        </span>
      ) : null}
    </button>
  );
  if (!onLook || !view?.odds) return button;
  return (
    <div className="k-buyrow">
      {button}
      <button type="button" className="k-buy__look" aria-label={`Price of “${name}”, step by step`} title="Price step by step" onClick={onLook}>
        <Icon of={Info} size={14} />
      </button>
    </div>
  );
}
