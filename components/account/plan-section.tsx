import type { ReactElement } from 'react';
import { formatMicro, micro, UNIT } from '../../lib/domain/ledger/amount.ts';
import { TOP_UP_PREMIUM_PERCENT, nextActionsCost, rollOver, tierViews, topUpCost, type TierView } from '../../lib/domain/ledger/plan-facts.ts';
import { graduatedCost } from '../../lib/domain/ledger/prices.ts';
import { wholeActions } from '../../lib/domain/ledger/statement.ts';
import type { MetaRows } from '../../lib/storage/database.ts';
import { useAsOf } from '../../lib/ui/account-queries.ts';
import { countOf, dateOf, plural } from '../../lib/ui/format.ts';
import { formatMicroUsd } from '../../lib/ui/money.ts';
import { useMeta, useMeters } from '../../lib/ui/queries.ts';
import { ownedBy } from '../../lib/ui/statement-query.ts';
import { useOutsideCredits } from '../../lib/ui/usage-query.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { Bar } from '../parts/bar.tsx';
import { Fact } from '../parts/fact.tsx';
import { BoltGlyph, DiscsGlyph } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { MeterCards } from '../statement/meter-cards.tsx';
import { PaneHead } from '../options/side-meter.tsx';
import { ClayCard } from './clay-card.tsx';

/** Actions that the next step is told for. */
const NEXT = 1_000;
/** Credits of the example of a top-up. */
const TOP_UP = micro(100 * UNIT);
const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

/** The plan in a person's own numbers: tiers, renewal, what carries over, and the same month by the rules of another product. */
export function PlanSection(): ReactElement | null {
  const account = useMeta('account');
  const meters = useMeters();
  const asOf = useAsOf();
  if (account === undefined || !meters) return null;
  return (
    <>
      <PaneHead title="Plan and prices">What the plan gives, where you are in it, and what comes next. By your own numbers.</PaneHead>
      {account === null ? (
        <Note title="No plan on this device">
          Without an account there is nothing to pay and nothing to renew. Actions are counted, own keys and free sources work. <a href="#account">Sign in to an account</a>
        </Note>
      ) : account.priceBook.actionTiers.length === 0 ? (
        <Note title="The plan is not known yet">It comes with the first word of the account. Sync in Account.</Note>
      ) : (
        <>
          <MeterCards account={account} views={meters} asOf={asOf} />
          <div className="k-two k-two--even">
            <Tiers account={account} />
            <Credits account={account} />
          </div>
        </>
      )}
      <ClayCard account={account} />
    </>
  );
}

function Tiers({ account }: { readonly account: MetaRows['account'] }): ReactElement {
  const now = useNow(60_000);
  const { actionTiers } = account.priceBook;
  const used = wholeActions(micro(account.balances.find((b) => b.meter === 'actions')?.spent ?? 0));
  const { renewsAt, actionsMonthly } = account.plan;
  return (
    <section className="k-card k-box" aria-label="Price of Actions">
      <h2 className="k-row">
        <BoltGlyph className="k-actions" /> Actions get cheaper
      </h2>
      <p className="k-2">
        {plural(used, 'Action')} used this month, {formatMicroUsd(graduatedCost(actionTiers, used))} at these prices. The next {countOf(NEXT)} come to <b>{formatMicroUsd(nextActionsCost(actionTiers, used, NEXT))}</b>.
      </p>
      <table className="k-tiers">
        <thead>
          <tr>
            <th scope="col">Actions of a month</th>
            <th scope="col">Each</th>
            <th scope="col">Used</th>
          </tr>
        </thead>
        <tbody>
          {tierViews(actionTiers, used).map((tier) => (
            <Tier key={tier.from} tier={tier} />
          ))}
        </tbody>
      </table>
      <p className="k-sm k-2">
        The plan gives {formatMicro(micro(actionsMonthly))} a month. {renewsAt === null ? '' : `They renew on ${dateOf(renewsAt, now)}, in ${plural(Math.max(0, Math.ceil((renewsAt - now) / DAY_MS)), 'day')}; `}
        what is left by then does not carry over.
      </p>
    </section>
  );
}

function Tier({ tier }: { readonly tier: TierView }): ReactElement {
  const width = tier.upTo === null ? undefined : tier.upTo - tier.from + 1;
  return (
    <tr className={tier.isCurrent ? 'is-current' : ''} aria-current={tier.isCurrent || undefined}>
      <th scope="row">
        {tier.upTo === null ? `from ${countOf(tier.from)}` : `${countOf(tier.from)} to ${countOf(tier.upTo)}`}
        {tier.isCurrent ? <span className="k-tag">You are here</span> : null}
      </th>
      <td>{formatMicroUsd(tier.microUsd)}</td>
      <td>
        <span>{countOf(tier.used)}</span>
        <Bar percent={width === undefined ? (tier.used > 0 ? 100 : 0) : (tier.used / width) * 100} tone="a" />
      </td>
    </tr>
  );
}

function Credits({ account }: { readonly account: MetaRows['account'] }): ReactElement {
  const now = useNow(60_000);
  const outside = useOutsideCredits(Math.floor((now - YEAR_MS) / DAY_MS) * DAY_MS);
  const monthly = micro(account.plan.creditsMonthly);
  const owned = ownedBy(account).credits;
  const over = rollOver(owned, monthly, outside ?? owned);
  const price = account.priceBook.creditMicroUsd;
  const renews = account.plan.renewsAt === null ? 'the renewal' : dateOf(account.plan.renewsAt, now);
  return (
    <section className="k-card k-box" aria-label="Data Credits of the plan">
      <h2 className="k-row">
        <DiscsGlyph className="k-credits" /> Data Credits carry over
      </h2>
      <dl className="k-facts k-facts--sum">
        <Fact label="There now, held ones included">{formatMicro(owned)}</Fact>
        <Fact label={`The plan adds on ${renews}`}>{formatMicro(monthly)}</Fact>
        {over.lostMost > 0 ? <Fact label={over.lostLeast === over.lostMost ? 'Lost then, if none are used' : 'Lost then, if none are used, at least'}>{formatMicro(micro(-over.lostLeast))}</Fact> : null}
        <Fact label="There after it" strong>{formatMicro(over.after)}</Fact>
      </dl>
      {over.lostMost === 0 ? (
        <p className="k-sm k-2">They carry over up to twice the monthly amount, {formatMicro(over.cap)} in all. Nothing would be lost at the renewal.</p>
      ) : (
        <p className="k-sm k-2">
          The plan’s Credits carry over up to {formatMicro(over.cap)} in all.{' '}
          {over.lostLeast === over.lostMost
            ? `Use ${formatMicro(over.lostMost)} before ${renews} and nothing is lost.`
            : `Some of them came from top-ups or other grants, which are outside this cap and are used last: between ${formatMicro(over.lostLeast)} and ${formatMicro(over.lostMost)} would be lost.`}
        </p>
      )}
      <p className="k-sm k-2">
        A Credit is {formatMicroUsd(price)}. Bought once, outside the plan, {formatMicro(TOP_UP)} are {formatMicroUsd(topUpCost(TOP_UP, price))}: {TOP_UP_PREMIUM_PERCENT} % more. A top-up lasts twelve months and is used last; only admins buy one.
      </p>
    </section>
  );
}
