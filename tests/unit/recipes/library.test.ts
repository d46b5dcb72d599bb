import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecipeRow } from '../../../lib/contracts/recipe-library.ts';
import type { Recipe } from '../../../lib/contracts/recipe.ts';
import { uuidV7 } from '../../../lib/core/ids.ts';
import { findRepairs } from '../../../lib/capture/reader/repair.ts';
import { readRecipeLists } from '../../../lib/capture/reader/list-recipe.ts';
import { readPage } from '../../../lib/capture/reader/index.ts';
import type { RecipeTabPort } from '../../../lib/platform/recipe-tab.ts';
import { activeRecipes, mergeLibrary, summaryOf } from '../../../lib/recipes/library.ts';
import { RECIPES } from '../../../lib/recipes/registry.ts';
import { capturePage } from '../../../lib/services/capture-page.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { noteCapture, noteLists } from '../../../lib/services/recipe-health.ts';
import { changeRecipe, duplicateRecipe, exportRecipes, findRecipe, importRecipes, listRecipes, recipesForPage, recipeText, removeRecipe, repairRecipe, resetRecipe, restoreRecipe, saveRecipe } from '../../../lib/services/recipes.ts';
import { testRecipe } from '../../../lib/services/recipe-test.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { captureHtml, documentOf } from '../capture/support.ts';

const URL_ = 'https://works.example.com/people/ada';
const recipe = (over: Partial<Recipe> = {}): Recipe =>
  ({ format: 1, id: 'works-people', version: 1, name: 'People of the works', kind: 'single', lead: 'person', match: [{ url: 'https://works.example.com/people/:slug' }], guards: [], priority: 0, proof: { verified: false, assumes: 'test' }, fields: { name: [{ from: 'element', selector: 'h1', read: 'text' }], title: [{ from: 'element', selector: '.role', read: 'text', transforms: [{ do: 'upper' }] }] }, required: ['name', 'title'], ...over }) as Recipe;
const list: Recipe = { format: 1, id: 'works-list', version: 1, name: 'List', kind: 'list', lead: 'person', match: [{ url: 'https://works.example.com/*' }], guards: [], priority: 0, proof: { verified: false, assumes: 'test' }, rows: [{ from: 'elements', container: 'ul', record: 'li' }], columns: [{ key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.name', read: 'text' }] }], expect: { minRows: 2, maxRows: 9 }, required: ['name'] };

let db: KilnDatabase;
let clock = 1_000;
let page = '';
const doc = () => documentOf(page, URL_);
const ports = { now: () => 0, pause: () => Promise.resolve() };
const answer = (value: unknown) => ({ ok: true as const, value: JSON.parse(JSON.stringify(value)) as unknown });
const recipeTab: RecipeTabPort = {
  repair: (_, request) => Promise.resolve(answer(findRepairs(doc(), request as Parameters<typeof findRepairs>[1]))),
};
const deps = () => ({
  store: createStore(db), now: () => ++clock, newId: () => uuidV7(++clock, new Uint8Array(16)), recipeTab,
  tabs: { get: (id: number) => Promise.resolve(id === 1 ? { id, url: URL_, title: 'Ada', windowId: 1 } : undefined), read: async (_: number, options: unknown) => answer(await readPage(doc(), options as object, ports)), readLists: async (_: number, options: unknown) => answer({ format: 1, lists: await readRecipeLists(doc(), (options as { recipes: [] }).recipes, ports), truncated: false, elements: 0, tookMs: 0 }) } as unknown as Deps['tabs'],
});
const ids = async (): Promise<string[]> => (await recipesForPage(deps(), URL_)).map((one) => one.id);
const value = async <T>(work: Promise<{ ok: true; value: T } | { ok: false; error: unknown } | null>): Promise<T> => {
  const result = await work;
  if (!result?.ok) throw new Error(JSON.stringify(result));
  return result.value;
};
const add = (over: Partial<Recipe> = {}) => value(saveRecipe(deps(), recipe(over), { from: 'edit' }));
const BUILT_IN = RECIPES[0] as Recipe;

beforeEach(() => {
  db = new KilnDatabase(`recipes-${Math.random()}`);
  page = '';
});
afterEach(() => db.delete());

describe('a recipe that is used once', () => {
  it('leaves no word on how it fared, as a list either', async () => {
    page = '<ul><li><b class="name">Ada Example</b></li><li><b class="name">Ben Sample</b></li></ul>';
    const tabs = { ...deps().tabs, fileAccess: () => Promise.resolve(false), badge: () => Promise.resolve() } as Deps['tabs'];
    expect(await capturePage({ ...deps(), tabs }, 1, list)).not.toBeNull();
    expect((await db.captures.get(1))?.lists?.[0]?.recipe?.id).toBe(list.id);
    expect(await db.recipeHealth.count()).toBe(0);
  });
});

describe('recipes of a person’s own', () => {
  it('are used on their pages, highest priority first, own before built-in, unless switched off or removed', async () => {
    await add();
    await add({ id: 'b-second' });
    expect(await ids()).toEqual(['b-second', 'works-people']);
    await changeRecipe(deps(), 'works-people', { priority: 200 });
    expect(await ids()).toEqual(['works-people', 'b-second']);
    await changeRecipe(deps(), 'works-people', { isEnabled: false });
    expect(await ids()).toEqual(['b-second']);
    await removeRecipe(deps(), 'b-second');
    expect(await ids()).toEqual([]);
    await restoreRecipe(deps(), 'b-second');
    expect(await ids()).toEqual(['b-second']);
    expect(await changeRecipe(deps(), 'nobody', { isEnabled: false })).toBe(false);
    expect(await removeRecipe(deps(), 'nobody')).toBe(false);
    expect(await restoreRecipe(deps(), 'works-people')).toBe(false);
  });

  it('are refused with the place of what is wrong', async () => {
    const refused = async (given: string | object) => {
      const saved = await saveRecipe(deps(), given, { from: 'edit' });
      return saved.ok || saved.error.kind !== 'invalid' ? [] : saved.error.problems.map(({ path }) => path);
    };
    expect(await refused('{')).toEqual(['']);
    expect(await refused(recipe({ match: [{ url: 'https://*/x' }] }))).toEqual(['match.0.url']);
    expect(await refused({ ...recipe(), fields: { industry: [{ from: 'element', selector: 'h1', read: 'text' }] }, required: ['name'] })).toEqual(['fields.industry', 'required']);
    expect(await refused({ ...list, detail: { column: 'x' }, required: ['y'] })).toEqual(['required', 'detail.column']);
    expect(await db.recipes.count()).toBe(0);
  });

  it('that no longer parse are put aside and told, never deleted', async () => {
    await add();
    await db.recipes.update('works-people', { recipe: { ...recipe(), match: 'broken' } });
    expect(await ids()).toEqual([]);
    const summary = (await listRecipes(deps())).find((one) => one.id === 'works-people');
    expect(summary).toMatchObject({ name: 'People of the works', problem: expect.stringMatching(/match/) as string });
    expect(JSON.parse((await recipeText(deps(), 'works-people')) ?? '')).toMatchObject({ match: 'broken' });
  });

  it('get another id when the wanted one is taken, or as copies', async () => {
    await add();
    expect(await value(saveRecipe(deps(), recipe(), { from: 'picker', isNew: true }))).toEqual({ id: 'works-people-2', outcome: 'added' });
    expect(await value(duplicateRecipe(deps(), 'works-people'))).toEqual({ id: 'works-people-copy' });
    expect(await value(duplicateRecipe(deps(), BUILT_IN.id))).toEqual({ id: `${BUILT_IN.id}-copy` });
    expect((await findRecipe(deps(), `${BUILT_IN.id}-copy`))?.origin).toBe('own');
  });
});

describe('built-in recipes', () => {
  it('can be changed and come back as they were', async () => {
    await value(saveRecipe(deps(), { ...BUILT_IN, name: 'Mine' }, { from: 'edit' }));
    expect(await findRecipe(deps(), BUILT_IN.id)).toMatchObject({ origin: 'edited', priority: 100, recipe: { name: 'Mine' } });
    expect(JSON.parse((await resetRecipe(deps(), BUILT_IN.id)) ?? '')).toMatchObject({ name: 'Mine' });
    expect(await findRecipe(deps(), BUILT_IN.id)).toMatchObject({ origin: 'built-in', priority: BUILT_IN.priority, recipe: { name: BUILT_IN.name } });
    expect(await resetRecipe(deps(), BUILT_IN.id)).toBeNull();
  });

  it('that were removed are not brought back by a new version or an import', async () => {
    await removeRecipe(deps(), BUILT_IN.id);
    const rows = await db.recipes.toArray();
    expect(activeRecipes(mergeLibrary([{ ...BUILT_IN, version: 99 }], rows))).toEqual([]);
    const report = await value(importRecipes(deps(), JSON.stringify({ recipes: [{ ...BUILT_IN, version: 99 }] })));
    expect(report).toMatchObject({ added: [], changed: [], skipped: [{ why: expect.stringMatching(/removed/) as string }] });
    expect((await findRecipe(deps(), BUILT_IN.id))?.isRemoved).toBe(true);
  });
});

describe('files', () => {
  it('go out and come in unchanged, and come in once', async () => {
    await add();
    await value(saveRecipe(deps(), list, { from: 'edit' }));
    const file = await exportRecipes(deps());
    expect(file).toMatchObject({ name: 'kiln-recipes.json', rows: 2 });
    const text = (await (await db.files.get(file?.fileId ?? ''))?.content.text()) ?? '';
    expect((await value(importRecipes(deps(), text))).skipped.map(({ why }) => why)).toEqual(['it is there already', 'it is there already']);
    await db.recipes.clear();
    expect((await value(importRecipes(deps(), text))).added.map(({ id }) => id).sort()).toEqual(['works-list', 'works-people']);
    expect((await findRecipe(deps(), 'works-people'))?.recipe).toEqual(recipe());
  });

  it('with another wording come beside, with a newer version instead', async () => {
    await add();
    expect((await value(importRecipes(deps(), JSON.stringify(recipe({ name: 'Other' }))))).added).toEqual([{ id: 'works-people-2', name: 'Other' }]);
    expect((await value(importRecipes(deps(), JSON.stringify([recipe({ name: 'Newer', version: 2 })])))).changed).toEqual([{ id: 'works-people', name: 'Newer' }]);
  });

  it('bring what is right of them and say what is not', async () => {
    const report = await value(importRecipes(deps(), JSON.stringify({ recipes: [recipe(), { ...recipe(), id: 'bad', name: 'Bad one', guards: 7 }] })));
    expect(report).toMatchObject({ added: [{ id: 'works-people' }], skipped: [{ name: 'Bad one', why: expect.stringMatching(/guards/) as string }] });
    expect(await exportRecipes(deps(), ['nobody'])).toBeNull();
  });
});

describe('health', () => {
  const good = '<h1>Ada Example</h1><p class="role">Buyer</p>';
  const moved = '<h1>Ada Example</h1><p class="headline">Buyer</p>';
  it('keeps the last good values, counts what fails, and mends itself with the next good reading', async () => {
    const row = () => db.recipeHealth.get('works-people');
    await noteCapture(deps(), await captureHtml(good, URL_, [recipe()]));
    expect(await row()).toMatchObject({ failures: 0, okUrl: URL_, samples: { title: ['Buyer', 'BUYER'] } });
    await noteCapture(deps(), await captureHtml(moved, URL_, [recipe()]));
    await noteCapture(deps(), await captureHtml(moved, URL_, [recipe()]));
    expect(await row()).toMatchObject({ failures: 2, drift: { missing: ['title'], url: URL_ }, samples: { title: ['Buyer', 'BUYER'] } });
    await noteCapture(deps(), await captureHtml(good, URL_, [recipe()]));
    expect((await row())?.drift).toBeUndefined();
    await noteLists(deps(), URL_, [], [{ recipeId: 'works-list', missing: ['name'], rows: { found: 0, min: 2, max: 9 } }]);
    expect(await db.recipeHealth.get('works-list')).toMatchObject({ failures: 1, drift: { rows: { found: 0 } } });
  });

  it('proposes the new place with both results, and keeps it as the person’s own', async () => {
    await add();
    await noteCapture(deps(), await captureHtml(good, URL_, [recipe()]));
    page = moved;
    const tried = await value(testRecipe(deps(), recipe(), 1));
    expect(tried).toMatchObject({ isAddressed: true, applies: true, values: [{ key: 'name', value: 'Ada Example' }], drift: { missing: ['title'] } });
    expect(tried.repairs).toEqual([expect.objectContaining({ key: 'title', label: 'Title', oldSelector: '.role', oldValues: [], selector: 'p.headline', read: 'text', values: ['Buyer'] })]);
    await value(repairRecipe(deps(), 'works-people', { key: 'title', selector: 'p.headline', read: 'text' }));
    const entry = await findRecipe(deps(), 'works-people');
    expect(entry?.recipe).toMatchObject({ version: 2, fields: { title: [{ selector: 'p.headline', transforms: [{ do: 'upper' }] }, { selector: '.role' }] } });
    expect(await value(testRecipe(deps(), entry?.recipe as Recipe, 1))).toMatchObject({ drift: null, repairs: [], values: [{ key: 'name' }, { key: 'title', value: 'BUYER' }] });
    expect(await repairRecipe(deps(), 'works-people', { key: 'nothing', selector: 'p', read: 'text' })).toBeNull();
  });

  it('of lists is told in the same way', async () => {
    await value(saveRecipe(deps(), list, { from: 'edit' }));
    page = '<ul><li><b class="full-name">Ada Example</b></li><li><b class="full-name">Ben Sample</b></li></ul>';
    const tried = await value(testRecipe(deps(), list, 1));
    expect(tried).toMatchObject({ applies: true, rowCount: 0, drift: { missing: ['name'] }, repairs: [{ key: 'name', selector: 'b.full-name', values: ['Ada Example', 'Ben Sample'] }] });
    await value(repairRecipe(deps(), 'works-list', { key: 'name', selector: 'b.full-name', read: 'text' }));
    expect(await value(testRecipe(deps(), (await findRecipe(deps(), 'works-list'))?.recipe as Recipe, 1))).toMatchObject({ rowCount: 2, rows: [['Ada Example'], ['Ben Sample']], drift: null });
  });

  it('is not asked of a tab that is gone', async () => {
    expect(await testRecipe(deps(), list, 2)).toEqual({ ok: false, error: 'gone' });
  });
});

it('what is shown of a recipe says what it was held against', () => {
  const rows: RecipeRow[] = [{ id: 'x', recipe: { ...list, id: 'x', proof: { verified: true, source: 'a saved page of May' } }, isEnabled: false, updatedAt: 5 }];
  expect(summaryOf(mergeLibrary([], rows)[0] as never)).toMatchObject({ id: 'x', kind: 'list', parts: ['Name'], isVerified: true, proof: 'a saved page of May', isEnabled: false, origin: 'own', addresses: ['https://works.example.com/*'] });
});
