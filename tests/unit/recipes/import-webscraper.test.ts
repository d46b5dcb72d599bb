import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLists } from '../../../lib/capture/lists.ts';
import type { ListRecipe, Recipe, SingleRecipe } from '../../../lib/contracts/recipe.ts';
import { readRecipeFile } from '../../../lib/recipes/import/index.ts';
import { matchRecipes } from '../../../lib/recipes/registry.ts';
import { bestOf, captureOf, documentOf, readRecipeRows } from '../capture/support.ts';

type Given = { id: string; type: string; selector?: string; parentSelectors?: string[]; [more: string]: unknown };
function read(selectors: Given[], startUrl: unknown = 'https://directory.example.com/members'): { recipes: readonly Recipe[]; warnings: readonly string[]; skipped: readonly { name: string; why: string }[] } {
  const file = readRecipeFile(JSON.stringify({ _id: 'members', startUrl, selectors: selectors.map((s) => ({ parentSelectors: ['_root'], ...s })) }));
  if ('error' in file) throw new Error(file.error);
  expect(file.format).toBe('webscraper');
  return file;
}
const listOf = (recipes: readonly Recipe[]): ListRecipe => recipes.find((one): one is ListRecipe => one.kind === 'list') as ListRecipe;

describe('a sitemap with a wrapper', () => {
  const selectors: Given[] = [
    { id: 'card', type: 'SelectorElement', selector: 'div.card', multiple: true, parentSelectors: ['_root', 'pages'] },
    { id: 'full name', type: 'SelectorText', selector: 'h3', parentSelectors: ['card'], regex: '' },
    { id: 'contact', type: 'SelectorElement', selector: '.contact', multiple: false, parentSelectors: ['card'] },
    { id: 'email', type: 'SelectorText', selector: '.mail', parentSelectors: ['contact'], regex: '[^ ]+@[^ ]+' },
    { id: 'photo', type: 'SelectorImage', selector: 'img', parentSelectors: ['card'] },
    { id: 'profile', type: 'SelectorLink', selector: 'a.more', parentSelectors: ['card'] },
    { id: 'tags', type: 'SelectorGrouped', selector: '.tag', parentSelectors: ['card'], extractAttribute: '' },
    { id: 'score', type: 'SelectorElementAttribute', selector: '_parent_', parentSelectors: ['card'], extractAttribute: 'data-score' },
    { id: 'job title', type: 'SelectorText', selector: '.role', parentSelectors: ['profile'] },
    { id: 'bio', type: 'SelectorHTML', selector: '.bio', parentSelectors: ['profile'] },
    { id: 'person', type: 'SelectorText', selector: 'h1', parentSelectors: ['profile'] },
    { id: 'pages', type: 'SelectorPagination', selector: 'a.next', parentSelectors: ['_root', 'pages'], paginationType: 'auto' },
  ];
  const html = `<div class="card" data-score="7"><h3>Ada Example</h3><p class="contact">Mail <span class="mail">to ada@example.com now</span></p><img src="/a.jpg"><i class="tag">One</i><i class="tag">Two</i><a class="more" href="/m/ada">More</a></div>
    <div class="card" data-score="9"><h3>Ben Sample</h3><a class="more" href="/m/ben">More</a></div><a class="next" href="?page=2">Next</a>`;

  it('becomes a list that reads the page, with its pager and its pages', async () => {
    const { recipes, warnings } = read(selectors);
    const recipe = listOf(recipes);
    const doc = documentOf(html, 'https://directory.example.com/members');
    const lists = toLists(await readRecipeRows(doc, [recipe]), { url: doc.URL }, [recipe]);
    const list = lists.ok ? lists.value[0] : undefined;
    const rows = list?.rows.map((row) => Object.fromEntries(list.columns.map((column, i) => [column.name, row.cells[i]])));
    expect(rows?.[0]).toEqual({ 'full name': 'Ada Example', email: 'ada@example.com', 'photo-src': 'https://directory.example.com/a.jpg', profile: 'More', 'profile-href': 'https://directory.example.com/m/ada', tags: 'One, Two', score: '7' });
    expect(rows?.[1]).toMatchObject({ 'full name': 'Ben Sample', email: '' });
    expect(list?.next).toEqual({ kind: 'link', url: 'https://directory.example.com/members?page=2', selector: 'a.next' });
    expect(recipe).toMatchObject({ lead: 'person', detail: { column: 'profile-href' }, required: ['full-name'], match: [{ url: 'https://directory.example.com/members' }], proof: { verified: false } });
    expect(recipe.columns.map((column) => column.field)).toEqual(['name', 'email', 'photoUrl', null, 'profileUrl', null, null]);
    expect(warnings.join(' ')).toMatch(/markup/);
  });

  it('gives the pages behind its links a single recipe', async () => {
    const single = read(selectors).recipes.find((one): one is SingleRecipe => one.kind === 'single') as SingleRecipe;
    const doc = documentOf('<h1>Ada Example</h1><p class="role">Head of Buying</p><div class="bio">Buys <b>tiles</b>.</div>', 'https://directory.example.com/m/ada');
    expect(matchRecipes(doc.URL, [single])).toHaveLength(1);
    expect(bestOf((await captureOf(doc, [single])).fields)).toMatchObject({ name: 'Ada Example', title: 'Head of Buying', description: 'Buys tiles.' });
  });
});

describe('the way on', () => {
  const card: Given = { id: 'name', type: 'SelectorElement', selector: 'li', multiple: true };
  it.each<[string, Given[], unknown, unknown]>([
    ['a range in the query', [card], 'https://example.com/p?page=[1-20]', { by: 'address', param: 'page', start: 1, step: 1 }],
    ['a range with step', [card], 'https://example.com/p?from=[0-100:10]', { by: 'address', param: 'from', start: 0, step: 10 }],
    ['a range with leading zeros', [card], ['https://example.com/p?n=[001-100]'], { by: 'address', param: 'n', start: 1, step: 1, pad: 3 }],
    ['scrolling', [{ ...card, type: 'SelectorElementScroll' }], 'https://example.com/p', { by: 'scroll' }],
    ['a click for more', [{ ...card, type: 'SelectorElementClick', clickElementSelector: '.more', clickType: 'clickMore' }], 'https://example.com/p', { by: 'more', selector: '.more' }],
    ['a click for others', [{ ...card, type: 'SelectorElementClick', clickElementSelector: '.next', clickType: 'clickOnce' }], 'https://example.com/p', { by: 'button', selector: '.next' }],
    ['a pager that is clicked', [card, { id: 'p', type: 'SelectorPagination', selector: '.m', paginationType: 'clickMore' }], 'https://example.com/p', { by: 'more', selector: '.m' }],
    ['a link that leads to itself', [card, { id: 'p', type: 'SelectorLink', selector: '.n', parentSelectors: ['_root', 'p'] }], 'https://example.com/p', { by: 'link', selector: '.n' }],
  ])('%s', (_, selectors, url, next) => {
    expect(listOf(read(selectors, url).recipes).next).toEqual(next);
  });
  it('is not made of a range in the path, and says so', () => {
    const { recipes, warnings } = read([card], 'https://example.com/list/[1-20]/all');
    expect(recipes[0]?.match).toEqual([{ url: 'https://example.com/list/:page(\\d+)/all' }]);
    expect(warnings.join(' ')).toMatch(/\[1-20\]/);
  });
});

it('a table gives its columns', async () => {
  const recipe = listOf(read([{ id: 'firms', type: 'SelectorTable', selector: 'table', tableHeaderRowSelector: 'tr:nth-of-type(1)', tableDataRowSelector: 'tr:nth-of-type(n+2)', columns: [{ header: 'Company', name: 'company', extract: true }, { header: 'X', name: 'x', extract: false }, { header: 'City', name: 'city', extract: true }] }]).recipes);
  const doc = documentOf('<table><tr><th>Company</th><th>X</th><th>City</th></tr><tr><td>Example Works Ltd</td><td>1</td><td>Leeds</td></tr><tr><td>Sample AG</td><td>2</td><td>Bern</td></tr></table>', 'https://directory.example.com/members');
  const raw = await readRecipeRows(doc, [recipe]);
  expect(raw.lists[0]?.rows.map((row) => row.cells)).toEqual([['Example Works Ltd', 'Leeds'], ['Sample AG', 'Bern']]);
  expect(recipe.columns.map((column) => column.field)).toEqual(['name', 'location']);
  expect(recipe.lead).toBe('company');
});

it('what cannot be taken over is told', () => {
  const { warnings, recipes } = read([
    { id: 'card', type: 'SelectorElement', selector: 'li', multiple: true },
    { id: 'a', type: 'SelectorText', selector: 'p:contains(x)', parentSelectors: ['card'] },
    { id: 'b', type: 'SelectorText', selector: 'p', parentSelectors: ['card'], regex: '(a+)+$' },
    { id: 'c', type: 'SelectorSitemapXmlLink', selector: 'p', parentSelectors: ['card'] },
  ]);
  expect(listOf(recipes).columns.map((column) => column.key)).toEqual(['b']);
  expect(warnings).toEqual([expect.stringMatching(/jQuery/), expect.stringMatching(/for ever/), expect.stringMatching(/SelectorSitemapXmlLink/)]);
  expect(read([{ id: 'x', type: 'SelectorNothing' }]).skipped).toEqual([{ name: 'members', why: expect.stringMatching(/no selector/) as string }]);
  expect(read([{ id: 'x', type: 'SelectorText', selector: 'h1', multiple: true }], 'javascript:alert(1)').skipped[0]?.why).toMatch(/address/);
});

it('any sitemap gives recipes that pass the check, or none', () => {
  const type = fc.constantFrom('SelectorElement', 'SelectorText', 'SelectorLink', 'SelectorImage', 'SelectorElementAttribute', 'SelectorTable', 'SelectorGrouped', 'SelectorPagination', 'SelectorElementScroll', 'SelectorElementClick', 'SelectorHTML', 'x');
  const id = fc.constantFrom('a', 'b', 'c', 'name', '', '日本', '__proto__');
  const selector = fc.record({ id, type, selector: fc.oneof(fc.constantFrom('li', '_parent_', 'a, b', ''), fc.string()), parentSelectors: fc.array(fc.constantFrom('_root', 'a', 'b', 'c', 'name'), { maxLength: 3 }), multiple: fc.boolean(), regex: fc.string(), extractAttribute: fc.string() });
  fc.assert(fc.property(fc.array(selector, { maxLength: 12 }), fc.oneof(fc.webUrl(), fc.string(), fc.constant('https://example.com/[1-9]')), (selectors, startUrl) => {
    const file = readRecipeFile(JSON.stringify({ _id: 'x', startUrl, selectors }));
    const broken = 'error' in file ? [] : file.skipped.filter(({ why }) => !/no selector|start address|could not be read/.test(why));
    expect(broken).toEqual([]);
  }), { numRuns: 300 });
});
