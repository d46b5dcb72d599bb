import type { Recipe } from '../../contracts/recipe.ts';

/**
 * Web results of Bing: list items `b_algo`. Links go through bing.com/ck/a, which only Bing can read; the site is taken
 * from the address that is shown, whose first part is never shortened. Structure as of 2026.
 */
const recipe: Recipe = {
  format: 1,
  id: 'bing-search',
  version: 1,
  name: 'Bing search',
  kind: 'list',
  lead: 'company',
  match: [{ url: 'https://bing.com/search' }, { url: 'https://cn.bing.com/search' }],
  priority: 0,
  proof: { verified: true, source: 'desimoose/celina, tests/fixtures/bing.html, and sanguinary-bus/web-search-mcp, tests/fixtures/http-bing.html: result pages of 2026.' },
  guards: ['#b_results > li.b_algo h2 a'],
  rows: [{ from: 'elements', container: '#b_results', record: ':scope > li.b_algo' }],
  columns: [
    { key: 'title', name: 'Title', type: 'text', field: null, sources: [{ from: 'element', selector: 'h2 a', read: 'text' }] },
    { key: 'site', name: 'Site', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.tptt', read: 'text' }] },
    { key: 'website', name: 'Website', type: 'url', field: 'website', sources: [{ from: 'element', selector: 'cite', read: 'text', transforms: [{ do: 'part', by: ' › ', index: 0 }, { do: 'match', pattern: '^https?://[^\\s…/]+' }] }] },
    { key: 'link', name: 'Link', type: 'url', field: null, sources: [{ from: 'element', selector: 'h2 a', read: 'href' }] },
    { key: 'snippet', name: 'Snippet', type: 'text', field: 'description', sources: [{ from: 'element', selector: '.b_caption p', read: 'text' }] },
  ],
  next: { by: 'link', selector: 'a.sb_pagN' },
  detail: { column: 'link' },
  expect: { minRows: 1, maxRows: 60 },
  required: ['title', 'link'],
};
export default recipe;
