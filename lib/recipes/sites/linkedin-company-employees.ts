import type { Recipe } from '../../contracts/recipe.ts';

/** The few employees that a LinkedIn company page shows to visitors without an account. Server-rendered cards, as of 2024. */
const recipe: Recipe = {
  format: 1,
  id: 'linkedin-company-employees',
  version: 1,
  name: 'LinkedIn employees of a company',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://linkedin.com/company/:slug' }, { url: 'https://:country.linkedin.com/company/:slug' }],
  priority: 0,
  proof: { verified: true, source: 'microlinkhq/metascraper, test/integration/linkedin-company: a company page of October 2024.' },
  guards: ['[data-test-id="employees-at"] a[href*="/in/"] .base-main-card__title'],
  rows: [{ from: 'elements', container: '[data-test-id="employees-at"] ul', record: ':scope > li' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.base-main-card__title', read: 'text' }] },
    { key: 'title', name: 'Headline', type: 'text', field: 'title', sources: [{ from: 'element', selector: '.base-main-card__subtitle', read: 'text' }] },
    { key: 'company', name: 'Company', type: 'text', field: 'companyName', sources: [{ from: 'jsonld', type: 'Organization', path: '$.name' }] },
    { key: 'linkedin', name: 'LinkedIn', type: 'url', field: 'linkedinUrl', sources: [{ from: 'element', selector: 'a[href*="/in/"]', read: 'href', transforms: [{ do: 'part', by: '?', index: 0 }] }] },
    { key: 'picture', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img', read: 'data-delayed-url' }, { from: 'element', selector: 'img', read: 'src' }] },
  ],
  detail: { column: 'linkedin' },
  expect: { minRows: 1, maxRows: 20 },
  required: ['name', 'linkedin'],
};
export default recipe;
