import type { Recipe } from '../../contracts/recipe.ts';

/** A company in the public register of the United Kingdom (Companies House). Server-rendered, GOV.UK markup with stable ids (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'companies-house',
  version: 2,
  name: 'Companies House company',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://find-and-update.company-information.service.gov.uk/company/:number' }],
  priority: 0,
  proof: { verified: true, source: 'companieshouse/ch.gov.uk, templates/company/view.html.tx and includes/company/page_header.tx at 3c5ac90 (2026-08-19)' },
  guards: ['.company-header #company-number'],
  fields: {
    name: [{ from: 'element', selector: '.company-header .heading-xlarge', read: 'text' }],
    legalName: [{ from: 'element', selector: '.company-header .heading-xlarge', read: 'text' }],
    address: [{ from: 'element', selector: '#roa-address', read: 'text' }, { from: 'element', selector: '#content-container dl:first-of-type > dd.text.data', read: 'text' }],
    industry: [{ from: 'element', selector: '#sic0', read: 'text', transforms: [{ do: 'match', pattern: '^\\d+ - (.+)$' }] }],
    founded: [{ from: 'element', selector: '#company-creation-date', read: 'text' }],
    profileUrl: [{ from: 'url', variable: 'number', transforms: [{ do: 'prefix', text: 'https://find-and-update.company-information.service.gov.uk/company/' }] }],
  },
  required: ['name', 'address'],
};
export default recipe;
