import { describe, expect, it } from 'vitest';
import { listDrifts, rowFields, toLists } from '../../../lib/capture/lists.ts';
import { readRecipeLists } from '../../../lib/capture/reader/list-recipe.ts';
import { listsOptions } from '../../../lib/capture/reader-options.ts';
import { listRecipeSchema, type ListRecipe, type Recipe } from '../../../lib/contracts/recipe.ts';
import type { ListCapture } from '../../../lib/domain/list/list.ts';
import { AT, bestOf, captureHtml, documentOf, readRecipeRows } from './support.ts';

const URL_ = 'https://directory.example.com/leeds/members?page=2';
const column = (key: string, sources: ListRecipe['columns'][number]['sources'], more: Partial<ListRecipe['columns'][number]> = {}): ListRecipe['columns'][number] => ({ key, name: key, type: 'text', field: null, sources, ...more });
const text = (selector: string) => [{ from: 'element' as const, selector, read: 'text' }];
const recipe = (over: Partial<ListRecipe>): ListRecipe =>
  listRecipeSchema.parse({
    format: 1, id: 'directory', version: 1, name: 'Directory', kind: 'list', lead: 'person', priority: 0, proof: { verified: false, assumes: 'test' },
    match: [{ url: 'https://directory.example.com/:city/members' }], guards: [], rows: [{ from: 'elements', container: '.list', record: '> li' }],
    columns: [
      column('name', text('h3'), { field: 'name' }),
      column('page', [{ from: 'element', selector: 'h3 a', read: 'href' }], { type: 'url', field: 'profileUrl' }),
      column('email', [{ from: 'element', selector: 'a[href^="mailto:"]', read: 'href' }], { type: 'email', field: 'email' }),
    ],
    expect: { minRows: 2, maxRows: 50 }, required: ['name'], ...over,
  });
const item = (name: string, extra = '') => `<li><h3><a href="/p/${name.toLowerCase()}?utm_source=x">${name} Example</a></h3><a href="mailto:${name.toLowerCase()}%40example.com?subject=Hi">Write</a>${extra}</li>`;
const PAGE = `<ul class="list">${item('Ada')}${item('Ben', '<ul><li>inner</li></ul>')}${item('Cleo')}</ul>`;

async function read(html: string, ...recipes: Recipe[]): Promise<ListCapture[]> {
  const lists = toLists(await readRecipeRows(documentOf(html, URL_), recipes), { url: URL_ }, recipes);
  if (!lists.ok) throw new Error('does not parse');
  return lists.value;
}
const cells = (lists: readonly ListCapture[]): (readonly string[])[] => lists.flatMap((list) => list.rows.map((row) => row.cells));

describe('rows from elements', () => {
  it('are read in the order of the columns, links as what they stand for, and become leads', async () => {
    const [list] = await read(PAGE, recipe({}));
    expect(cells(list ? [list] : [])).toEqual(['Ada', 'Ben', 'Cleo'].map((name) => [`${name} Example`, `https://directory.example.com/p/${name.toLowerCase()}?utm_source=x`, `${name.toLowerCase()}@example.com`]));
    expect(list).toMatchObject({ kind: 'person', recordCount: 3, container: 'html>body>ul:nth-of-type(1)', record: ':scope > li', recipe: { id: 'directory', name: 'Directory', drift: null } });
    const row = list?.rows[0];
    expect(list && row ? bestOf(rowFields(list, row, { pageUrl: URL_, at: AT })) : {}).toMatchObject({ name: 'Ada Example', email: 'ada@example.com', profileUrl: 'https://directory.example.com/p/ada' });
  });

  it('say nothing when a guard is not there, or the selector is none', async () => {
    expect(await read(PAGE, recipe({ guards: ['.other'] }))).toEqual([]);
    expect(await read(PAGE, recipe({ guards: ['li:nonsense('] }))).toEqual([]);
    expect(await read(PAGE, recipe({ rows: [{ from: 'elements', record: 'li[' }] }))).toEqual([]);
  });

  it('may span siblings up to the next record', async () => {
    const html = '<table><tr class="a"><td class="t"><a href="/1">One Example</a></td></tr><tr><td class="s">first line</td></tr><tr class="a"><td class="t"><a href="/2">Two Example</a></td></tr><tr><td class="s">second line</td></tr><tr><td class="s">never</td></tr></table>';
    const spans = recipe({ rows: [{ from: 'elements', container: 'table', record: 'tr.a', span: true }], columns: [column('name', text('.t a')), column('all', [{ from: 'element', selector: 'td.s', read: 'text', all: true }]), column('self', [{ from: 'element', selector: ':scope', read: 'class' }])] });
    expect(cells(await read(html, spans))).toEqual([['One Example', 'first line', 'a'], ['Two Example', 'second line, never', 'a']]);
  });

  it('may stand in several containers, and take the first place of several that gives rows', async () => {
    const html = `<section class="g"><h2>A</h2><p class="r">Ada</p></section><section class="g"><p class="r">Ben</p></section>`;
    const [list] = await read(html, recipe({ rows: [{ from: 'elements', record: '.gone' }, { from: 'elements', container: '.g', record: ':scope > .r' }], columns: [column('name', text(':scope'))] }));
    expect(list?.rows.map((row) => row.cells)).toEqual([['Ada'], ['Ben']]);
    expect(list).toMatchObject({ container: 'body', record: ':is(.g) > .r' });
    expect(documentOf(html, URL_).querySelector(list?.container ?? '')?.querySelectorAll(list?.record ?? '').length).toBe(2);
  });

  it('take the first source that leaves something after its transforms, and what the address says', async () => {
    const sources: ListRecipe['columns'][number]['sources'] = [
      { from: 'element', selector: 'h3', read: 'text', transforms: [{ do: 'match', pattern: '^Ben (.+)$' }] },
      { from: 'element', selector: 'h3', read: 'text', transforms: [{ do: 'upper' }] },
    ];
    const city: ListRecipe['columns'][number]['sources'] = [{ from: 'url', variable: 'city', transforms: [{ do: 'upper' }] }];
    expect(cells(await read(PAGE, recipe({ columns: [column('name', sources), column('city', city)] })))).toEqual([['ADA EXAMPLE', 'LEEDS'], ['Example', 'LEEDS'], ['CLEO EXAMPLE', 'LEEDS']]);
  });

  it('have one key for one record, whatever the tracking parts of its link', async () => {
    const key = async (query: string): Promise<(string | undefined)[]> => (await read(`<ul class="list"><li><h3><a href="/p/ada${query}">Ada</a></h3></li><li><h3><a href="/p/ben">Ben</a></h3></li></ul>`, recipe({})))[0]?.rows.map((row) => row.key) ?? [];
    const [plain, other] = await key('');
    expect(await key('?utm_campaign=a&trk=b')).toEqual([plain, other]);
    expect(plain).toMatch(/^[0-9a-z]{1,11}$/);
    expect((await key('?id=7'))[0]).not.toBe(plain);
  });

  it('give way to the page, and stop at the limits', async () => {
    const html = `<ul class="list">${'<li><h3>Ada Example</h3></li>'.repeat(2_100)}</ul>`;
    let now = 0;
    let pauses = 0;
    const readAt = (step: number) => readRecipeLists(documentOf(html, URL_), listsOptions([recipe({})], URL_).recipes, { now: () => (now += step), pause: () => Promise.resolve(void pauses++) });
    const [list] = await readAt(0.1);
    expect([list?.rows.length, list?.recordCount]).toEqual([2_000, 2_100]);
    expect(pauses).toBeGreaterThan(40);
    const [slow] = await readAt(9);
    expect(slow?.rows.length).toBeLessThan(400);
    expect(slow?.recordCount).toBe(2_100);
  });
});

describe('rows from data of the page', () => {
  const people = [{ name: 'Ada Example', url: '/p/ada', tags: ['a', 'b'], job: { title: 'Buyer' } }, { name: 'Ben Sample', url: '/p/ben', tags: [] }];
  const columns = [column('name', [{ from: 'item', path: '$.name' }], { field: 'name' }), column('url', [{ from: 'item', path: '$.url' }], { type: 'url' }), column('tags', [{ from: 'item', path: '$.tags[*]' }]), column('title', [{ from: 'item', path: '$.job.title' }])];
  const expected = [['Ada Example', 'https://directory.example.com/p/ada', 'a, b', 'Buyer'], ['Ben Sample', 'https://directory.example.com/p/ben', '', '']];

  it('in JSON-LD, by type and path', async () => {
    const html = `<script type="application/ld+json">${JSON.stringify({ '@type': 'ItemList', itemListElement: people.map((p) => ({ '@type': 'ListItem', item: { '@type': 'Person', ...p } })) })}</script>`;
    expect(cells(await read(html, recipe({ rows: [{ from: 'jsonld', type: 'ItemList', path: '$.itemListElement[*].item' }], columns })))).toEqual(expected);
    expect(cells(await read(html, recipe({ rows: [{ from: 'jsonld', type: 'Person', path: '$' }], columns })))).toEqual(expected);
  });

  const state = (script: string, variable?: string) => ({ from: 'state' as const, script, ...(variable ? { variable } : {}), path: '$.data.people' });
  const data = JSON.stringify({ data: { people, note: 'a "]};" b' } });
  it.each([
    ['a script element of JSON', `<script id="__NEXT_DATA__" type="application/json">${data}</script>`, state('script#__NEXT_DATA__')],
    ['a comment in an element', `<code id="d"><!--${data}--></code>`, state('code#d')],
    ['a variable among other code', `<script>var a = 1; if (window.__STATE__ == 2) {}\nwindow.__STATE__ = ${data};(function(){ run("}") })()</script>`, state('script', 'window.__STATE__')],
    ['a variable named in brackets', `<script>window["__STATE__"]=${data}</script>`, state('script', '__STATE__')],
    ['a variable with undefined in it', `<script>__STATE__ = ${data.replace('"tags":[]', '"tags":[],"x":undefined')}</script>`, state('script', '__STATE__')],
    ['JSON.parse of a string', `<script>window.__STATE__ = JSON.parse(${JSON.stringify(data)});</script>`, state('script', 'window.__STATE__')],
    ['JSON.parse of a string in single quotes with \\x22', `<script>window.__STATE__ = JSON.parse('${data.replace(/\\"/g, '').replaceAll('"', '\\x22')}');</script>`, state('script', 'window.__STATE__')],
  ])('in %s', async (_, html, rows) => {
    expect(cells(await read(html, recipe({ rows: [rows], columns })))).toEqual(expected);
  });

  it('is never run, and broken data says nothing', async () => {
    for (const script of ['window.S = {"data": ', 'window.S = (() => { globalThis.poisoned = true })()', 'window.S = {"data": {"people": [alert(1)]}}', 'XS = {"data":{"people":[{"name":"No"}]}}', `window.S = ${'['.repeat(50_000)}`]) {
      expect(cells(await read(`<script>${script}</script>`, recipe({ rows: [state('script', 'S')], columns })))).toEqual([]);
    }
    expect(Reflect.has(globalThis, 'poisoned')).toBe(false);
  });

  it('gives single pages their fields, every item of a path when asked', async () => {
    const single = { format: 1, id: 'one', version: 1, name: 'One', kind: 'single', lead: 'person', priority: 0, proof: { verified: false, assumes: 'test' }, match: [{ url: 'https://directory.example.com/*' }], guards: [], required: [], fields: { name: [{ from: 'state', script: 'script', variable: 'S', path: '$.who.name' }], email: [{ from: 'state', script: 'script', variable: 'S', path: '$.mails[*]' }] } } as unknown as Recipe;
    const capture = await captureHtml('<script>S = {"who":{"name":"Ada Example"},"mails":["ada@example.com","a.example@example.com"]}</script><h1>Ada Example</h1>', URL_, [single]);
    expect(capture.fields.name?.values[0]).toMatchObject({ value: 'Ada Example', provenance: { method: 'recipe', evidence: { path: '$.who.name' } } });
    expect([...(capture.fields.email?.values ?? []), ...(capture.fields.workEmail?.values ?? [])].map((v) => v.value).sort()).toEqual(['a.example@example.com', 'ada@example.com']);
  });

  it.each([
    [URL_, 2],
    [`${URL_}&utm_source=mail#about`, 2],
    ['https://directory.example.com/leeds/members/?page=2', 2],
    ['', 2],
    ['https://directory.example.com/leeds/other', 0],
    ['https://directory.example.com/leeds/members?page=1', 0],
  ])('says nothing once a script has moved the page on: loaded as %s', async (loaded, rows) => {
    const doc = documentOf(`<script id="s">${data}</script>`, URL_);
    Object.defineProperty(doc.defaultView?.performance, 'getEntriesByType', { value: () => (loaded === '' ? [] : [{ name: loaded }]) });
    expect((await readRecipeRows(doc, [recipe({ rows: [state('script#s')], columns })])).lists[0]?.rows.length ?? 0).toBe(rows);
  });

  it('finds what only one of many things says', async () => {
    const things = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`Thing:${i}`, i === 47 ? { mail: 'ada@example.com' } : { n: i }]));
    const single = { format: 1, id: 'one', version: 1, name: 'One', kind: 'single', lead: 'person', priority: 0, proof: { verified: false, assumes: 'test' }, match: [{ url: 'https://directory.example.com/*' }], guards: [], required: [], fields: { email: [{ from: 'state', script: 'script', variable: 'S', path: '$.things[*].mail' }] } } as unknown as Recipe;
    const capture = await captureHtml(`<script>S = ${JSON.stringify({ things })}</script><h1>Ada Example</h1>`, URL_, [single]);
    expect(capture.fields.email?.values[0]?.value).toBe('ada@example.com');
  });
});

describe('the way on', () => {
  const next = async (html: string, by: ListRecipe['next'], url = URL_) => (await readRecipeRows(documentOf(PAGE + html, url), [recipe({ next: by, match: [{ url: 'https://directory.example.com/*' }] })])).lists[0]?.next;
  it('is a link, a button, more, a scroll or a counted address', async () => {
    expect(await next('<a class="n" href="?page=3">Next</a>', { by: 'link', selector: 'a.n' })).toEqual({ kind: 'link', url: 'https://directory.example.com/leeds/members?page=3', selector: 'a.n' });
    expect(await next('<a class="n" href="#">Next</a>', { by: 'link', selector: 'a.n' })).toBeNull();
    expect(await next('<a class="n disabled" href="?page=3">Next</a>', { by: 'link', selector: 'a.n' })).toBeNull();
    expect(await next('<a class="n" href="javascript:alert(1)">Next</a>', { by: 'link', selector: 'a.n' })).toBeNull();
    expect(await next('<button>Next</button>', { by: 'button', selector: 'button' })).toEqual({ kind: 'button', selector: 'button' });
    expect(await next('<button disabled>Next</button>', { by: 'button', selector: 'button' })).toBeNull();
    expect(await next('<button>More</button>', { by: 'more', selector: 'button' })).toEqual({ kind: 'more', selector: 'button' });
    expect(await next('', { by: 'scroll' })).toEqual({ kind: 'scroll' });
    expect(await next('', { by: 'address', param: 'page', start: 1, step: 1 })).toEqual({ kind: 'link', url: 'https://directory.example.com/leeds/members?page=3' });
    expect(await next('', { by: 'address', param: 'from', start: 0, step: 20, pad: 3 })).toEqual({ kind: 'link', url: 'https://directory.example.com/leeds/members?page=2&from=020' });
    expect(await next('', { by: 'address', param: 'page', start: 1, step: 1 }, 'https://directory.example.com/x?page=last')).toBeNull();
  });
});

describe('drift', () => {
  const drift = async (html: string, over: Partial<ListRecipe> = {}) => listDrifts(await readRecipeRows(documentOf(html, URL_), [recipe(over)]), [recipe(over)]);
  it('is nothing on a page as promised, nor on a last page with few rows', async () => {
    expect(await drift(PAGE)).toEqual([]);
    expect(await drift(`<ul class="list">${item('Ada')}</ul>`, { next: { by: 'link', selector: '.n' } })).toEqual([]);
  });
  it('names the column that most rows no longer have, and the number of rows', async () => {
    expect(await drift(PAGE.replaceAll('h3', 'h4'))).toEqual([{ recipeId: 'directory', missing: ['name'] }]);
    expect(await drift(`<ul class="list">${item('Ada')}</ul>`)).toEqual([{ recipeId: 'directory', missing: [], rows: { found: 1, min: 2, max: 50 } }]);
    expect(await drift('<p>Nothing</p>')).toEqual([{ recipeId: 'directory', missing: ['name'], rows: { found: 0, min: 2, max: 50 } }]);
  });
  it('is told only of recipes that were sent, by their own columns', async () => {
    const raw = await readRecipeRows(documentOf(PAGE, URL_), [recipe({})]);
    expect(listDrifts(raw, [])).toEqual([]);
    const lists = toLists(raw, { url: URL_ }, [recipe({ columns: [column('name', text('h3'))] })]);
    expect(lists.ok && lists.value[0]?.recipe).toBeUndefined();
  });
});
