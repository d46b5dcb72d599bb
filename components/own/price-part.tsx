import type { ReactElement } from 'react';
import type { ProviderDraft } from '../../lib/contracts/own-provider/draft.ts';
import type { PlacedProblem } from '../../lib/ui/own-problems.ts';
import { Field, Part, Problems, Select } from './fields.tsx';

interface PriceProps {
  readonly draft: ProviderDraft;
  readonly problems: (place: string, value: string) => readonly PlacedProblem[];
  readonly onChange: (change: Partial<ProviderDraft>) => void;
}

const LIMITS = [['perSecond', 'A second'], ['perMinute', 'A minute'], ['perDay', 'A day'], ['concurrent', 'At the same time']] as const;
const CHARGED: readonly (readonly [ProviderDraft['charged'], string])[] = [['found', 'when something is found'], ['call', 'for every call'], ['free', 'never']];

/** What the partner takes for it, and how fast it may be asked. */
export function PricePart({ draft, problems, onChange }: PriceProps): ReactElement {
  const { perSecond, perMinute, perDay, concurrent, ...otherLimits } = draft.limits;
  const limits = { perSecond, perMinute, perDay, concurrent };
  const setLimit = (name: keyof typeof limits, text: string): void => {
    const number = text.trim() === '' ? undefined : Number(text);
    const next = { ...limits, [name]: number };
    onChange({ limits: { ...otherLimits, ...Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) } });
  };
  return (
    <Part title="Price and pace" about="The partner bills you. Kiln takes one Action for a result, as with every key of your own.">
      <div className="k-own-two">
        <Field label="What it costs, in your words" value={draft.priceNote} problems={problems('price', draft.priceNote)} onChange={(priceNote) => onChange({ priceNote })} />
        <Select label="The partner takes money" value={draft.charged} options={CHARGED} onChange={(charged) => onChange({ charged })} />
      </div>
      <fieldset className="k-own-rows">
        <legend className="k-label">At most so many calls</legend>
        <div className="k-own-four">
          {LIMITS.map(([name, label]) => (
            <Field key={name} label={label} type="number" value={limits[name]?.toString() ?? ''} placeholder="no limit" maxLength={8} onChange={(text) => setLimit(name, text)} />
          ))}
        </div>
        <Problems of={problems('limits', 'x')} />
      </fieldset>
    </Part>
  );
}
