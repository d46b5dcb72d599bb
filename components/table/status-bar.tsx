import { Pause } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { formatMicro } from '../../lib/domain/ledger/amount.ts';
import { countOf, plural } from '../../lib/ui/format.ts';
import { meterWords, type MeterView } from '../../lib/ui/meters.ts';
import { useOpenRuns, type RunProgress } from '../../lib/ui/queries.ts';
import { runStateWords } from '../../lib/ui/run-words.ts';
import { useOnline } from '../../lib/ui/use-browser.ts';
import { Amount } from '../parts/amount.tsx';
import { Bar } from '../parts/bar.tsx';
import { DiscsGlyph, Icon } from '../parts/icon.tsx';
import { LiveRegion } from '../parts/live-region.tsx';
import { DeliveryJob } from '../destinations/delivery-job.tsx';
import { useAsOf } from '../../lib/ui/account-queries.ts';
import { asideOf } from '../parts/meters.tsx';
import { progressWords, RunButtons } from '../parts/run-card.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { peopleOrCompanies } from './table-head.tsx';

interface StatusBarProps {
  readonly table?: Table;
  readonly count: number;
  readonly selected: number;
  readonly meters: readonly [MeterView, MeterView] | undefined;
}

/** How many, how many are ticked, what runs, and both meters. */
export function StatusBar({ table, count, selected, meters }: StatusBarProps): ReactElement {
  const runs = useOpenRuns();
  const first = runs?.[0];
  return (
    <footer className="k-status" aria-label="Status">
      <span className="k-2 k-status__n">
        {table ? peopleOrCompanies(table, count) : ''}
        {selected > 0 ? (
          <>
            , <b>{countOf(selected)} selected</b>
          </>
        ) : null}
      </span>
      {first ? <Job progress={first} more={(runs?.length ?? 1) - 1} /> : <span className="k-grow" />}
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

function Job({ progress, more }: { readonly progress: RunProgress; readonly more: number }): ReactElement {
  const { run, ended, total } = progress;
  const state = runStateWords(run, useOnline());
  return (
    <div className="k-job">
      {run.state === 'paused' ? <Icon of={Pause} size={14} /> : <Spinner />}
      <b className="k-nowrap">{run.waterfall.name}</b>
      <Bar percent={total === 0 ? 0 : (ended / total) * 100} tone="ember" label={run.waterfall.name} />
      <span className="k-nowrap">
        {countOf(ended)} of {countOf(total)}
      </span>
      <span className="k-3 k-trunc">
        {state ?? progressWords(progress)}
        {more > 0 ? `, ${plural(more, 'more run')}` : ''}
      </span>
      <RunButtons progress={progress} />
      <LiveRegion text={`${run.waterfall.name}: ${ended} of ${total}`} />
    </div>
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
