import { CalendarClock, KeyRound } from 'lucide-react';
import type { ReactElement } from 'react';
import { ONE_ACTION, ZERO, formatMicro, micro } from '../../lib/domain/ledger/amount.ts';
import { TOP_UP_PREMIUM_PERCENT, topUpCost } from '../../lib/domain/ledger/plan-facts.ts';
import type { Quote } from '../../lib/domain/enrichment/quote.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import type { MetaRows } from '../../lib/storage/database.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { dateOf, listOf } from '../../lib/ui/format.ts';
import { formatMicroUsd } from '../../lib/ui/money.ts';
import { creditsWords, stillWorks } from '../../lib/ui/price.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { BuyButton } from '../parts/buy-button.tsx';
import { LinkButton } from '../parts/button.tsx';
import { BoltGlyph, DiscsGlyph, Icon } from '../parts/icon.tsx';

interface NotEnoughProps {
  readonly waterfall: Waterfall;
  readonly quote: Quote;
  readonly nameOf: (providerId: string) => string;
  readonly busy: boolean;
  readonly onFree: () => void;
}

/** A meter does not reach: what is missing, that nothing was charged, when more comes, and what still works. */
export function NotEnough({ waterfall, quote, nameOf, busy, onFree }: NotEnoughProps): ReactElement {
  const account = useMeta('account');
  const now = useNow(60_000);
  const credits = quote.blocked === 'no-credits';
  const works = stillWorks(quote);
  const names = [...works.own, ...works.free].map(nameOf);
  const have = quote.shortBy === undefined ? undefined : Math.max(0, quote.max[credits ? 'credits' : 'actions'] - quote.shortBy);
  const free = { kind: works.own.length > 0 ? 'own' : 'free', max: { actions: ONE_ACTION, credits: ZERO }, words: 'up to 1 Action, 0 Credits', odds: { top: names.length === 1 ? '1 source' : `${names.length} sources`, below: works.own.length > 0 ? 'own key' : 'free' } } as const;
  return (
    <section className="k-card k-issue">
      <div className="k-issue__h">
        {credits ? <DiscsGlyph className="k-credits" /> : <BoltGlyph className="k-actions" />}
        <b className="k-grow">Not enough {credits ? 'Data Credits' : 'Actions'}</b>
      </div>
      <p>
        {waterfall.name} may need up to {credits ? creditsWords(quote.max.credits) : formatMicro(quote.max.actions)}.{have === undefined ? '' : ` You have ${formatMicro(micro(have))}.`} Nothing was charged. {account ? moreWords(account, credits, now) : ''}
      </p>
      {credits && names.length > 0 ? (
        <>
          <div className="k-h">
            <span>What still works now</span>
          </div>
          <BuyButton
            name={works.own.length === 1 && works.free.length === 0 ? `Use my ${nameOf(works.own[0] ?? '')} key` : works.own.length > 0 ? 'Ask without Credits' : 'Ask free sources only'}
            icon={KeyRound}
            view={free}
            busy={busy}
            onBuy={onFree}
          />
          <p className="k-xs k-3">Asks {listOf(names)}.</p>
        </>
      ) : credits ? (
        <p>
          <Icon of={KeyRound} size={14} className="k-inline" /> <LinkButton onClick={() => void openKilnPage('options', 'providers')}>Add a key of your own</LinkButton> to go on without Credits.
        </p>
      ) : (
        <p>
          <Icon of={CalendarClock} size={14} className="k-inline" /> Reading, saving, editing and files go on; they cost no Actions.
        </p>
      )}
      {account ? (
        <p className="k-row k-sm">
          {credits ? <span className="k-3 k-grow">A top-up of 100 is {formatMicroUsd(topUpCost(micro(100_000_000), account.priceBook.creditMicroUsd))}, {TOP_UP_PREMIUM_PERCENT} % over the plan. Ask an admin.</span> : <span className="k-grow" />}
          <LinkButton onClick={() => void openKilnPage('options', 'plan')}>Plan and prices</LinkButton>
        </p>
      ) : null}
    </section>
  );
}

/** "2,500 more arrive on 1 July." */
function moreWords({ plan }: MetaRows['account'], credits: boolean, now: number): string {
  const monthly = credits ? plan.creditsMonthly : plan.actionsMonthly;
  return plan.renewsAt === null || monthly === 0 ? '' : `${formatMicro(micro(monthly))} ${credits ? 'more arrive' : 'new ones come'} on ${dateOf(plan.renewsAt, now)}.`;
}
