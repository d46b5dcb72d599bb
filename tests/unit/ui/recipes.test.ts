import { describe, expect, it } from 'vitest';
import type { RecipeHealthRow, RecipeSummary } from '../../../lib/contracts/recipe-library.ts';
import type { CaptureRow } from '../../../lib/storage/database.ts';
import { checkRecipeText } from '../../../lib/contracts/recipe-check.ts';
import { addressWords, driftWords, healthWords, kindWords, openPages, recipeCards, recipeFits, recipeGroups, STARTER, type RecipeFilter } from '../../../lib/ui/recipes.ts';

const recipe = (id: string, over: Partial<RecipeSummary> = {}): RecipeSummary => ({ id, name: `Recipe ${id}`, kind: 'single', lead: 'person', origin: 'built-in', isEnabled: true, isRemoved: false, priority: 0, version: 1, addresses: ['https://example.com/people/:slug'], parts: ['Name', 'Title'], isVerified: false, proof: '', ...over });
const health = (recipeId: string, over: Partial<RecipeHealthRow> = {}): RecipeHealthRow => ({ recipeId, seenAt: 5, okAt: 5, failures: 0, samples: {}, ...over });
const drift = { recipeId: 'x', missing: ['title'], url: 'https://example.com' };

describe('recipes in the options', () => {
  const cards = recipeCards(
    [recipe('works'), recipe('unused'), recipe('off', { isEnabled: false }), recipe('broken', { origin: 'own', problem: 'match: is none' }), recipe('drifted', { kind: 'list' }), recipe('once'), recipe('never'), recipe('gone', { isRemoved: true })],
    [health('works'), health('off'), health('drifted', { failures: 2, drift }), health('once', { failures: 1, drift }), { recipeId: 'never', seenAt: 5, failures: 1, drift, samples: {} }],
  );
  it('say how they fare; one odd page is no change of the site', () => {
    expect(cards.map((card) => card.state)).toEqual(['works', 'unused', 'off', 'broken', 'drifted', 'works', 'drifted', 'removed']);
  });
  it('are filtered; removed ones show only where they are asked for', () => {
    const shown = (filter: RecipeFilter, search = '') => cards.filter((card) => recipeFits(card, filter, search)).map((card) => card.recipe.id);
    expect(shown('all')).toHaveLength(7);
    expect(shown('list')).toEqual(['drifted']);
    expect(shown('own')).toEqual(['broken']);
    expect(shown('attention')).toEqual(['broken', 'drifted', 'never']);
    expect(shown('removed')).toEqual(['gone']);
    expect(shown('all', 'people UNUSED title')).toEqual(['unused']);
    expect(shown('all', 'nothing like it')).toEqual([]);
  });
  it('stand in groups, with a person’s own first; an empty group is left out', () => {
    const groups = recipeGroups(recipeCards([recipe('b'), recipe('mine', { origin: 'own' }), recipe('held', { isVerified: true }), recipe('mended', { origin: 'edited' })], []));
    expect(groups.map(({ heading, note, cards: inIt }) => [heading, note, inIt.map((card) => card.recipe.id)])).toEqual([
      ['Yours', '2 recipes', ['mine', 'mended']],
      ['Built in', '2 recipes, 1 held against a real page', ['b', 'held']],
    ]);
    expect(recipeGroups(recipeCards([recipe('b')], [])).map(({ heading }) => heading)).toEqual(['Built in']);
  });
  it('are told in words', () => {
    expect([kindWords(recipe('a')), kindWords(recipe('a', { kind: 'list', lead: 'company' }))]).toEqual(['Person page', 'List of companies']);
    expect(addressWords('http{s}?://{www.}?example.com/:a')).toBe('example.com/:a');
    expect(driftWords(drift, (key) => (key === 'title' ? 'Title' : key))).toBe('Title was not found.');
    expect(driftWords({ missing: [], rows: { found: 1, min: 10, max: 2_000 } }, String)).toBe('1 row where 10 to 2,000 are usual.');
    expect(driftWords({ missing: ['a', 'b'], rows: { found: 0, min: 1, max: 9 } }, String)).toBe('A and b were not found; 0 rows where 1 to 9 are usual.');
    const now = new Date(2026, 4, 12, 15).getTime();
    expect(healthWords({ ...(cards[0] as (typeof cards)[number]), health: health('x', { okAt: now - 60_000, okRows: 25 }) }, now)).toBe('Read everything today 14:59, 25 rows.');
    expect(healthWords({ ...(cards[0] as (typeof cards)[number]), health: undefined }, now)).toMatch(/not read/);
  });
  it('can be tried on pages that were read, the last one first', () => {
    const row = (tabId: number, at: number, url = `https://example.com/${tabId}`, state: CaptureRow['state'] = 'read'): CaptureRow => ({ tabId, url, state, at });
    expect(openPages([row(1, 5), row(2, 9), row(3, 7, 'chrome://version', 'problem')]).map(({ tabId, label }) => [tabId, label])).toEqual([[2, 'https://example.com/2 (example.com/2)'], [1, 'https://example.com/1 (example.com/1)']]);
  });
  it('begin with one that is right', () => {
    expect(checkRecipeText(STARTER)).toMatchObject({ ok: true });
  });
});
