import { checkRecipeText } from '../../contracts/recipe-check.ts';
import { problemWords, type RECIPE_COMMANDS } from '../../contracts/recipe-commands.ts';
import { ok } from '../../core/result.ts';
import { changeRecipe, duplicateRecipe, exportRecipes, findRecipe, importRecipes, listRecipes, recipeText, removeRecipe, repairRecipe, resetRecipe, restoreRecipe, saveRecipe, type SaveRefusal } from '../recipes.ts';
import { testRecipe, type TestRefusal } from '../recipe-test.ts';
import type { Deps } from '../deps.ts';
import { gone, refuse, type Handlers } from './handler.ts';

const refused = (refusal: SaveRefusal) =>
  refusal.kind === 'full' ? refuse('refused', 'There are too many recipes. Remove some first. Nothing was saved.') : refuse('bad_input', `The recipe is not right: ${problemWords(refusal.problems)}. Nothing was saved.`);

const UNTRIED: Record<TestRefusal, [string, string]> = {
  gone: ['not_found', 'This tab was closed or shows another page. Open the page and try again.'],
  'not-allowed': ['no_permission', 'Kiln may not read this tab now. Go to it, click the Kiln icon, and try again.'],
  broken: ['refused', 'The page answered something that cannot be read. Load it anew and try again.'],
};

/** Recipes of the house and the person's own. None of it costs anything. */
export function recipeCommands(deps: Deps): Handlers<keyof typeof RECIPE_COMMANDS> {
  const RECIPE = 'This recipe';
  return {
    'recipe.list': async () => ok(await listRecipes(deps)),
    'recipe.get': async ({ id }) => {
      const json = await recipeText(deps, id);
      return json === null ? gone(RECIPE) : ok({ json });
    },
    'recipe.save': async ({ recipe, isNew, from }) => {
      const saved = await saveRecipe(deps, recipe, { from: from ?? 'edit', ...(isNew === undefined ? {} : { isNew }) });
      return saved.ok ? ok(saved.value) : refused(saved.error);
    },
    'recipe.duplicate': async ({ id }) => {
      const copied = await duplicateRecipe(deps, id);
      return copied === null ? gone(RECIPE) : copied.ok ? ok(copied.value) : refused(copied.error);
    },
    'recipe.remove': async ({ id }) => ((await removeRecipe(deps, id)) ? ok(null) : gone(RECIPE)),
    'recipe.restore': async ({ id }) => ((await restoreRecipe(deps, id)) ? ok(null) : gone(RECIPE)),
    'recipe.reset': async ({ id }) => {
      const json = await resetRecipe(deps, id);
      return json === null ? refuse('conflict', 'This recipe was not changed. Nothing was reset.') : ok({ json });
    },
    'recipe.setPriority': async ({ id, priority }) => ((await changeRecipe(deps, id, { priority })) ? ok(null) : gone(RECIPE)),
    'recipe.setEnabled': async ({ id, isEnabled }) => ((await changeRecipe(deps, id, { isEnabled })) ? ok(null) : gone(RECIPE)),
    'recipe.import': async ({ text }) => {
      const imported = await importRecipes(deps, text);
      return imported.ok ? ok(imported.value) : refuse('bad_input', imported.error);
    },
    'recipe.export': async ({ ids }) => {
      const file = await exportRecipes(deps, ids);
      return file ? ok(file) : refuse('not_found', 'There is no recipe of your own to export yet.');
    },
    'recipe.test': async ({ tabId, id, text }) => {
      const typed = text === undefined ? null : checkRecipeText(text);
      if (typed && !typed.ok) return refuse('bad_input', `The recipe is not right: ${problemWords(typed.problems)}.`);
      const recipe = typed ? typed.recipe : id === undefined ? null : (await findRecipe(deps, id))?.recipe;
      if (!recipe) return gone(RECIPE);
      const tried = await testRecipe(deps, recipe, tabId);
      return tried.ok ? ok(tried.value) : refuse(...UNTRIED[tried.error]);
    },
    'recipe.repair': async ({ id, ...place }) => {
      const repaired = await repairRecipe(deps, id, place);
      return repaired === null ? gone(RECIPE) : repaired.ok ? ok(repaired.value) : refused(repaired.error);
    },
  };
}
