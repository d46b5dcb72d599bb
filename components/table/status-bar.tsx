import type { ReactElement } from 'react';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { formatMicro } from '../../lib/domain/ledger/amount.ts';
import { countOf } from '../../lib/ui/format.ts';
import { meterWords, type MeterView } from '../../lib/ui/meters.ts';
import { Amount } from '../parts/amount.tsx';
import { Bar } from '../parts/bar.tsx';
import { DiscsGlyph } from '../parts/icon.tsx';
import { DeliveryJob } from '../destinations/delivery-job.tsx';
import { useAsOf } from '../../lib/ui/account-queries.ts';
import { asideOf } from '../parts/meters.tsx';
import { RunBar } from './run-bar.tsx';
import { peopleOrCompanies } from './table-head.tsx';

interface StatusBarProps {
  readonly table?: Table;
  readonly count: number;
  /** More may be found yet. */
  readonly isSoFar: boolean;
  readonly selected: number;
  readonly meters: readonly [MeterView, MeterView] | undefined;
}

/** How many, how many are ticked, what runs, and both meters. */
export function StatusBar({ table, count, isSoFar, selected, meters }: StatusBarProps): ReactElement {
  return (
    <footer className="k-status" aria-label="Status">
      <span className="k-2 k-status__n">
        {table ? `${peopleOrCompanies(table, count)}${isSoFar ? ' so far' : ''}` : ''}
        {selected > 0 ? (
          <>
            , <b>{countOf(selected)} selected</b>
          </>
        ) : null}
      </span>
      <RunBar />
      <DeliveryJob />
      {meters ? (
        <div className="k-mm" role="group" aria-label="Balance">
          {meters.map((view) => (
            <Meter key={view.meter} view={view} />
          ))}
        </div>
      ) : null}
    </footer>
  );
}

function Meter({ view }: { readonly view: MeterView }): ReactElement {
  const asOf = useAsOf();
  const actions = view.meter === 'actions';
  return (
    <span className="k-m" title={meterWords(view)}>
      {view.amount === null ? (
        <span className="k-amt k-amt--c">
          <DiscsGlyph />–<span>No account</span>
        </span>
      ) : (
        <Amount meter={view.meter} amount={view.amount} unit />
      )}
      <small className={view.state === 'low' || view.state === 'none' ? 'k-warn' : ''}>{view.state === 'no-account' ? (actions ? (view.held > 0 ? `${formatMicro(view.held)} held` : 'used') : '') : asideOf(view, asOf)}</small>
      <Bar percent={view.leftPercent} heldPercent={view.heldPercent} tone={actions ? 'a' : 'c'} />
    </span>
  );
}
