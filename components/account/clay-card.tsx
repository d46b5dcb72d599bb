import { useState, type ReactElement } from 'react';
import { formatMicro, micro, type Amounts } from '../../lib/domain/ledger/amount.ts';
import { CLAY_READ, cheapestClayPlan, clayBill, creditsEach, kilnMoney, usageKey, type ClayBill, type ClayLine } from '../../lib/domain/ledger/clay.ts';
import { subjectOf } from '../../lib/domain/ledger/explain.ts';
import type { Comparison } from '../../lib/contracts/account-view-commands.ts';
import type { MetaRows } from '../../lib/storage/database.ts';
import { FIRST_COMPARISON, GAP_WORDS, assumptionsOf, withCreditsOf } from '../../lib/ui/comparison.ts';
import { countOf, dateOf, monthOf, plural, startOfMonth, timeOf } from '../../lib/ui/format.ts';
import { formatMicroUsd } from '../../lib/ui/money.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { useLastRuns, useRunUsage, useUsage } from '../../lib/ui/usage-query.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { AmountInput } from '../parts/amount-input.tsx';
import { Amount, BothAmounts } from '../parts/amount.tsx';
import { ClayAssumptionsForm } from './clay-assumptions.tsx';

const LAST_RUNS = 20;

/** "What would Clay charge": the same usage by Clay's published rules, beside what Kiln took. */
export function ClayCard({ account }: { readonly account: MetaRows['account'] | null }): ReactElement | null {
  const now = useNow(60_000);
  const [runId, setRunId] = useState<string | null>(null);
  const month = useUsage(account !== null, startOfMonth(now));
  const ofRun = useRunUsage(runId);
  const runs = useLastRuns(LAST_RUNS);
  const stored = useMeta('comparison');
  const save = useCommand('comparison.set');
  const comparison = stored ?? FIRST_COMPARISON;
  const usage = runId === null ? month : ofRun;
  if (stored === undefined || usage === undefined) return null;
  const set = (next: Comparison): void => void save.send({ comparison: next });
  const assumptions = assumptionsOf(comparison);
  const bill = clayBill(usage, assumptions);
  const cheapest = runId === null ? cheapestClayPlan(usage, assumptions) : undefined;
  return (
    <section className="k-card k-box k-clay" aria-label="What would Clay charge">
      <div className="k-row k-clay__h">
        <h2 className="k-grow">What would Clay charge?</h2>
        <select className="k-select" aria-label="Usage of" value={runId ?? ''} onChange={(e) => setRunId(e.target.value === '' ? null : e.target.value)}>
          <option value="">{monthOf(now)} so far{account === null ? ', this device' : ''}</option>
          {(runs ?? []).map((run) => (
            <option key={run.id} value={run.id}>
              {run.waterfall.name}, {plural(run.leadCount, 'lead')}, {dateOf(run.createdAt, now)} {timeOf(run.createdAt)}
            </option>
          ))}
        </select>
      </div>
      <p className="k-2">
        The same work by Clay’s published rules: 1 Action for each answer or record sent, Data Credits for what is bought with Clay’s keys, nothing for no result. Plans as published in {CLAY_READ}.
      </p>
      {usage.length === 0 ? (
        <p className="k-2 k-clay__none">Nothing was charged {runId === null ? `in ${monthOf(now)}` : 'by this run'}, so there is nothing to compare.</p>
      ) : (
        <>
          <ClayTable bill={bill} comparison={comparison} onChange={set} />
          <div className="k-two k-two--even k-clay__f">
            <ClayAssumptionsForm comparison={comparison} onChange={set} />
            <Money bill={bill} account={account} isRun={runId !== null} cheapest={cheapest?.name} />
          </div>
          <ul className="k-plain k-sm">
            {bill.gaps.map((gap) => (
              <li key={gap}>{GAP_WORDS[gap]}</li>
            ))}
            <li>Kiln charges nothing for an answer that your check rejects. Clay’s rules do not say what it takes for one, so it is counted as nothing there too.</li>
          </ul>
        </>
      )}
    </section>
  );
}

const ROUTES = { account: 'bought', own: 'own key', free: 'free source', sent: 'sent' } as const;

function ClayTable({ bill, comparison, onChange }: { readonly bill: ClayBill; readonly comparison: Comparison; readonly onChange: (next: Comparison) => void }): ReactElement {
  return (
    <div className="k-fig-scroll">
      <table className="k-clay__t">
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col" className="k-num">Answers</th>
            <th scope="col" className="k-num">Kiln took</th>
            <th scope="col" className="k-num">Clay would take</th>
            <th scope="col">Credits each at Clay</th>
          </tr>
        </thead>
        <tbody>
          {bill.lines.map((line) => (
            <Line key={usageKey(line)} line={line} each={comparison.creditsOf[line.enrichment]} onEach={(credits) => onChange(withCreditsOf(comparison, line.enrichment, credits))} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Together</th>
            <td className="k-num">{countOf(bill.lines.reduce((n, l) => n + l.answers, 0))}</td>
            <td className="k-num"><BothAmounts amounts={bill.kiln} /></td>
            <td className="k-num"><BothAmounts amounts={bill.clay} /></td>
            <td>
              <span className="k-vh">no sum</span>
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Line({ line, each, onEach }: { readonly line: ClayLine; readonly each: number | undefined; readonly onEach: (credits: Amounts['credits'] | undefined) => void }): ReactElement {
  const name = subjectOf({ enrichment: line.enrichment, operation: line.route === 'sent' ? 'deliver' : line.enrichment });
  return (
    <tr>
      <th scope="row">
        {name} <span className="k-3 k-sm">{ROUTES[line.route]}{line.misses > 0 ? `, ${plural(line.misses, 'call')} without an answer` : ''}</span>
      </th>
      <td className="k-num">{countOf(line.answers)}</td>
      <td className="k-num"><BothAmounts amounts={line.taken} /></td>
      <td className="k-num"><BothAmounts amounts={line.clay} /></td>
      <td>
        {line.route === 'account' ? (
          <AmountInput meter="data_credits" label={`Credits of one answer at Clay: ${name}`} amount={each === undefined ? undefined : micro(each)} placeholder={`${formatMicro(creditsEach(line))}, as Kiln`} onChange={onEach} />
        ) : (
          <span className="k-3 k-sm">none</span>
        )}
      </td>
    </tr>
  );
}

interface MoneyProps {
  readonly bill: ClayBill;
  readonly account: MetaRows['account'] | null;
  readonly isRun: boolean;
  readonly cheapest: string | undefined;
}

/** In money, as far as it can be said. A run has no sum at Clay: what is sold there is a month. */
function Money({ bill, account, isRun, cheapest }: MoneyProps): ReactElement {
  const kiln = account === null ? undefined : kilnMoney(bill.kiln, account.priceBook);
  return (
    <div role="group" aria-label="In money">
      <dl className="k-facts k-facts--sum">
      <div>
        <dt>Kiln, {account === null ? 'without an account' : 'at your account’s prices'}</dt>
        <dd>{kiln === undefined ? '$0.00' : formatMicroUsd(kiln)}</dd>
      </div>
      {isRun ? (
        <div>
          <dt>Clay sells months, so one run has no price of its own</dt>
          <dd>–</dd>
        </div>
      ) : (
        <>
          <div>
            <dt>Clay, the plan of a month</dt>
            <dd>{formatMicroUsd(bill.planMicroUsd)}</dd>
          </div>
          <div>
            <dt>
              Clay, top-ups for <Amount meter="data_credits" amount={bill.over.credits} />
            </dt>
            <dd>{bill.topUpMicroUsd === null ? 'cannot be bought' : formatMicroUsd(bill.topUpMicroUsd)}</dd>
          </div>
          <div className="is-strong">
            <dt>Clay together</dt>
            <dd>{bill.totalMicroUsd === null ? 'does not fit the plan' : formatMicroUsd(bill.totalMicroUsd)}</dd>
          </div>
        </>
      )}
    </dl>
    {isRun ? null : <p className="k-sm k-3">{cheapest === undefined ? 'None of the published plans covers this month.' : `The cheapest published plan for this month: ${cheapest}.`}</p>}
    </div>
  );
}
