import type { Recipe } from '../../contracts/recipe.ts';

/**
 * People found by LinkedIn's own search, for members. Rows as of 2022 (`entity-result`); since 2024 LinkedIn scrambles
 * those class names and marks each row with `data-view-name`, while the utility classes of its lines stayed. Members
 * outside the network have no profile link and are called "LinkedIn Member".
 */
const recipe: Recipe = {
  format: 1,
  id: 'linkedin-people-search',
  version: 1,
  name: 'LinkedIn people search',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://linkedin.com/search/results/people' }],
  priority: 0,
  proof: {
    verified: true,
    source: 'Search results of August 2022, saved inside a public repository that reads them.',
    assumes: 'The mark data-view-name="search-entity-result-universal-template" of later pages and the class of the Next button are taken from public readers of 2024 to 2026, not from a saved page.',
  },
  guards: ['.entity-result[data-chameleon-result-urn] a, [data-view-name="search-entity-result-universal-template"] a'],
  rows: [
    { from: 'elements', record: '.entity-result[data-chameleon-result-urn]' },
    { from: 'elements', record: '[data-view-name="search-entity-result-universal-template"]' },
  ],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [
      { from: 'element', selector: 'a[href*="/in/"] span[dir="ltr"] > span[aria-hidden="true"]', read: 'text' },
      { from: 'element', selector: '.entity-result__title-text > a', read: 'text' },
    ] },
    { key: 'title', name: 'Headline', type: 'text', field: 'title', sources: [
      { from: 'element', selector: '.entity-result__primary-subtitle', read: 'text' },
      { from: 'element', selector: 'div.t-14.t-black.t-normal', read: 'text' },
    ] },
    { key: 'location', name: 'Location', type: 'text', field: 'location', sources: [
      { from: 'element', selector: '.entity-result__secondary-subtitle', read: 'text' },
      { from: 'element', selector: 'div.t-14.t-normal:not(.t-black)', read: 'text' },
    ] },
    { key: 'linkedin', name: 'LinkedIn', type: 'url', field: 'linkedinUrl', sources: [{ from: 'element', selector: 'a[href*="/in/"]', read: 'href', transforms: [{ do: 'part', by: '?', index: 0 }] }] },
    { key: 'picture', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'a img', read: 'src' }] },
    { key: 'summary', name: 'Summary', type: 'text', field: 'description', sources: [{ from: 'element', selector: '.entity-result__summary', read: 'text' }] },
  ],
  next: { by: 'button', selector: 'button.artdeco-pagination__button--next' },
  detail: { column: 'linkedin' },
  expect: { minRows: 1, maxRows: 100 },
  required: ['name'],
};
export default recipe;
