import { useEffect, useState, type ReactElement } from 'react';
import type { Comparison } from '../../lib/contracts/account-view-commands.ts';
import { formatMicro, micro, type Meter } from '../../lib/domain/ledger/amount.ts';
import { CLAY_PLANS, type ClayPlan } from '../../lib/domain/ledger/clay.ts';
import { microUsdOf, planOf, usdText } from '../../lib/ui/comparison.ts';
import { formatMicroUsd } from '../../lib/ui/money.ts';
import { AmountInput } from '../parts/amount-input.tsx';

interface ClayAssumptionsFormProps {
  readonly comparison: Comparison;
  readonly onChange: (next: Comparison) => void;
}

/** What is taken for granted, each of it to change. */
export function ClayAssumptionsForm({ comparison, onChange }: ClayAssumptionsFormProps): ReactElement {
  const plan = planOf(comparison);
  const setOwn = (change: Partial<Pick<ClayPlan, 'microUsd' | 'actions' | 'credits'>>): void => {
    const { microUsd, actions, credits } = { ...plan, ...change };
    onChange({ ...comparison, planId: 'own', own: { microUsd, actions, credits } });
  };
  const amount = (meter: Meter, key: 'actions' | 'credits', label: string): ReactElement => (
    <AmountInput meter={meter} label={label} amount={micro(plan[key])} onChange={(value) => (value === undefined ? undefined : setOwn({ [key]: value }))} />
  );
  return (
    <div className="k-clay__a" role="group" aria-label="Taken for granted">
      <label className="k-label">
        Plan at Clay
        <select className="k-select" value={comparison.planId} onChange={(e) => onChange({ ...comparison, planId: e.target.value, ...(e.target.value === 'own' ? { own: { microUsd: plan.microUsd, actions: plan.actions, credits: plan.credits } } : {}) })}>
          {CLAY_PLANS.map((p) => (
            <option key={p.id} value={p.id}>
              {p.name}: {formatMicroUsd(p.microUsd)}, {formatMicro(p.actions)} Actions, {formatMicro(p.credits)} Credits
            </option>
          ))}
          <option value="own">Figures of my own</option>
        </select>
      </label>
      {comparison.planId === 'own' ? (
        <div className="k-clay__o">
          <UsdInput label="Price of the plan a month" microUsd={plan.microUsd} onChange={(microUsd) => setOwn({ microUsd })} />
          {amount('actions', 'actions', 'Actions of the plan a month')}
          {amount('data_credits', 'credits', 'Data Credits of the plan a month')}
        </div>
      ) : null}
      <div className="k-label">
        One Credit of the plan, a top-up is 30 % more
        <UsdInput label="Price of one Credit" microUsd={comparison.creditMicroUsd} onChange={(creditMicroUsd) => onChange({ ...comparison, creditMicroUsd })} />
      </div>
    </div>
  );
}

/** Dollars to type; they count when the field is left or Enter is pressed. */
function UsdInput({ label, microUsd, onChange }: { readonly label: string; readonly microUsd: number; readonly onChange: (microUsd: number) => void }): ReactElement {
  const [text, setText] = useState(usdText(microUsd));
  useEffect(() => setText(usdText(microUsd)), [microUsd]);
  const settle = (): void => {
    const read = microUsdOf(text) ?? microUsd;
    setText(usdText(read));
    if (read !== microUsd) onChange(read);
  };
  return (
    <span className="k-input k-input--amt">
      <span aria-hidden="true" className="k-3">$</span>
      <input aria-label={label} inputMode="decimal" autoComplete="off" value={text} onChange={(e) => setText(e.target.value)} onBlur={settle} onKeyDown={(e) => (e.key === 'Enter' ? settle() : undefined)} />
    </span>
  );
}
