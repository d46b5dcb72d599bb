import type { Recipe } from '../../contracts/recipe.ts';

/** Web results of DuckDuckGo, rendered in the browser: articles marked by `data-testid`, more on demand. As of 2025. */
const recipe: Recipe = {
  format: 1,
  id: 'duckduckgo-search',
  version: 1,
  name: 'DuckDuckGo search',
  kind: 'list',
  lead: 'company',
  match: [{ url: 'https://duckduckgo.com/' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. Public readers of 2022 to 2026 agree on article[data-testid="result"] with result-title-a and data-result="snippet"; result-extras-url-link and the button #more-results are taken for granted.',
  },
  guards: ['article[data-testid="result"] a[data-testid="result-title-a"]'],
  rows: [{ from: 'elements', record: 'article[data-testid="result"]' }],
  columns: [
    { key: 'title', name: 'Title', type: 'text', field: null, sources: [{ from: 'element', selector: 'a[data-testid="result-title-a"]', read: 'text' }] },
    { key: 'site', name: 'Site', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'a[data-testid="result-title-a"]', read: 'href', transforms: [{ do: 'match', pattern: '^https?://(?:www\\.)?([^/?#]+)' }] }] },
    { key: 'link', name: 'Link', type: 'url', field: 'website', sources: [{ from: 'element', selector: 'a[data-testid="result-title-a"]', read: 'href' }, { from: 'element', selector: 'a[data-testid="result-extras-url-link"]', read: 'href' }] },
    { key: 'snippet', name: 'Snippet', type: 'text', field: 'description', sources: [{ from: 'element', selector: '[data-result="snippet"]', read: 'text' }] },
  ],
  next: { by: 'more', selector: 'button#more-results' },
  expect: { minRows: 1, maxRows: 500 },
  required: ['title', 'link'],
};
export default recipe;
