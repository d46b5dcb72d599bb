import { useState, type ReactElement } from 'react';
import { ENRICHMENT_IDS, ENRICHMENTS, type EnrichmentId } from '../../lib/domain/enrichment/enrichments.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { FormDialog } from '../parts/form-dialog.tsx';

/** Asks what is to be found and how the waterfall is called. */
export function NewWaterfall({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [enrichment, setEnrichment] = useState<EnrichmentId>('work-email');
  const [name, setName] = useState('');
  const create = useCommand('waterfall.create');
  const make = async (): Promise<void> => {
    const made = await create.send({ enrichment, name: name.trim() });
    if (!made) return;
    window.location.hash = `waterfalls/${made.id}`;
    onClose();
  };
  return (
    <FormDialog
      title="New waterfall"
      description="It begins without steps. To begin with some, copy one that is there."
      action="Create waterfall"
      ready={name.trim() !== ''}
      busy={create.busy}
      onSubmit={() => void make()}
      onClose={onClose}
    >
      <label className="k-label">
        Name
        <span className="k-input">
          <input value={name} maxLength={80} placeholder="Work email, cheapest first" autoComplete="off" onChange={(e) => setName(e.target.value)} />
        </span>
      </label>
      <label className="k-label">
        What it finds
        <select className="k-select" value={enrichment} onChange={(e) => setEnrichment(ENRICHMENT_IDS.find((one) => one === e.target.value) ?? 'work-email')}>
          {(['person', 'company'] as const).map((kind) => (
            <optgroup key={kind} label={kind === 'person' ? 'Of people' : 'Of companies'}>
              {ENRICHMENT_IDS.filter((one) => ENRICHMENTS[one].kind === kind).map((one) => (
                <option key={one} value={one}>
                  {ENRICHMENTS[one].noun}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
    </FormDialog>
  );
}
