import type { ReactElement } from 'react';
import { RUN_OVER_ESTIMATE_PERCENT } from '../../lib/core/limits.ts';
import { CAP_SCOPES, type DeviceScope, type SpendLimits } from '../../lib/domain/enrichment/caps.ts';
import type { Micro } from '../../lib/domain/ledger/amount.ts';
import { changeLimits, withCap } from '../../lib/ui/change-limits.ts';
import { useTaken } from '../../lib/ui/limit-queries.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { BothAmounts } from '../parts/amount.tsx';
import { AmountInput } from '../parts/amount-input.tsx';
import { AccountLimits } from '../account/account-limits.tsx';
import { Rule } from '../parts/rule.tsx';
import { PaneHead } from './side-meter.tsx';

const SCOPES: Readonly<Record<DeviceScope, readonly [title: string, text: string]>> = {
  run: ['One run', 'A run ends when it has taken this much. What is left is not asked.'],
  hour: ['One hour', 'Runs wait until the next hour when all of them together have taken this much.'],
  day: ['One day', 'Runs wait until the next day when all of them together have taken this much.'],
};

/** Limits on what runs may take: of a run, an hour, a day; and when to ask once more. */
export function LimitsSection(): ReactElement {
  const stored = useMeta('limits');
  const taken = useTaken();
  const limits: SpendLimits = stored ?? {};
  const change = (next: SpendLimits): Promise<boolean> => changeLimits(limits, next);
  const setCap = (scope: DeviceScope, meter: 'actions' | 'credits', amount: Micro | undefined): void => void change(withCap(limits, scope, meter, amount));
  if (stored === undefined) return <PaneHead title="Limits">Loading.</PaneHead>;
  return (
    <>
      <PaneHead title="Limits">What runs on this device may take, and what the account allows. Empty means no limit.</PaneHead>
      <AccountLimits />
      <section className="k-card k-rules k-limits" aria-label="Limits on runs">
        {CAP_SCOPES.map((scope) => (
          <Rule key={scope} title={SCOPES[scope][0]} text={SCOPES[scope][1]} note={scope === 'run' || !taken ? null : <>Taken and held now: <BothAmounts amounts={taken[scope]} /></>}>
            <AmountInput meter="actions" label={`${SCOPES[scope][0]}: most Actions`} amount={limits[scope]?.actions} onChange={(amount) => setCap(scope, 'actions', amount)} />
            <AmountInput meter="data_credits" label={`${SCOPES[scope][0]}: most Data Credits`} amount={limits[scope]?.credits} onChange={(amount) => setCap(scope, 'credits', amount)} />
          </Rule>
        ))}
      </section>
      <section className="k-card k-rules k-limits" aria-label="When to ask once more">
        <Rule title="Ask once more from" text="A run that may take this many Data Credits or more asks before it starts. Empty: above a tenth of the month, and at least 500.">
          <AmountInput meter="data_credits" label="Ask once more from so many Data Credits" amount={limits.confirmAtCredits} placeholder="as the plan says" onChange={(amount) => void change(without(limits, 'confirmAtCredits', amount))} />
        </Rule>
        <Rule title="Pause a run that takes more than expected" text="Going on is a decision of yours then. What was bought by then is kept.">
          <select className="k-select" aria-label="Share over the estimate" value={limits.pauseOverPercent ?? RUN_OVER_ESTIMATE_PERCENT} onChange={(e) => void change(without(limits, 'pauseOverPercent', Number(e.target.value) === RUN_OVER_ESTIMATE_PERCENT ? undefined : Number(e.target.value)))}>
            {[...new Set([10, RUN_OVER_ESTIMATE_PERCENT, 50, 100, 200, ...(limits.pauseOverPercent ? [limits.pauseOverPercent] : [])])].sort((a, b) => a - b).map((percent) => (
              <option key={percent} value={percent}>
                {percent} % over{percent === RUN_OVER_ESTIMATE_PERCENT ? ' (usual)' : ''}
              </option>
            ))}
          </select>
        </Rule>
      </section>
    </>
  );
}

function without<K extends 'confirmAtCredits' | 'pauseOverPercent'>(limits: SpendLimits, key: K, value: SpendLimits[K] | undefined): SpendLimits {
  const { [key]: _old, ...rest } = limits;
  return value === undefined ? rest : { ...rest, [key]: value };
}
