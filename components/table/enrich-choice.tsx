import type { ReactElement } from 'react';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { plural } from '../../lib/ui/format.ts';
import { priceView, skipsWords } from '../../lib/ui/price.ts';
import type { Asked } from '../../lib/ui/use-bulk.ts';
import { iconOfWaterfall } from '../parts/enrichment-icon.ts';
import { Icon } from '../parts/icon.tsx';
import { PriceLine } from '../parts/amount.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { Tick } from '../parts/tick.tsx';

interface ChoiceProps {
  readonly waterfalls: readonly Waterfall[];
  readonly chosen: readonly string[];
  readonly asked: ReadonlyMap<string, Asked>;
  readonly onChange: (ids: readonly string[]) => void;
}

/** What to ask: waterfalls and AI questions to tick, each with its rows and its price once it is ticked. */
export function EnrichChoice({ waterfalls, chosen, asked, onChange }: ChoiceProps): ReactElement {
  return (
    <fieldset className="k-bulk__c">
      <legend className="k-label">What to ask</legend>
      <ul>
        {waterfalls.map((waterfall) => {
          const isOn = chosen.includes(waterfall.id);
          return (
            <li key={waterfall.id}>
              <Tick isOn={isOn} onChange={(on) => onChange(on ? [...chosen, waterfall.id] : chosen.filter((id) => id !== waterfall.id))}>
                <Icon of={iconOfWaterfall(waterfall)} size={14} />
                <span className="k-trunc">{waterfall.name}</span>
              </Tick>
              {isOn ? <Price waterfall={waterfall} asked={asked.get(waterfall.id)} /> : null}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

function Price({ waterfall, asked }: { readonly waterfall: Waterfall; readonly asked: Asked | undefined }): ReactElement {
  if (asked === undefined) return <Spinner />;
  const { leadIds = [], answer } = asked;
  if (answer === undefined) return <span className="k-sm k-3">No such row</span>;
  if (!answer.ok) return <span className="k-sm k-bad">{answer.error.message}</span>;
  const skipped = answer.value.skips.length > 0 ? skipsWords(answer.value) : '';
  return (
    <span className="k-bulk__p k-sm">
      <PriceLine view={priceView(answer.value, waterfall.enrichment, leadIds.length)} />
      <span className="k-xs k-3">
        {plural(answer.value.asked, 'row')}
        {skipped === '' ? '' : `; left out: ${skipped}`}
      </span>
    </span>
  );
}
