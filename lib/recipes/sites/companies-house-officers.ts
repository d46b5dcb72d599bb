import type { Recipe } from '../../contracts/recipe.ts';

/** Officers of a company in the public register of the United Kingdom (Companies House). Server-rendered, one numbered block per appointment, 35 to a page (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'companies-house-officers',
  version: 1,
  name: 'Companies House officers',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://find-and-update.company-information.service.gov.uk/company/:number/officers' }],
  priority: 0,
  proof: { verified: true, source: 'companieshouse/ch.gov.uk, templates/company/officers/list.html.tx and includes/company/page_header.tx at 3c5ac90 (2026-08-19)' },
  guards: ['.company-header #company-number', '.appointments-list #officer-name-1'],
  rows: [{ from: 'elements', container: '.appointments-list', record: 'div[class^="appointment-"]' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '[id^="officer-name-"]', read: 'text' }] },
    { key: 'role', name: 'Role', type: 'text', field: 'title', sources: [{ from: 'element', selector: '[id^="officer-role-"]', read: 'text' }] },
    { key: 'status', name: 'Status', type: 'text', field: null, sources: [{ from: 'element', selector: '[id^="officer-status-tag-"]', read: 'text' }] },
    { key: 'occupation', name: 'Occupation', type: 'text', field: null, sources: [{ from: 'element', selector: '[id^="officer-occupation-"]', read: 'text' }] },
    { key: 'address', name: 'Correspondence address', type: 'text', field: 'address', sources: [{ from: 'element', selector: '[id^="officer-address-value-"]', read: 'text' }] },
    { key: 'residence', name: 'Place of residence', type: 'text', field: 'country', sources: [{ from: 'element', selector: '[id^="officer-country-of-residence-"]', read: 'text' }] },
    { key: 'appointed', name: 'Appointed on', type: 'date', field: null, sources: [{ from: 'element', selector: '[id^="officer-appointed-"]', read: 'text' }] },
    { key: 'resigned', name: 'Resigned on', type: 'date', field: null, sources: [{ from: 'element', selector: '[id^="officer-resigned-on-"]', read: 'text' }] },
    { key: 'profile', name: 'Appointments', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: '[id^="officer-name-"] a', read: 'href' }] },
  ],
  next: { by: 'link', selector: 'a#next-page[rel="next"]' },
  expect: { minRows: 1, maxRows: 100 },
  required: ['name', 'role'],
};
export default recipe;
