import { Download, FileUp, PenLine, Search } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { saveFile } from '../../lib/ui/download.ts';
import { plural } from '../../lib/ui/format.ts';
import { RECIPE_FILTERS, recipeFits, recipeGroups, type RecipeCard, type RecipeFilter } from '../../lib/ui/recipes.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { useRecipes } from '../../lib/ui/use-recipes.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { RecipeAside } from './recipe-aside.tsx';
import { RecipeEditor } from './recipe-editor.tsx';
import { RecipeImport } from './recipe-import.tsx';
import { RecipeRowView } from './recipe-row.tsx';
import { PaneHead } from './side-meter.tsx';

const EMPTY: Readonly<Record<RecipeFilter, string>> = {
  all: 'No recipe fits the search.',
  single: 'No recipe for single pages fits.',
  list: 'No recipe for lists fits.',
  own: 'You have no recipe of your own yet. Import one, copy a built-in one, or pick the places of a page with the picker in the panel.',
  attention: 'Every recipe that was used found what it promises.',
  removed: 'Nothing is removed.',
};

/** All recipes in the order in which they are tried, and the details of one. */
export function RecipesSection({ selected }: { readonly selected?: string }): ReactElement {
  const { cards, loading, error, again } = useRecipes();
  const [filter, setFilter] = useState<RecipeFilter>('all');
  const [search, setSearch] = useState('');
  const [dialog, setDialog] = useState<'import' | 'write' | null>(null);
  const exported = useCommand('recipe.export');
  const shown = cards.filter((card) => recipeFits(card, filter, search));
  const open = cards.find((card) => card.recipe.id === selected);
  const own = cards.filter((card) => card.recipe.origin !== 'built-in' && !card.recipe.isRemoved).length;
  const exportOwn = async (): Promise<void> => {
    const file = await exported.send({});
    if (file && (await saveFile(file.fileId))) showToast({ kind: 'info', text: `${plural(file.rows, 'recipe')} saved as ${file.name}` });
  };
  return (
    <>
      <div className="k-recipes__h">
        <PaneHead title="Recipes">A recipe says where the values of a site stand. Most pages need none. The first one that fits the address is used.</PaneHead>
        <div className="k-row">
          <Button icon={<Icon of={FileUp} size={14} />} onClick={() => setDialog('import')}>
            Import
          </Button>
          <Button icon={<Icon of={PenLine} size={14} />} onClick={() => setDialog('write')}>
            Write one
          </Button>
          <Button icon={<Icon of={Download} size={14} />} busy={exported.busy} disabled={own === 0} onClick={() => void exportOwn()}>
            Export yours
          </Button>
        </div>
      </div>
      {error ? (
        <Note tone="bad" title="The recipes could not be listed" action={<Button small onClick={again}>Try again</Button>}>
          {error.message}
        </Note>
      ) : null}
      <div className="k-bar-row">
        <div className="k-input k-find">
          <Icon of={Search} size={14} />
          <input type="search" placeholder={`Search ${plural(cards.filter((card) => !card.recipe.isRemoved).length, 'recipe')}`} aria-label="Search recipes" value={search} onChange={(e) => setSearch(e.target.value)} />
        </div>
        <div className="k-chips" role="group" aria-label="Which recipes">
          {RECIPE_FILTERS.map((f) => (
            <button key={f.id} type="button" className={`k-chip ${f.id === filter ? 'is-on' : ''}`} aria-pressed={f.id === filter} onClick={() => setFilter(f.id)}>
              {f.label} <span className="k-3">{cards.filter((card) => recipeFits(card, f.id, '')).length}</span>
            </button>
          ))}
        </div>
      </div>
      <div className={open ? 'k-two k-two--aside k-two--recipes' : ''}>
        <RecipeList cards={shown} open={open} empty={loading ? '' : EMPTY[search.trim() === '' ? filter : 'all']} />
        {open ? <RecipeAside key={open.recipe.id} card={open} onClose={() => (window.location.hash = 'recipes')} /> : null}
      </div>
      {dialog === 'import' ? <RecipeImport onClose={() => setDialog(null)} /> : null}
      {dialog === 'write' ? <RecipeEditor onClose={() => setDialog(null)} /> : null}
    </>
  );
}

function RecipeList({ cards, open, empty }: { readonly cards: readonly RecipeCard[]; readonly open: RecipeCard | undefined; readonly empty: string }): ReactElement {
  if (cards.length === 0) return <p className="k-2 k-recipes__none">{empty}</p>;
  return (
    <div className="k-stack k-stack--16">
      {recipeGroups(cards).map((group) => (
        <section key={group.heading} aria-label={group.heading}>
          <div className="k-h k-h--gap">
            <span>{group.heading}</span>
            <span>{group.note}</span>
          </div>
          <ul className="k-card k-recipes">
            {group.cards.map((card) => (
              <RecipeRowView key={card.recipe.id} card={card} selected={card === open} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
