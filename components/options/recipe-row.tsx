import { BadgeCheck, Building2, Check, CircleAlert, CircleDashed, CircleSlash, List, Trash2, TriangleAlert, User, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { addressWords, kindWords, STATE_WORDS, type RecipeCard, type RecipeState } from '../../lib/ui/recipes.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Icon } from '../parts/icon.tsx';

const LOOK: Readonly<Record<RecipeState, readonly [icon: LucideIcon, tone: string]>> = {
  removed: [Trash2, 'k-3'],
  broken: [CircleAlert, 'k-bad'],
  off: [CircleSlash, 'k-3'],
  drifted: [TriangleAlert, 'k-warn'],
  works: [Check, 'k-ok'],
  unused: [CircleDashed, 'k-3'],
};

/** Icon and words for the state of a recipe. */
export function RecipeStateLine({ state }: { readonly state: RecipeState }): ReactElement {
  const [icon, tone] = LOOK[state];
  return (
    <span className={`k-state ${tone}`}>
      <Icon of={icon} size={14} />
      {STATE_WORDS[state]}
    </span>
  );
}

/** A person, a company, or a list. */
export const recipeIcon = ({ kind, lead }: RecipeCard['recipe']): LucideIcon => (kind === 'list' ? List : lead === 'person' ? User : Building2);

/** One recipe: what it reads, where, how it fares, and whether it is on. */
export function RecipeRowView({ card, selected }: { readonly card: RecipeCard; readonly selected: boolean }): ReactElement {
  const { recipe, state } = card;
  const [address = '', ...more] = recipe.addresses;
  return (
    <li className={`k-rec ${selected ? 'is-sel' : ''} ${recipe.isEnabled && !recipe.isRemoved ? '' : 'is-off'}`}>
      <span className="k-rec__i">
        <Icon of={recipeIcon(recipe)} size={14} />
      </span>
      <div className="k-rec__t">
        <h2>
          <a href={`#recipes/${encodeURIComponent(recipe.id)}`} className="k-trunc" aria-current={selected ? 'true' : undefined}>
            {recipe.name}
          </a>
          {recipe.isVerified ? (
            <span className="k-rec__v" title="Held against a real page">
              <Icon of={BadgeCheck} size={14} />
              <span className="k-vh">Verified</span>
            </span>
          ) : null}
          {recipe.origin === 'edited' ? <span className="k-tag">Changed</span> : null}
        </h2>
        <p className="k-sm k-3 k-trunc">
          {kindWords(recipe)} · {address === '' ? recipe.id : addressWords(address)}
          {more.length > 0 ? ` and ${more.length} more` : ''}
        </p>
      </div>
      {/* Most have not been used: said on every row, it would drown what needs a look. */}
      {state === 'unused' ? <span /> : <RecipeStateLine state={state} />}
      {recipe.isRemoved ? null : <RecipeSwitch card={card} />}
    </li>
  );
}

/** Whether a recipe is used at all. */
export function RecipeSwitch({ card }: { readonly card: RecipeCard }): ReactElement {
  const set = useCommand('recipe.setEnabled');
  const { id, name, isEnabled } = card.recipe;
  return <button type="button" role="switch" aria-checked={isEnabled} aria-label={`Use ${name}`} title={isEnabled ? 'Used' : 'Not used'} className="k-switch k-rec__s" onClick={() => void set.send({ id, isEnabled: !isEnabled })} />;
}
