import type { ReactElement } from 'react';
import { useAsOf } from '../../lib/ui/account-queries.ts';
import { meterWords, type MeterView } from '../../lib/ui/meters.ts';
import { Amount } from '../parts/amount.tsx';
import { Bar } from '../parts/bar.tsx';
import { DiscsGlyph } from '../parts/icon.tsx';
import { asideOf } from '../parts/meters.tsx';

/** One meter at the foot of the options. */
export function SideMeter({ view }: { readonly view: MeterView }): ReactElement {
  const asOf = useAsOf();
  return (
    <div className="k-side__a" title={meterWords(view)}>
      <span className="k-side__r">
        {view.amount === null ? (
          <span className="k-amt k-amt--c">
            <DiscsGlyph />–<span>No account</span>
          </span>
        ) : (
          <Amount meter={view.meter} amount={view.amount} unit />
        )}
        <small>{view.state === 'no-account' ? (view.amount === null ? '' : 'used') : asideOf(view, asOf)}</small>
      </span>
      <Bar percent={view.leftPercent} heldPercent={view.heldPercent} tone={view.meter === 'actions' ? 'a' : 'c'} />
    </div>
  );
}

interface PaneHeadProps {
  readonly title: string;
  readonly children: string;
}

/** The heading of a section and what it is for. */
export function PaneHead({ title, children }: PaneHeadProps): ReactElement {
  return (
    <header className="k-ph">
      <h1>{title}</h1>
      <p className="k-2">{children}</p>
    </header>
  );
}
