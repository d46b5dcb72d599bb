import type { ReactElement } from 'react';
import { formatMicro } from '../../lib/domain/ledger/amount.ts';
import { useAsOf } from '../../lib/ui/account-queries.ts';
import { unitName } from '../../lib/ui/meter-words.ts';
import type { MeterView } from '../../lib/ui/meters.ts';
import { Bar } from './bar.tsx';
import { BoltGlyph, DiscsGlyph } from './icon.tsx';

interface MetersProps {
  readonly views: readonly [MeterView, MeterView];
  /** What a click opens, for the accessible name: "Open statement". */
  readonly action: string;
  readonly onOpen: () => void;
}

/** Both meters, always in this order, always in sight. */
export function Meters({ views, action, onOpen }: MetersProps): ReactElement {
  const asOf = useAsOf();
  return (
    <footer className="k-meters" aria-label="Balance">
      {views.map((view) => (
        <MeterButton key={view.meter} view={view} asOf={asOf} action={action} onOpen={onOpen} />
      ))}
    </footer>
  );
}

interface MeterButtonProps {
  readonly view: MeterView;
  readonly asOf: string | undefined;
  readonly action: string;
  readonly onOpen: () => void;
}

function MeterButton({ view, asOf, action, onOpen }: MeterButtonProps): ReactElement {
  const actions = view.meter === 'actions';
  const low = view.state === 'low' || view.state === 'none';
  return (
    <button type="button" className={`k-meter ${actions ? 'k-meter--a' : 'k-meter--c'} ${low ? 'is-low' : ''}`} onClick={onOpen}>
      {actions ? <BoltGlyph /> : <DiscsGlyph />}
      <span className="k-meter__n">
        {view.amount === null ? '–' : formatMicro(view.amount)}
        <small> {unitOf(view)}</small>
        {view.state === 'no-account' ? null : <span className="k-vh"> left,</span>}
      </span>{' '}
      <span className="k-meter__held">{asideOf(view, asOf)}</span>
      <span className="k-vh">. {action}</span>
      <Bar percent={view.leftPercent} heldPercent={view.heldPercent} />
    </button>
  );
}

function unitOf(view: MeterView): string {
  if (view.state !== 'no-account') return unitName(view.meter);
  return view.amount === null ? 'No account' : `${unitName('actions', view.amount)} used`;
}

/** Held, how old the figure is, low and none left share the right edge; what is held comes first while work runs. */
export function asideOf(view: MeterView, asOf?: string): string {
  if (view.held > 0) return `${formatMicro(view.held)} held`;
  if (asOf !== undefined && view.state !== 'no-account') return asOf;
  if (view.state === 'low') return 'low';
  return view.state === 'none' ? 'none left' : '';
}
