import type { Recipe } from '../../contracts/recipe.ts';

/**
 * Businesses that Yelp found. The page embeds what it was rendered from (`react_root_props`), with addresses; once its
 * script has moved on to another address, the cards are asked. Advertised businesses are rows too. Structure as of 2026.
 */
const recipe: Recipe = {
  format: 1,
  id: 'yelp-search',
  version: 1,
  name: 'Yelp search',
  kind: 'list',
  lead: 'company',
  match: [
    { url: 'https://yelp.com/search' },
    { url: 'https://yelp.co.uk/search' },
    { url: 'https://yelp.de/search' },
    { url: 'https://yelp.fr/search' },
    { url: 'https://yelp.es/search' },
    { url: 'https://yelp.it/search' },
    { url: 'https://yelp.ca/search' },
    { url: 'https://yelp.com.au/search' },
    { url: 'https://yelp.ie/search' },
    { url: 'https://yelp.nl/search' },
    { url: 'https://yelp.at/search' },
    { url: 'https://yelp.ch/search' },
  ],
  priority: 0,
  proof: {
    verified: true,
    source: 'scrapfly/scrapfly-scrapers, yelp-scraper/results/search.json: the embedded results of a page of April 2026, as they were.',
    assumes: 'The cards (data-testid="serp-ia-card" with a link to /biz/) and the link Next are taken from public readers of 2023 to 2026.',
  },
  guards: ['script[data-id="react-root-props"], [data-testid="serp-ia-card"] a[href*="/biz/"]'],
  rows: [
    { from: 'state', script: 'script[data-id="react-root-props"]', variable: 'react_root_props', path: '$.legacyProps.searchAppProps.searchPageProps.mainContentComponentsListProps[*].searchResultBusiness' },
    { from: 'elements', record: '[data-testid="serp-ia-card"]' },
  ],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'item', path: '$.name' }, { from: 'element', selector: 'h3 a[href*="/biz/"]', read: 'text' }] },
    { key: 'categories', name: 'Categories', type: 'text', field: 'industry', sources: [{ from: 'item', path: '$.categories[*].title' }] },
    { key: 'address', name: 'Address', type: 'text', field: 'address', sources: [{ from: 'item', path: '$.formattedAddress' }] },
    { key: 'neighbourhood', name: 'Neighbourhood', type: 'text', field: 'location', sources: [{ from: 'item', path: '$.neighborhoods[0]' }] },
    { key: 'phone', name: 'Phone', type: 'phone', field: 'phone', sources: [{ from: 'item', path: '$.phone' }] },
    { key: 'rating', name: 'Rating', type: 'number', field: null, sources: [{ from: 'item', path: '$.rating' }, { from: 'element', selector: '[role="img"][aria-label*="rating"]', read: 'aria-label', transforms: [{ do: 'match', pattern: '^[\\d.,]+' }] }] },
    { key: 'reviews', name: 'Reviews', type: 'number', field: null, sources: [{ from: 'item', path: '$.reviewCount' }] },
    { key: 'yelp', name: 'Yelp page', type: 'url', field: 'profileUrl', sources: [
      { from: 'item', path: '$.alias', transforms: [{ do: 'prefix', text: 'https://www.yelp.com/biz/' }] },
      { from: 'element', selector: 'h3 a[href*="/biz/"]', read: 'href', transforms: [{ do: 'part', by: '?', index: 0 }] },
    ] },
  ],
  next: { by: 'link', selector: 'a.next-link, a[aria-label="Next"][href*="start="]' },
  detail: { column: 'yelp' },
  expect: { minRows: 1, maxRows: 60 },
  required: ['name', 'yelp'],
};
export default recipe;
