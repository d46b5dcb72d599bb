import { FlaskConical } from 'lucide-react';
import { useState, type CSSProperties, type ReactElement } from 'react';
import type { Quote, QuoteStep } from '../../lib/domain/enrichment/quote.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { kindCount } from '../../lib/domain/lead/kind-words.ts';
import { micro, ONE_ACTION, ZERO, type Amounts } from '../../lib/domain/ledger/amount.ts';
import { countOf, plural } from '../../lib/ui/format.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { estimateOf, priceView, skipsWords } from '../../lib/ui/price.ts';
import { useMeters } from '../../lib/ui/queries.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { useReach } from '../../lib/ui/use-reach.ts';
import type { Sample } from '../../lib/ui/use-sample.ts';
import { Amount, BothAmounts } from '../parts/amount.tsx';
import { BuyButton } from '../parts/buy-button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { sourceName } from '../parts/quote-steps.tsx';

interface SampleProps {
  readonly waterfall: Waterfall;
  readonly sample: Sample;
  readonly nameOf: (id: string) => string;
}

/** What the waterfall would find and cost on the first leads of a table. Nothing is asked for it; the test run is a button with its price. */
export function SampleAside({ waterfall, sample, nameOf }: SampleProps): ReactElement {
  const { tables, table, leadIds, quote } = sample;
  const who = (n: number): string => kindCount(waterfall.kind, n);
  return (
    <aside className="k-card k-sim" aria-label="What it would cost">
      <h3>{quote ? `Of ${who(quote.leads)}` : 'What it would cost'}</h3>
      {tables && tables.length > 1 ? (
        <label className="k-sm k-2 k-row">
          First {leadIds && leadIds.length > 0 ? leadIds.length : ''} of
          <select className="k-select k-grow" value={table?.id ?? ''} onChange={(e) => sample.choose(e.target.value)}>
            {tables.map((t) => (
              <option key={t.id} value={t.id}>
                {t.name}
              </option>
            ))}
          </select>
        </label>
      ) : table ? (
        <p className="k-sm k-3">The first of {table.name}</p>
      ) : null}
      {sample.error ? <p className="k-sm k-bad">{sample.error.message}</p> : null}
      {tables && (tables.length === 0 || leadIds?.length === 0) ? (
        <p className="k-sm k-2">
          {tables.length === 0 ? `There is no table of ${waterfall.kind === 'person' ? 'people' : 'companies'} yet.` : 'This table is empty.'} Save a {waterfall.kind === 'person' ? 'person' : 'company'} from a page, and the price of this waterfall shows here before anything is asked.
        </p>
      ) : null}
      {quote ? <Expectation waterfall={waterfall} quote={quote} nameOf={nameOf} /> : null}
      {quote && sample.trial ? <TrialRun waterfall={waterfall} sample={sample} trial={sample.trial} /> : null}
    </aside>
  );
}

/** Answers by source as parts of one bar, then the price of one answer. */
function Expectation({ waterfall, quote, nameOf }: { readonly waterfall: Waterfall; readonly quote: Quote; readonly nameOf: (id: string) => string }): ReactElement {
  const { expected } = quote;
  const answering = quote.steps.filter((s) => s.finds === undefined && (s.answers ?? 0) > 0.005 * quote.leads).sort((a, b) => (b.answers ?? 0) - (a.answers ?? 0));
  const shown = answering.slice(0, 5);
  const rest = answering.slice(5).reduce((sum, s) => sum + (s.answers ?? 0), 0);
  const found = expected?.found ?? 0;
  const nobody = Math.max(0, quote.leads - found);
  const parts = [...shown.map((s, i) => ({ key: `${s.providerId ?? 'pattern'}`, name: sourceName(s, nameOf), n: s.answers ?? 0, colour: `var(--chart-${i + 1})`, price: priceOf(s) })), ...(rest > 0 ? [{ key: 'rest', name: 'Others', n: rest, colour: 'var(--line-control)', price: null }] : [])];
  const whole = quote.asked === 0 ? null : expected;
  return (
    <>
      <div className="k-stack100" role="img" aria-label={[...parts.map((p) => `${Math.round(p.n)} ${p.name}`), `${Math.round(nobody)} nobody`].join(', ')}>
        {parts.map((p) => (
          <i key={p.key} style={{ '--v': (p.n / quote.leads) * 100, '--c': p.colour } as CSSProperties} />
        ))}
        <i style={{ '--v': (nobody / quote.leads) * 100, '--c': 'var(--chart-rest)' } as CSSProperties} />
      </div>
      <ul className="k-leg">
        {parts.map((p) => (
          <li key={p.key}>
            <i style={{ '--c': p.colour } as CSSProperties} />
            <span className="k-trunc">{p.name}</span>
            <b>{roundOf(p.n)}</b>
            <span>{p.price}</span>
          </li>
        ))}
        <li>
          <i style={{ '--c': 'var(--chart-rest)' } as CSSProperties} />
          <span>Nobody</span>
          <b>{roundOf(nobody)}</b>
          <span>0</span>
        </li>
      </ul>
      {quote.skips.length > 0 ? <p className="k-sm k-2">Left out: {skipsWords(quote)}.</p> : null}
      <p className="k-xs k-3">{expected && expected.attempts >= 1 ? `From ${countOf(Math.round(expected.attempts))} of your own questions.` : 'General figures: there are no answers of your own yet.'}</p>
      <dl className="k-sum">
        <div>
          <dt>One answer, usually</dt>
          <dd>{whole && found > 0 ? <BothAmounts amounts={perAnswer(whole, found)} /> : '–'}</dd>
        </div>
        <div>
          <dt>One answer, at most</dt>
          <dd>{quote.asked > 0 ? <BothAmounts amounts={{ actions: ONE_ACTION, credits: dearest(quote, waterfall) }} /> : '–'}</dd>
        </div>
        <div>
          <dt>No answer</dt>
          <dd>{waterfall.buysFirst && quote.steps.some((s) => s.finds && s.creditsMax > 0 && s.askable > 0) ? 'what was found first' : '0'}</dd>
        </div>
      </dl>
    </>
  );
}

const roundOf = (n: number): string => (n > 0 && n < 1 ? '< 1' : countOf(Math.round(n)));
const priceOf = (s: QuoteStep): ReactElement => (s.creditsMax === 0 ? <>{s.route === 'own' ? 'your bill' : 'free'}</> : <Amount meter="data_credits" amount={micro(Math.round(((s.answers ?? 0) * s.creditsMax) / 10_000) * 10_000)} />);
/** Two places after the point are enough for what is usual. */
const perAnswer = (expected: Amounts, found: number): Amounts => ({ actions: ONE_ACTION, credits: micro(Math.round(expected.credits / found / 10_000) * 10_000) });

function dearest(quote: Quote, waterfall: Waterfall): Amounts['credits'] {
  const most = (steps: readonly QuoteStep[]): number => Math.max(0, ...steps.filter((s) => s.askable > 0).map((s) => s.creditsMax));
  const fields = new Set(quote.steps.flatMap((s) => s.finds ?? []));
  const first = [...fields].reduce((sum, field) => sum + most(quote.steps.filter((s) => s.finds === field)), 0);
  const all = most(quote.steps.filter((s) => s.finds === undefined)) + first;
  return all === 0 ? ZERO : micro(Math.min(all, waterfall.stopAtCredits ?? all));
}

/** "Test on first 10": a run like any other, with its price on the button. */
function TrialRun({ waterfall, sample, trial }: { readonly waterfall: Waterfall; readonly sample: Sample; readonly trial: Quote }): ReactElement {
  const run = useCommand('run.start');
  const reach = useReach();
  const meters = useMeters();
  const [confirming, setConfirming] = useState(false);
  const start = async (): Promise<void> => {
    setConfirming(false);
    await reach(trial);
    const { actions, credits } = trial.max;
    const started = await run.send({ leadIds: [...sample.trialIds], waterfallId: waterfall.id, cap: { actions, credits }, ...estimateOf(trial) });
    if (!started) return;
    showToast({ kind: 'info', text: `Asking about ${plural(trial.asked, 'lead')}. What comes of it stands in the table.` });
    if (sample.table) void openKilnPage('table', `table=${encodeURIComponent(sample.table.id)}&run=${encodeURIComponent(started.runId)}`);
  };
  return (
    <>
      <BuyButton name={`Test on first ${sample.trialIds.length}`} icon={FlaskConical} view={priceView(trial, waterfall.enrichment, sample.trialIds.length)} busy={run.busy} onBuy={() => (trial.confirm || trial.capped || trial.limited ? setConfirming(true) : void start())} />
      {confirming ? <ConfirmDialog waterfall={waterfall} quote={trial} meters={meters} onStart={() => void start()} onClose={() => setConfirming(false)} /> : null}
    </>
  );
}
