import { useEffect, useId, useState, type ReactElement } from 'react';
import { checkRecipeText } from '../../lib/contracts/recipe-check.ts';
import { STARTER } from '../../lib/ui/recipes.ts';
import { useAnswer, useCommand } from '../../lib/ui/use-commands.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';

/** A recipe as JSON, checked while it is typed. Without an id: a new one. */
export function RecipeEditor({ id, onClose }: { readonly id?: string; readonly onClose: () => void }): ReactElement {
  const stored = useAnswer('recipe.get', id === undefined ? null : { id });
  const [text, setText] = useState<string | null>(id === undefined ? STARTER : null);
  const save = useCommand('recipe.save');
  const said = useId();
  useEffect(() => {
    if (stored.value) setText((typed) => typed ?? stored.value?.json ?? null);
  }, [stored.value]);
  const checked = text === null ? null : checkRecipeText(text);
  const isOther = id !== undefined && checked?.ok === true && checked.recipe.id !== id;
  const keep = async (): Promise<void> => {
    const saved = text === null ? null : await save.send({ recipe: text, ...(id === undefined || isOther ? { isNew: true } : {}) });
    if (!saved) return;
    showToast({ kind: 'info', text: saved.outcome === 'added' ? 'Recipe added' : 'Recipe saved' });
    window.location.hash = `recipes/${saved.id}`;
    onClose();
  };
  return (
    <Dialog
      title={id === undefined ? 'Write a recipe' : 'Edit the recipe'}
      description="JSON by the schema that Kiln publishes as schemas/recipe-1.json. It is checked as you type; a built-in one stays as it is, and yours is used instead."
      onClose={onClose}
      footer={
        <>
          <span className="k-grow" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={save.busy} disabled={checked?.ok !== true} onClick={() => void keep()}>
            Save recipe
          </Button>
        </>
      }
    >
      <textarea className="k-recipe-json" aria-label="Recipe as JSON" aria-invalid={checked?.ok === false} aria-describedby={said} rows={20} spellCheck={false} maxLength={200_000} disabled={text === null} value={text ?? ''} onChange={(e) => setText(e.target.value)} />
      <div id={said} role="status" className="k-recipe-said">
        {stored.error ? <p className="k-bad">{stored.error.message}</p> : null}
        {checked?.ok === true ? <p className="k-2">{isOther ? 'The id is another one: this is saved as a new recipe, and the old one stays.' : 'The recipe is right.'}</p> : null}
        {checked?.ok === false ? (
          <ul>
            {checked.problems.slice(0, 6).map((problem) => (
              <li key={`${problem.path} ${problem.message}`}>
                {problem.path === '' ? null : <code>{problem.path}</code>} {problem.message}
              </li>
            ))}
            {checked.problems.length > 6 ? <li>and {checked.problems.length - 6} more</li> : null}
          </ul>
        ) : null}
      </div>
    </Dialog>
  );
}
