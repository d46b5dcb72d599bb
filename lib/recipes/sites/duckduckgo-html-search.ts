import type { Recipe } from '../../contracts/recipe.ts';

/**
 * Web results of DuckDuckGo's page without scripts (html.duckduckgo.com). Links go through duckduckgo.com/l; the address
 * is the one that is shown beside the title. Further results come by a form. Structure as of 2026.
 */
const recipe: Recipe = {
  format: 1,
  id: 'duckduckgo-html-search',
  version: 1,
  name: 'DuckDuckGo search (HTML)',
  kind: 'list',
  lead: 'company',
  match: [{ url: 'https://html.duckduckgo.com/html' }, { url: 'https://duckduckgo.com/html' }],
  priority: 0,
  proof: { verified: true, source: 'desimoose/celina, tests/fixtures/ddg_html.html: a result page of 2026.' },
  guards: ['#links .web-result a.result__a'],
  rows: [{ from: 'elements', container: '#links', record: '.web-result' }],
  columns: [
    { key: 'title', name: 'Title', type: 'text', field: null, sources: [{ from: 'element', selector: 'a.result__a', read: 'text' }] },
    { key: 'site', name: 'Site', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'a.result__url', read: 'text', transforms: [{ do: 'part', by: '/', index: 0 }, { do: 'replace', pattern: '^www\\.', with: '' }] }] },
    { key: 'link', name: 'Link', type: 'url', field: 'website', sources: [{ from: 'element', selector: 'a.result__url', read: 'text', transforms: [{ do: 'prefix', text: 'https://' }] }] },
    { key: 'snippet', name: 'Snippet', type: 'text', field: 'description', sources: [{ from: 'element', selector: '.result__snippet', read: 'text' }] },
  ],
  next: { by: 'button', selector: '.nav-link input[type="submit"][value="Next"]' },
  expect: { minRows: 1, maxRows: 60 },
  required: ['title', 'link'],
};
export default recipe;
