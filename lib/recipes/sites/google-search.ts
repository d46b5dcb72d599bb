import type { Recipe } from '../../contracts/recipe.ts';

/**
 * Web results of Google: blocks in `#rso`, each with one titled link. Boxes of other kinds (questions, videos, places) are
 * no rows. Short names of 2025; Google changes them often, which the guard and the health of the recipe tell.
 */
const recipe: Recipe = {
  format: 1,
  id: 'google-search',
  version: 1,
  name: 'Google search',
  kind: 'list',
  lead: 'company',
  match: [
    { url: 'https://google.com/search' },
    { url: 'https://google.co.uk/search' },
    { url: 'https://google.de/search' },
    { url: 'https://google.fr/search' },
    { url: 'https://google.es/search' },
    { url: 'https://google.it/search' },
    { url: 'https://google.nl/search' },
    { url: 'https://google.be/search' },
    { url: 'https://google.ch/search' },
    { url: 'https://google.at/search' },
    { url: 'https://google.ie/search' },
    { url: 'https://google.pl/search' },
    { url: 'https://google.se/search' },
    { url: 'https://google.dk/search' },
    { url: 'https://google.ca/search' },
    { url: 'https://google.com.au/search' },
    { url: 'https://google.co.in/search' },
    { url: 'https://google.co.jp/search' },
    { url: 'https://google.com.br/search' },
    { url: 'https://google.com.mx/search' },
  ],
  priority: 0,
  proof: { verified: true, source: 'asaniczka/DeepResearch-with-Langgraph, tests/fixtures/google_serp.html: a result page of March 2025.' },
  guards: ['#search #rso a h3'],
  rows: [{ from: 'elements', container: '#rso', record: 'div[jscontroller="SC7lYd"], .tF2Cxc' }],
  columns: [
    { key: 'title', name: 'Title', type: 'text', field: null, sources: [{ from: 'element', selector: 'a h3', read: 'text' }] },
    { key: 'site', name: 'Site', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'a .VuuXrf', read: 'text' }] },
    { key: 'link', name: 'Link', type: 'url', field: 'website', sources: [{ from: 'element', selector: 'a[jsname="UWckNb"]', read: 'href', transforms: [{ do: 'part', by: '#', index: 0 }] }, { from: 'element', selector: '.yuRUbf a', read: 'href', transforms: [{ do: 'part', by: '#', index: 0 }] }] },
    { key: 'snippet', name: 'Snippet', type: 'text', field: 'description', sources: [{ from: 'element', selector: '[data-sncf="1"]', read: 'text' }, { from: 'element', selector: '.VwiC3b', read: 'text' }] },
  ],
  next: { by: 'link', selector: 'a#pnnext' },
  expect: { minRows: 1, maxRows: 100 },
  required: ['title', 'link'],
};
export default recipe;
