import type { Recipe } from '../../contracts/recipe.ts';

/** A company on OpenCorporates: an hCard with a list of terms, each a `dd` with a class of its own (2017 to 2026). Much of it is shown only to people who have signed in. */
const recipe: Recipe = {
  format: 1,
  id: 'opencorporates-company',
  version: 1,
  name: 'OpenCorporates company',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://opencorporates.com/companies/:jurisdiction/:number' }],
  priority: 0,
  proof: { verified: false, assumes: 'The terms as eight parsers of 2018 to 2025 in public repositories read them: .vcard h1.fn.org, dd.company_number, dd.status, dd.company_type, dd.jurisdiction a, span[itemprop="foundingDate"], dd.registered_address .address_line. No whole page was at hand.' },
  guards: ['.vcard h1.org', 'dd.company_number'],
  fields: {
    name: [{ from: 'element', selector: '.vcard h1.org', read: 'text' }],
    legalName: [{ from: 'element', selector: '.vcard h1.org', read: 'text' }],
    address: [{ from: 'element', selector: 'dd.registered_address', read: 'text' }],
    country: [{ from: 'element', selector: 'dd.jurisdiction a', read: 'text' }],
    founded: [{ from: 'element', selector: 'dd.incorporation_date [itemprop="foundingDate"], [itemprop="foundingDate"]', read: 'text' }],
    industry: [{ from: 'element', selector: 'dd.industry_codes li', read: 'text', all: true }],
    description: [{ from: 'element', selector: 'dd.company_type', read: 'text' }],
    profileUrl: [{ from: 'element', selector: 'link[rel="canonical"]', read: 'href' }],
  },
  required: ['name'],
};
export default recipe;
