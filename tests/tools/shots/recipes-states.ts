/** States of the recipes in the options page. */
import type { RecipeHealthRow, RecipeSummary, RecipeTest } from '../../../lib/contracts/recipe-library.ts';
import type { Page } from '@playwright/test';
import type { Shot } from './panel-states.ts';
import { NOW, TAB } from './seeds.ts';

const recipe = (id: string, name: string, address: string, over: Partial<RecipeSummary> = {}): RecipeSummary => ({
  id, name, kind: 'single', lead: 'person', origin: 'built-in', isEnabled: true, isRemoved: false, priority: 0, version: 1, addresses: [address], parts: ['Name', 'Title', 'Company', 'Email'], isVerified: false,
  proof: 'The structure of the page as it is publicly known; no saved page was at hand.', ...over,
});
const RECIPES: RecipeSummary[] = [
  recipe('works-people', 'People of the works', 'https://works.example.com/people/:slug', { origin: 'own', priority: 120, updatedAt: NOW }),
  recipe('fair-exhibitors', 'Exhibitors of the fair', 'https://fair.example.com/exhibitors?page=:page', { origin: 'own', kind: 'list', lead: 'company', priority: 100, parts: ['Name', 'Hall', 'Website', 'Country'] }),
  recipe('old-sitemap', 'Old sitemap', '', { origin: 'own', priority: 100, addresses: [], parts: [], problem: 'match.0.url: not an address pattern such as https://example.com/people/:slug' }),
  recipe('code-profile', 'Profile on a code host', 'https://code.example.com/:login', { isVerified: true, proof: 'A saved profile page of May 2026.' }),
  recipe('code-company', 'Organisation on a code host', 'https://code.example.com/:login', { lead: 'company', origin: 'edited', priority: 100 }),
  recipe('register', 'Company register', 'https://register.example.com/company/:number', { lead: 'company', isVerified: true, proof: 'The register’s own published templates.', parts: ['Name', 'Legal name', 'Address', 'Founded'], addresses: ['https://register.example.com/company/:number', 'https://:area.register.example.com/c/:number'] }),
  recipe('speakers', 'Conference speakers', 'https://conference.example.com/:year(\\d+)/speakers', { kind: 'list', parts: ['Name', 'Title', 'Company', 'Page'] }),
  recipe('board', 'Job board', 'https://jobs.example.com/*', { kind: 'list', lead: 'company', isEnabled: false }),
  recipe('gone', 'A recipe nobody wants', 'https://gone.example.com/*', { isRemoved: true }),
];
const HEALTH: RecipeHealthRow[] = [
  { recipeId: 'works-people', seenAt: NOW, okAt: NOW - 86_400_000 * 3, failures: 3, samples: {}, drift: { recipeId: 'works-people', missing: ['title'], url: 'https://works.example.com/people/ada' } },
  { recipeId: 'fair-exhibitors', seenAt: NOW, okAt: NOW - 3_600_000, okRows: 48, failures: 0, samples: {} },
  { recipeId: 'code-profile', seenAt: NOW, okAt: NOW - 60_000, failures: 0, samples: {} },
];
const meta = [{ key: 'settings', value: { theme: 'system', currentTables: {}, sandboxUrl: null } }];
const captures = [{ tabId: TAB, url: 'https://works.example.com/people/ada', state: 'read', at: NOW }];
const TRIED: RecipeTest = {
  url: 'https://works.example.com/people/ada', title: 'Ada Example', isAddressed: true, applies: true, columns: [], rows: [], rowCount: 0,
  values: [{ key: 'name', label: 'Name', value: 'Ada Example' }, { key: 'companyName', label: 'Company', value: 'Example Works' }],
  drift: { recipeId: 'works-people', missing: ['title'] },
  repairs: [{ key: 'title', label: 'Title', oldSelector: '.profile .job-title', oldValues: [], selector: '[itemprop="jobTitle"]', read: 'text', values: ['Head of Buying'], reasons: ['holds the value of the last good reading', 'is called like the old place'] }],
};
const LISTED: RecipeTest = {
  ...TRIED, values: [], drift: null, repairs: [], columns: ['Name', 'Hall', 'Website', 'Country'], rowCount: 48,
  rows: Array.from({ length: 12 }, (_, i) => [`Example Works ${i + 1} Ltd`, `Hall ${1 + (i % 4)}`, `https://works-${i + 1}.example`, 'Germany']),
};
const JSON_TEXT = JSON.stringify({ format: 1, id: 'works-people', version: 1, name: 'People of the works', kind: 'single', lead: 'person', match: [{ url: 'https://works.example.com/people/:slug' }], guards: ['h1'], priority: 0, proof: { verified: false, assumes: 'Written by hand.' }, fields: { name: [{ from: 'element', selector: 'h1', read: 'text' }] }, required: ['name'] }, null, 2);

const shot = (name: string, hash: string, over: Partial<Shot> = {}): Shot => ({
  name: `options-recipes${name}`, page: 'options', width: 1400, height: 860, hash, rows: { meta, recipes: [], recipeHealth: HEALTH, captures },
  answers: { 'recipe.list': RECIPES, 'recipe.get': { json: JSON_TEXT }, 'recipe.test': TRIED, 'recipe.setEnabled': null }, ...over,
});
const click = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click();

export const recipesShots: Shot[] = [
  shot('', 'recipes'),
  shot('-own', 'recipes/fair-exhibitors', { answers: { 'recipe.list': RECIPES, 'recipe.test': LISTED }, press: click('Test') }),
  shot('-changed', 'recipes/works-people', { height: 1_060, press: click('Test') }),
  shot('-broken', 'recipes/old-sitemap'),
  shot('-none', 'recipes', { rows: { meta, recipeHealth: [], captures: [] }, answers: { 'recipe.list': RECIPES.filter((one) => one.origin === 'built-in') }, press: (page) => page.getByRole('button', { name: /^Yours/ }).click() }),
  shot('-untried', 'recipes/register', { rows: { meta, recipeHealth: [], captures: [] } }),
  shot('-import', 'recipes', { press: click('Import') }),
  shot('-imported', 'recipes', {
    answers: { 'recipe.list': RECIPES, 'recipe.import': { format: 'webscraper', added: [{ id: 'members', name: 'members' }], changed: [], skipped: [{ name: 'members, links', why: 'no selector of it could be taken over' }], warnings: ['“price”: the selector p:contains(x) works in jQuery only and was left out.'] } },
    press: async (page) => {
      await click('Import')(page);
      await page.getByLabel('Text of a recipe file').fill('{}');
      await click('Import the text')(page);
    },
  }),
  shot('-edit', 'recipes/works-people', {
    press: async (page) => {
      await click('Edit')(page);
      await page.getByLabel('Recipe as JSON').fill(JSON_TEXT.replace('"h1"', '7').replace('https://works', 'https://*'));
    },
  }),
  shot('-removed', 'recipes/gone', { press: (page) => page.getByRole('button', { name: /^Removed/ }).click() }),
  shot('-narrow', 'recipes/works-people', { width: 400, height: 1_400, press: click('Test') }),
  shot('-narrow-list', 'recipes', { width: 360, height: 900 }),
];
