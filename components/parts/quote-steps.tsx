import type { ReactElement } from 'react';
import { isOfTable } from '../../lib/domain/enrichment/caps.ts';
import type { Expected, Quote, QuoteStep } from '../../lib/domain/enrichment/quote.ts';
import { FIELDS } from '../../lib/domain/lead/fields.ts';
import { formatMicro, micro, type Amounts } from '../../lib/domain/ledger/amount.ts';
import { countOf, durationOf, plural } from '../../lib/ui/format.ts';
import { formatMicroUsd } from '../../lib/ui/money.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { capWords, foundPercent, leavesWords, limitWords, skipsWords, stepSkipWords } from '../../lib/ui/price.ts';
import { Amount, MeterColumns } from './amount.tsx';
import { Note } from './note.tsx';

/** The name of a source in a quote. */
export const sourceName = (step: Pick<QuoteStep, 'source' | 'providerId'>, nameOf: (id: string) => string): string => (step.source === 'pattern' || step.providerId === undefined ? 'Pattern guess' : nameOf(step.providerId));

interface QuoteTableProps {
  readonly quote: Quote;
  /** What is left of each meter after the most; absent where it does not matter. */
  readonly left?: readonly [actions: string, credits: string];
}

/** At least, usually, at most: both meters, and money where there are prices. */
export function QuoteTable({ quote, left }: QuoteTableProps): ReactElement {
  const { expected } = quote;
  const percent = foundPercent(quote);
  return (
    <table className="k-quote">
      <MeterColumns />
      <tbody>
        <QuoteRow label="At least" amounts={quote.min} />
        {expected ? <QuoteRow label={percent === undefined ? 'Usually' : `Usually, ${expected.attempts >= 1 ? '' : 'about '}${percent} % found`} amounts={usual(quote, expected)} {...(expected.microUsd === undefined || quote.asked === 1 ? {} : { money: expected.microUsd })} /> : null}
        <QuoteRow label="At most" amounts={quote.max} strong {...(quote.maxMicroUsd === undefined ? {} : { money: quote.maxMicroUsd })} />
        {left ? (
          <tr>
            <th scope="row">Left after the most</th>
            <td>{left[0]}</td>
            <td>{left[1]}</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

/** What is usual is no exact amount: two places after the point. Of one lead, what it takes when it is found: half an Action is nothing that anybody pays. */
function usual({ asked, max }: Quote, { actions, credits, found }: Expected): Amounts {
  if (asked !== 1 || found <= 0) return { actions: twoPlaces(actions), credits: twoPlaces(credits) };
  return { actions: max.actions, credits: micro(Math.min(max.credits, twoPlaces(credits / found))) };
}
const twoPlaces = (amount: number): Amounts['credits'] => micro(Math.floor(amount / 10_000) * 10_000);

function QuoteRow({ label, amounts, strong = false, money }: { readonly label: string; readonly amounts: Amounts; readonly strong?: boolean; readonly money?: number }): ReactElement {
  return (
    <tr className={strong ? 'is-strong' : ''}>
      <th scope="row">
        {label}
        {money === undefined || money === 0 ? null : <span className="k-3 k-quote__m"> {formatMicroUsd(money)}</span>}
      </th>
      <td>{formatMicro(amounts.actions)}</td>
      <td>{formatMicro(amounts.credits)}</td>
    </tr>
  );
}

const ROUTES = { own: 'your key', free: 'free', account: '', practice: 'practice' } as const;

/** Every step with its price and its odds, those that are left out with the reason, and leads that are left out. */
export function QuoteSteps({ quote, nameOf }: { readonly quote: Quote; readonly nameOf: (id: string) => string }): ReactElement {
  const asked = quote.steps.filter((s) => s.askable > 0);
  const out = quote.steps.filter((s) => s.askable === 0 && s.skip !== 'no-key');
  const noKey = quote.steps.filter((s) => s.askable === 0 && s.skip === 'no-key').length;
  return (
    <>
      {asked.length > 0 ? (
        <ol className="k-qsteps" aria-label="Steps">
          {asked.map((step, i) => (
            <Line key={keyOf(step)} step={step} number={i + 1} quote={quote} nameOf={nameOf} />
          ))}
        </ol>
      ) : null}
      {out.length > 0 || noKey > 0 || quote.skips.length > 0 ? (
        <dl className="k-set k-set--wide">
          {quote.skips.length > 0 && quote.leads > 1 ? (
            <div>
              <dt>Leads left out</dt>
              <dd>{skipsWords(quote)}</dd>
            </div>
          ) : null}
          {out.map((step) => (
            <div key={keyOf(step)}>
              <dt>{sourceName(step, nameOf)}</dt>
              <dd>{step.skip ? stepSkipWords(step.skip) : 'not asked'}</dd>
            </div>
          ))}
          {noKey > 0 ? (
            <div>
              <dt>{plural(noKey, 'more source')}</dt>
              <dd>no key</dd>
            </div>
          ) : null}
        </dl>
      ) : null}
    </>
  );
}

/** The limits that the most it can cost would reach, of the account and of the person's own; or what it leaves of those of the table. */
export function QuoteLimits({ quote }: { readonly quote: Quote }): ReactElement {
  const now = useNow(60_000);
  const leaves = leavesWords(quote, quote.max);
  return (
    <>
      {quote.limited ? (
        <Note tone="warn" title="A limit of the account can be reached">
          {limitWords(quote.limited, now)}
        </Note>
      ) : null}
      {quote.capped ? (
        <Note tone="warn" title={isOfTable(quote.capped.scope) ? 'This table’s limit can be reached' : 'Your limit can be reached'}>
          {capWords(quote.capped)}
        </Note>
      ) : leaves ? (
        <p className="k-sm k-2">{leaves}</p>
      ) : null}
    </>
  );
}

const keyOf = (s: QuoteStep): string => `${s.finds ?? ''} ${s.source} ${s.providerId ?? ''} ${s.operation ?? ''}`;

function Line({ step, number, quote, nameOf }: { readonly step: QuoteStep; readonly number: number; readonly quote: Quote; readonly nameOf: (id: string) => string }): ReactElement {
  const known = (step.attempts ?? 0) >= 1;
  const percent = step.chance === undefined ? undefined : Math.round(step.chance * 100);
  const parts = [
    step.finds ? `finds the ${FIELDS[step.finds].label.toLocaleLowerCase('en')} first` : undefined,
    quote.leads > 1 && step.askable < quote.asked ? `for ${countOf(step.askable)} of ${countOf(quote.asked)}` : undefined,
    percent === undefined ? undefined : `${known ? '' : 'about '}${percent} % found when asked`,
    known && step.tookMs !== undefined ? durationOf(step.tookMs) : undefined,
  ].filter((p) => p !== undefined);
  const reasons = (step.skips ?? []).filter((s) => s.reason !== 'already-known');
  return (
    <li>
      <span className="k-node">{number}</span>
      <span className="k-grow">
        <b>{sourceName(step, nameOf)}</b>
        <span className="k-sm k-3">
          {parts.join(' · ')}
          {quote.leads > 1 && reasons.length > 0 ? `. Not for ${reasons.map((r) => `${countOf(r.count)}: ${stepSkipWords(r.reason)}`).join(', ')}` : ''}
        </span>
      </span>
      <span className="k-sm k-2">{step.creditsMax > 0 ? <Amount meter="data_credits" amount={step.creditsMax} /> : ROUTES[step.route ?? 'free']}</span>
    </li>
  );
}
