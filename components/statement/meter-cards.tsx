import { ShieldCheck } from 'lucide-react';
import type { ReactElement } from 'react';
import { formatMicro, micro, type Micro } from '../../lib/domain/ledger/amount.ts';
import type { Sums } from '../../lib/domain/ledger/statement.ts';
import type { MetaRows } from '../../lib/storage/database.ts';
import { countOf, dateOf } from '../../lib/ui/format.ts';
import { meterName } from '../../lib/ui/meter-words.ts';
import type { MeterView } from '../../lib/ui/meters.ts';
import { actionsWords } from '../../lib/ui/price.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { Bar } from '../parts/bar.tsx';
import { Fact } from '../parts/fact.tsx';
import { BoltGlyph, DiscsGlyph, Icon } from '../parts/icon.tsx';

interface MeterCardsProps {
  readonly account: MetaRows['account'];
  readonly views: readonly [MeterView, MeterView];
  readonly asOf: string | undefined;
  /** Sums of the whole feed; absent until it was looked through. */
  readonly sums?: Sums | undefined;
}

/** Both meters at large: what can be spent here, what is held and set aside, and what that adds up to. */
export function MeterCards({ account, views, asOf, sums }: MeterCardsProps): ReactElement {
  const now = useNow(60_000);
  const renews = account.plan.renewsAt === null ? '' : dateOf(account.plan.renewsAt, now);
  return (
    <div className="k-mcs">
      {views.map((view) => (
        <MeterCard key={view.meter} view={view} asOf={asOf} spent={micro(account.balances.find((b) => b.meter === view.meter)?.spent ?? 0)} words={view.meter === 'actions' ? (renews === '' ? 'They do not carry over.' : `Renews on ${renews}, does not carry over.`) : `Carries over, up to ${formatMicro(micro(account.plan.creditsMonthly * 2))}.`} />
      ))}
      {sums ? (
        <section className="k-card k-box k-mc" aria-label="Not charged">
          <span className="k-row k-2">
            <Icon of={ShieldCheck} className="k-ok" /> Not charged
          </span>
          <p className="k-mc__n">
            {countOf(sums.misses)} <small>{sums.misses === 1 ? 'call' : 'calls'}</small>
          </p>
          <p className="k-sm k-2">
            Asked through the account, and no answer. A miss costs nothing. {countOf(sums.answers)} {sums.answers === 1 ? 'answer was' : 'answers were'} charged.
          </p>
        </section>
      ) : null}
    </div>
  );
}

function MeterCard({ view, asOf, spent, words }: { readonly view: MeterView; readonly asOf: string | undefined; readonly spent: Micro; readonly words: string }): ReactElement {
  const actions = view.meter === 'actions';
  const name = meterName(view.meter);
  const parts: readonly (readonly [string, Micro])[] = [
    ['free for all devices', view.free],
    ['set aside for this device', view.here],
    ['held', view.held],
    ['set aside for other devices', view.elsewhere],
    ['spent here, not told yet', view.untold],
  ];
  const shown = parts.filter(([, amount], i) => i === 0 || amount > 0);
  return (
    <section className="k-card k-box k-mc" aria-label={name}>
      <span className="k-row k-2">
        {actions ? <BoltGlyph className="k-actions" /> : <DiscsGlyph className="k-credits" />} {name}
        {asOf === undefined ? null : <small className="k-3 k-mc__o">{asOf}</small>}
      </span>
      <p className="k-mc__n">
        {formatMicro(view.amount ?? micro(0))} <small>to spend{view.held > 0 ? `, ${formatMicro(view.held)} held` : ''}</small>
      </p>
      <Bar percent={view.leftPercent} heldPercent={view.heldPercent} tone={actions ? 'a' : 'c'} />
      {shown.length > 1 ? (
        <dl className="k-facts">
          {shown.map(([label, amount]) => (
            <Fact key={label} label={label}>{formatMicro(amount)}</Fact>
          ))}
        </dl>
      ) : null}
      <p className="k-sm k-2">
        {formatMicro(spent)} used. {words}
        {actions && view.here > 0 ? ` Usable offline here: ${actionsWords(view.here)}.` : ''}
      </p>
    </section>
  );
}
