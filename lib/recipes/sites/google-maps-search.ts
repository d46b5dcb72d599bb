import type { Recipe } from '../../contracts/recipe.ts';

/**
 * Places that Google Maps found: a feed of articles that grows when it is scrolled. Roles and labels are asked first; the
 * short class names of the lines (as of 2026) change from time to time. Not every kind of place shows every line.
 */
const recipe: Recipe = {
  format: 1,
  id: 'google-maps-search',
  version: 1,
  name: 'Google Maps search',
  kind: 'list',
  lead: 'company',
  match: [
    { url: 'https://google.com/maps/search/*' },
    { url: 'https://google.co.uk/maps/search/*' },
    { url: 'https://google.de/maps/search/*' },
    { url: 'https://google.fr/maps/search/*' },
    { url: 'https://google.es/maps/search/*' },
    { url: 'https://google.it/maps/search/*' },
    { url: 'https://google.nl/maps/search/*' },
    { url: 'https://google.be/maps/search/*' },
    { url: 'https://google.ch/maps/search/*' },
    { url: 'https://google.at/maps/search/*' },
    { url: 'https://google.ie/maps/search/*' },
    { url: 'https://google.pl/maps/search/*' },
    { url: 'https://google.se/maps/search/*' },
    { url: 'https://google.dk/maps/search/*' },
    { url: 'https://google.ca/maps/search/*' },
    { url: 'https://google.com.au/maps/search/*' },
    { url: 'https://google.co.in/maps/search/*' },
    { url: 'https://google.co.jp/maps/search/*' },
    { url: 'https://google.com.br/maps/search/*' },
    { url: 'https://google.com.mx/maps/search/*' },
  ],
  priority: 0,
  proof: {
    verified: true,
    source: 'bizkite-co/cocli, tests/data/maps.google.com: gm-list.html and snapshots of result lists of April 2026.',
    assumes: 'The website button (data-value="Website") that some kinds of places have was not on the saved pages.',
  },
  guards: ['[role="feed"] [role="article"] a[href*="/maps/place/"]'],
  rows: [{ from: 'elements', container: '[role="feed"]', record: '[role="article"]' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: ':scope', read: 'aria-label' }, { from: 'element', selector: 'a[href*="/maps/place/"]', read: 'aria-label' }] },
    { key: 'category', name: 'Category', type: 'text', field: 'industry', sources: [{ from: 'element', selector: '.W4Efsd > .W4Efsd:first-child > span:first-child', read: 'text' }] },
    { key: 'address', name: 'Address', type: 'text', field: 'address', sources: [{ from: 'element', selector: '.W4Efsd > .W4Efsd:first-child > span:last-child:not(:first-child) > span:last-child', read: 'text' }] },
    { key: 'phone', name: 'Phone', type: 'phone', field: 'phone', sources: [{ from: 'element', selector: '.UsdlK', read: 'text' }] },
    { key: 'website', name: 'Website', type: 'url', field: 'website', sources: [{ from: 'element', selector: 'a[data-value="Website"]', read: 'href' }] },
    { key: 'rating', name: 'Rating', type: 'number', field: null, sources: [{ from: 'element', selector: '.MW4etd', read: 'text' }] },
    { key: 'reviews', name: 'Reviews', type: 'number', field: null, sources: [{ from: 'element', selector: '.UY7F9', read: 'text', transforms: [{ do: 'match', pattern: '[\\d.,\u00a0\u202f]+' }] }] },
    { key: 'map', name: 'Place', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a[href*="/maps/place/"]', read: 'href', transforms: [{ do: 'part', by: '?', index: 0 }] }] },
    { key: 'picture', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: '.FQ2IWe img', read: 'src' }] },
  ],
  next: { by: 'scroll', selector: '[role="feed"]' },
  detail: { column: 'map' },
  expect: { minRows: 1, maxRows: 500 },
  required: ['name', 'map'],
};
export default recipe;
