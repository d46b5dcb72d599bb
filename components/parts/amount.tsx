import type { ReactElement } from 'react';
import { formatMicro, type Amounts, type Meter, type Micro } from '../../lib/domain/ledger/amount.ts';
import { unitName } from '../../lib/ui/meter-words.ts';
import type { PriceView } from '../../lib/ui/price.ts';
import { BoltGlyph, DiscsGlyph } from './icon.tsx';

interface AmountProps {
  readonly meter: Meter;
  readonly amount: Micro;
  /** Writes the unit beside the number. */
  readonly unit?: boolean;
  readonly signed?: boolean;
}

/** One amount of one meter: glyph, number and, if wanted, unit. Zero is dim. */
export function Amount({ meter, amount, unit = false, signed = false }: AmountProps): ReactElement {
  const actions = meter === 'actions';
  const word = unitName(meter, amount);
  return (
    <span className={`k-amt ${actions ? 'k-amt--a' : 'k-amt--c'} ${amount === 0 ? 'k-amt--0' : ''}`}>
      {actions ? <BoltGlyph /> : <DiscsGlyph />}
      {signed && amount > 0 ? '+' : ''}
      {formatMicro(amount)}
      {unit ? <span>{word}</span> : <span className="k-vh">{word}</span>}
    </span>
  );
}

/** Both meters of one thing, in their order: "bolt 1 + discs 1.5". */
export function BothAmounts({ amounts, unit = false }: { readonly amounts: Amounts; readonly unit?: boolean }): ReactElement {
  return (
    <>
      <Amount meter="actions" amount={amounts.actions} unit={unit} />
      {' + '}
      <Amount meter="data_credits" amount={amounts.credits} unit={unit} />
    </>
  );
}

/** Head of a table whose rows have an amount of each meter, always in this order. */
export const MeterColumns = (): ReactElement => (
  <thead>
    <tr>
      <th scope="col">
        <span className="k-vh">Line</span>
      </th>
      <th scope="col">
        <span className="k-amt k-amt--a">
          <BoltGlyph /> <span>Actions</span>
        </span>
      </th>
      <th scope="col">
        <span className="k-amt k-amt--c">
          <DiscsGlyph /> <span>Credits</span>
        </span>
      </th>
    </tr>
  </thead>
);

/** The price line of a button that can spend. */
export function PriceLine({ view }: { readonly view: PriceView }): ReactElement {
  if (view.kind === 'blocked') return <span className="k-price k-price--reason">{view.reason}</span>;
  // Practice takes nothing of either meter.
  if (view.max.actions === 0) return <span className="k-price">costs nothing</span>;
  return (
    <span className="k-price">
      {view.kind === 'price' || view.max.actions > 1_000_000 ? 'up to ' : ''}
      <Amount meter="actions" amount={view.max.actions} unit />
      {view.kind === 'free' ? ' · free sources' : ' + '}
      {view.kind === 'free' ? null : <Amount meter="data_credits" amount={view.max.credits} unit />}
    </span>
  );
}
