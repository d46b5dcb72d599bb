import { Plus, Search } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { WATERFALL_STEPS } from '../../lib/core/limits.ts';
import { addable, stepKey, type Addable, type StepState } from '../../lib/ui/waterfall-edit.ts';
import { tileOf } from '../options/provider-tile.tsx';
import { Amount } from '../parts/amount.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import type { CardProps } from './card-props.ts';

const RANK: Readonly<Record<StepState['kind'], number>> = { free: 0, own: 1, account: 2, practice: 2, 'no-key': 3, gone: 4 };

/** Searches the catalogue for sources that answer the question; those that can be asked now come first. */
export function AddStep({ editor, catalogue, states, onClose }: CardProps & { readonly onClose: () => void }): ReactElement {
  const { draft, change } = editor;
  const [search, setSearch] = useState('');
  const words = search.toLocaleLowerCase('en').split(/\s+/);
  const shown = addable(draft, catalogue.providers)
    .filter((a) => words.every((w) => `${a.name} ${a.label} ${stepKey(a.step)}`.toLocaleLowerCase('en').includes(w)))
    .sort((a, b) => RANK[states.ofStep(a.step).kind] - RANK[states.ofStep(b.step).kind] || a.name.localeCompare(b.name, 'en'));
  const isFull = draft.steps.length >= WATERFALL_STEPS;
  return (
    <Dialog
      title="Add a step"
      description={isFull ? 'The waterfall is as long as it can be. Remove a step first.' : 'Sources of the catalogue that can answer this question.'}
      onClose={onClose}
      footer={
        <>
          <span className="k-grow k-sm k-2" role="status">
            {draft.steps.length} in the waterfall
          </span>
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className="k-input">
        <Icon of={Search} size={14} />
        <input type="search" placeholder="Search the catalogue" aria-label="Search the catalogue" value={search} onChange={(e) => setSearch(e.target.value)} />
      </div>
      <ul className="k-addl">
        {shown.map((a) => (
          <AddLine key={stepKey(a.step)} addable={a} state={states.ofStep(a.step)} off={isFull} onAdd={() => change((w) => ({ ...w, steps: a.step.source === 'pattern' ? [a.step, ...w.steps] : [...w.steps, a.step] }))} />
        ))}
      </ul>
      {shown.length === 0 ? <p className="k-2 k-center">{search === '' ? 'Everything that answers this question is in the waterfall already.' : 'Nothing fits the search.'}</p> : null}
    </Dialog>
  );
}

function AddLine({ addable: { step, name, label }, state, off, onAdd }: { readonly addable: Addable; readonly state: StepState; readonly off: boolean; readonly onAdd: () => void }): ReactElement {
  return (
    <li>
      <span className={`k-tile k-tile--s ${tileOf(step.source === 'pattern' ? 'pattern' : step.providerId)}`} aria-hidden="true">
        {name.charAt(0)}
      </span>
      <span className="k-grow k-wf__t">
        <b className="k-trunc">{name}</b>
        <span className="k-sm k-3 k-trunc">{label}</span>
      </span>
      <span className="k-sm k-2">{state.kind === 'account' && state.price !== undefined ? <Amount meter="data_credits" amount={state.price} /> : step.source === 'pattern' ? 'check only' : { own: 'your key', free: 'free', account: '', practice: 'practice', 'no-key': 'no key yet', gone: '' }[state.kind]}</span>
      <Button small icon={<Icon of={Plus} size={14} />} disabled={off} aria-label={`Add ${name}, ${label}`} onClick={onAdd}>
        Add
      </Button>
    </li>
  );
}
