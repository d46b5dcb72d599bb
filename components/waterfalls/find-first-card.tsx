import { Plus } from 'lucide-react';
import { useId, type ReactElement } from 'react';
import { FIRST_OPERATIONS, foundField } from '../../lib/domain/enrichment/find-first.ts';
import type { OperationName } from '../../lib/domain/enrichment/operation.ts';
import type { FirstStep } from '../../lib/domain/enrichment/waterfall.ts';
import { FIELDS } from '../../lib/domain/lead/fields.ts';
import { withRule, stepKey } from '../../lib/ui/waterfall-edit.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu, MenuItem } from '../parts/menu.tsx';
import { SourceChips } from './source-chips.tsx';
import type { CardProps } from './card-props.ts';

/** Who is asked for what the lead lacks and a step needs: the domain, the name of the company, the profile. */
export function FindFirstCard({ editor, catalogue, states }: CardProps): ReactElement {
  const { draft, change } = editor;
  const id = useId();
  const firsts = draft.findFirst ?? [];
  const set = (next: readonly FirstStep[], word?: string): void => change((w) => withRule(w, { findFirst: next.length > 0 ? next : undefined }), word);
  // What nobody offers is not shown: there would be nobody to add.
  const operations = FIRST_OPERATIONS.filter((o) => foundField(o, draft.kind) !== null && (firsts.some((f) => f.operation === o) || catalogue.providers.some((p) => p.operations.some((one) => one.name === o))));
  return (
    <section className="k-card k-rules" aria-label="Find what is missing first">
      <div>
        <div className="k-grow">
          <b>Find what is missing first</b>
          <p className="k-sm k-2">When a step needs something that the lead lacks, these are asked for it, in this order. It is a part of the question: no Action of its own.</p>
        </div>
      </div>
      {operations.map((operation) => (
        <div key={operation}>
          <span className="k-rules__n k-sm k-2">{label(operation, draft.kind)}</span>
          <SourceChips
            label={label(operation, draft.kind)}
            ids={firsts.filter((f) => f.operation === operation).map((f) => f.providerId)}
            nameOf={catalogue.nameOf}
            isOut={(providerId) => !usable(states.ofOperation(providerId, operation).kind, draft.buysFirst)}
            onChange={(ids, word) => set([...firsts.filter((f) => f.operation !== operation), ...ids.map((providerId) => ({ providerId, operation }))], word)}
          />
          <AddFirst operation={operation} editor={editor} catalogue={catalogue} states={states} onAdd={(providerId) => set([...firsts, { providerId, operation }])} />
        </div>
      ))}
      <div>
        <div className="k-grow">
          <b id={id}>May be bought through the account</b>
          <p className="k-sm k-2">Then what is found costs its Data Credits, also when the question itself is not answered afterwards. Otherwise only your own keys and free sources look for it.</p>
        </div>
        <button type="button" role="switch" aria-checked={draft.buysFirst === true} aria-labelledby={id} className="k-switch" onClick={() => change((w) => withRule(w, { buysFirst: w.buysFirst ? undefined : true }))} />
      </div>
    </section>
  );
}

const usable = (kind: string, buys: true | undefined): boolean => kind === 'own' || kind === 'free' || kind === 'practice' || (kind === 'account' && buys === true);
const label = (operation: OperationName, kind: 'person' | 'company'): string => {
  const field = foundField(operation, kind);
  return field === null ? '' : field === 'name' ? 'Company name' : FIELDS[field].label === 'Company' ? 'Company name' : FIELDS[field].label;
};

function AddFirst({ operation, editor, catalogue, states, onAdd }: CardProps & { readonly operation: OperationName; readonly onAdd: (providerId: string) => void }): ReactElement {
  const there = new Set((editor.draft.findFirst ?? []).map(stepKey));
  const rest = catalogue.providers
    .filter((p) => p.operations.some((o) => o.name === operation) && !there.has(`${operation}@${p.id}`))
    .sort((a, b) => Number(states.ofOperation(a.id, operation).kind === 'no-key') - Number(states.ofOperation(b.id, operation).kind === 'no-key') || a.name.localeCompare(b.name, 'en'));
  return (
    <Menu
      trigger={
        <Button small look="ghost" icon={<Icon of={Plus} size={14} />} disabled={rest.length === 0} aria-label={`Add a source for ${label(operation, editor.draft.kind)}`}>
          Add
        </Button>
      }
    >
      {rest.map((p) => (
        <MenuItem key={p.id} onSelect={() => onAdd(p.id)}>
          {p.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
