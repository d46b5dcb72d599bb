import type { CSSProperties, ReactElement } from 'react';
import type { SegmentChoices } from '../../lib/contracts/learning-commands.ts';
import type { Explanation } from '../../lib/domain/learning/explain.ts';
import { compareOf, headline, reasons, segmentOptions, type OrderCompare, type SegmentOption } from '../../lib/ui/learned-order.ts';
import type { Catalogue } from '../../lib/ui/use-commands.ts';
import { useRecount } from '../../lib/ui/use-recount.ts';
import { useLearnedOrder, type LearnedOrder as Learned, type SegmentWish } from '../../lib/ui/use-learned-order.ts';
import { Amount } from '../parts/amount.tsx';
import { Button } from '../parts/button.tsx';
import { Note } from '../parts/note.tsx';
import { LearnedSteps } from './learned-steps.tsx';

interface LearnedOrderProps {
  readonly waterfallId: string;
  readonly catalogue: Catalogue;
  /** Called when the order was set, for whoever shows the waterfall beside it. */
  readonly onSet?: () => void;
}

const width = (percent: number): CSSProperties => ({ '--v': percent }) as CSSProperties;

/** The learned order of a waterfall: on or off, what it saves, and why, with the figures of each step. */
export function LearnedOrder({ waterfallId, catalogue, onSet }: LearnedOrderProps): ReactElement | null {
  const learned = useLearnedOrder(waterfallId);
  const { answer } = learned;
  if (answer.error) {
    return (
      <Note tone="bad" title="The learned order could not be worked out" action={<Button small onClick={answer.again}>Try again</Button>}>
        {answer.error.message}
      </Note>
    );
  }
  const e = answer.value;
  if (!e) return null;
  const set = (wish: Parameters<Learned['setOrder']>[0]): void => void learned.setOrder(wish).then(onSet);
  return (
    <section className="k-stack k-stack--12" aria-label="Learned order">
      <Head e={e} busy={learned.busy} onToggle={() => set({ order: e.order === 'learned' ? 'fixed' : 'learned' })} />
      <details className="k-card k-why">
        <summary>Why this order, in numbers</summary>
        <div className="k-why__b">
          <Segments learned={learned} choices={e.choices} />
          <LearnedSteps e={e} catalogue={catalogue} onPin={(first) => set({ order: e.order, first })} />
          <ul className="k-plain k-sm">
            {reasons(e, catalogue.nameOf).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <div className="k-why__w">
            <Choice label="Answers that must stay" value={String(e.keepShare)} options={KEEPS} onChange={(value) => set({ order: e.order, keepShare: Number(value) })} />
            <Choice label="Spend on trying other orders" value={String(e.tryShare)} options={TRIES} onChange={(value) => set({ order: e.order, tryShare: Number(value) })} />
          </div>
          <CountAgain onCounted={answer.again} />
        </div>
      </details>
    </section>
  );
}

/** The figures are counted as tasks end; this makes them anew from all that is kept. */
function CountAgain({ onCounted }: { readonly onCounted: () => void }): ReactElement {
  const { busy, counted, recount } = useRecount(onCounted);
  return (
    <div className="k-why__w">
      <Button small busy={busy} onClick={() => void recount()}>
        Count again
      </Button>
      <p className="k-sm k-3" role="status">
        {counted === undefined ? 'Makes these figures anew from every receipt that is kept. Asks nobody, costs nothing.' : `Counted anew from ${counted.toLocaleString('en-US')} ${counted === 1 ? 'receipt' : 'receipts'}.`}
      </p>
    </div>
  );
}

const KEEPS: readonly SegmentOption[] = [
  { value: '1', label: 'All of them' },
  { value: '0.99', label: '99 %' },
  { value: '0.97', label: '97 %' },
  { value: '0.95', label: '95 %' },
  { value: '0.9', label: '90 %' },
];
const TRIES: readonly SegmentOption[] = [
  { value: '0', label: 'Nothing' },
  { value: '0.02', label: 'Up to 2 % of a run' },
  { value: '0.05', label: 'Up to 5 % of a run' },
  { value: '0.1', label: 'Up to 10 % of a run' },
];

function Head({ e, busy, onToggle }: { readonly e: Explanation; readonly busy: boolean; readonly onToggle: () => void }): ReactElement {
  const compare = compareOf(e);
  return (
    <div className="k-card k-learn">
      <button type="button" className="k-switch" role="switch" aria-checked={e.order === 'learned'} aria-label="Learned order" disabled={busy} onClick={onToggle} />
      <div className="k-grow">
        <b>Learned order</b>
        <p className="k-sm k-2">{headline(e)}</p>
        {e.order === 'learned' ? <p className="k-sm k-3">Switch off to use your own order.</p> : null}
      </div>
      {e.fixed.arms.length > 1 ? <Compare compare={compare} basis={e.attempts === 0 ? 'by usual figures' : 'expected per answer'} /> : null}
    </div>
  );
}

function Compare({ compare, basis }: { readonly compare: OrderCompare; readonly basis: string }): ReactElement {
  const rows = [
    { name: 'Yours', text: compare.fixed, bar: compare.fixedBar, amount: compare.credits?.fixed, on: false },
    { name: 'Learned', text: compare.learned, bar: compare.learnedBar, amount: compare.credits?.learned, on: true },
  ];
  return (
    <>
      <dl className="k-vs">
        {rows.map((row) => (
          <div key={row.name}>
            <dt>{row.name}</dt>
            <dd>
              <span className={`k-vbar ${row.on ? 'on' : ''}`} aria-hidden="true">
                <i style={width(row.bar)} />
              </span>
              {row.amount === undefined ? row.text : <Amount meter="data_credits" amount={row.amount} />}
            </dd>
          </div>
        ))}
      </dl>
      <div className="k-save">
        <b className={compare.saves ? 'k-ok' : ''}>{compare.saving}</b>
        <span className="k-xs k-3">{basis}</span>
      </div>
    </>
  );
}

function Segments({ learned, choices }: { readonly learned: Learned; readonly choices: SegmentChoices }): ReactElement | null {
  const options = segmentOptions(choices);
  const parts = [
    { key: 'country', label: 'Country', all: 'All countries' },
    { key: 'size', label: 'Company size', all: 'All sizes' },
    { key: 'seniority', label: 'Seniority', all: 'All levels' },
  ] as const;
  const shown = parts.filter(({ key }) => options[key].length > 0);
  if (shown.length === 0) return null;
  const change = (key: keyof SegmentWish, value: string): void => {
    const { [key]: _old, ...rest } = learned.segment;
    learned.setSegment(value === '' ? rest : { ...rest, [key]: value });
  };
  return (
    <div className="k-why__w">
      {shown.map(({ key, label, all }) => (
        <Choice key={key} label={label} value={learned.segment[key] ?? ''} options={[{ value: '', label: all }, ...options[key]]} onChange={(value) => change(key, value)} />
      ))}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly SegmentOption[];
  readonly onChange: (value: string) => void;
}

/** A labelled list to choose from; a value that is not among the options is one of its own. */
function Choice({ label, value, options, onChange }: ChoiceProps): ReactElement {
  const all = options.some((o) => o.value === value) ? options : [...options, { value, label: `${Math.round(100 * Number(value))} %` }];
  return (
    <label className="k-choice">
      <span className="k-sm k-2">{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {all.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    </label>
  );
}
