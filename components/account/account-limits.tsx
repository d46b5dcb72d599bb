import type { ReactElement } from 'react';
import { formatMicro, micro } from '../../lib/domain/ledger/amount.ts';
import { levelOf, percentUsed } from '../../lib/domain/ledger/notices.ts';
import type { LimitState } from '../../lib/contracts/account-api.ts';
import { useAsOf } from '../../lib/ui/account-queries.ts';
import { shortMoment, whenOf } from '../../lib/ui/format.ts';
import { EACH, meterName } from '../../lib/ui/meter-words.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { Bar } from '../parts/bar.tsx';
import { BoltGlyph, DiscsGlyph } from '../parts/icon.tsx';

const SCOPES = { workspace: 'Workspace', member: 'You in the workspace' } as const;

/** Limits that the account sets, as far as they are used, before they bite. Nothing without an account. */
export function AccountLimits(): ReactElement | null {
  const account = useMeta('account');
  const asOf = useAsOf();
  const now = useNow(30_000);
  if (!account) return null;
  const limits = account.limits ?? [];
  return (
    <section className="k-card k-box" aria-label="Limits of the account">
      <div className="k-row">
        <h2 className="k-grow">Limits of the account</h2>
        {asOf === undefined ? null : <span className="k-xs k-3">{asOf}</span>}
      </div>
      {limits.length === 0 ? (
        <p className="k-2">{account.member.workspace} has set none. An admin can, for all and for each member.</p>
      ) : (
        <ul className="k-lims">
          {limits.map((limit) => (
            <Limit key={`${limit.scope} ${limit.meter} ${limit.window}`} limit={limit} now={now} />
          ))}
        </ul>
      )}
      <p className="k-sm k-2">What would go beyond a limit is refused and costs nothing. You are told at 75, 90 and 100 %.</p>
    </section>
  );
}

function Limit({ limit, now }: { readonly limit: LimitState; readonly now: number }): ReactElement {
  const isOver = limit.endsAt <= now;
  const used = isOver ? 0 : limit.used;
  const level = levelOf(used, limit.limit);
  const words = `${formatMicro(micro(used))} of ${formatMicro(micro(limit.limit))}`;
  const name = `${SCOPES[limit.scope]}, ${meterName(limit.meter)} ${EACH[limit.window]}`;
  return (
    <li>
      <span className="k-lims__t">
        {limit.meter === 'actions' ? <BoltGlyph className="k-actions" /> : <DiscsGlyph className="k-credits" />}
        <b>{SCOPES[limit.scope]}</b>
        <span className="k-2">{meterName(limit.meter)} {EACH[limit.window]}</span>
        <span className="k-grow" />
        <span>{words}</span>
      </span>
      <Bar percent={percentUsed(used, limit.limit)} tone={limit.meter === 'actions' ? 'a' : 'c'} label={`${name}: ${words}`} />
      <span className={`k-xs ${level === undefined ? 'k-3' : 'k-warn'}`}>
        {isOver ? 'A new window has begun; its figure comes with the next sync.' : level === 100 ? `Used up until ${shortMoment(limit.endsAt, now)}` : `${percentUsed(used, limit.limit)} % used, begins anew ${whenOf(limit.endsAt, now)}`}
      </span>
    </li>
  );
}
