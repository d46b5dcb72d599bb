import type { Recipe } from '../../contracts/recipe.ts';

const ORGANISATION = 'Organization';

/**
 * A company on LinkedIn as visitors without an account see it. Server-rendered: a top card, an "About us" list whose rows
 * have `data-test-id`, and an Organization in JSON-LD (alone or in a graph). Structure as of 2024.
 */
const recipe: Recipe = {
  format: 1,
  id: 'linkedin-company',
  version: 1,
  name: 'LinkedIn company',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://linkedin.com/company/:slug' }, { url: 'https://:country.linkedin.com/company/:slug' }],
  priority: 0,
  proof: { verified: true, source: 'microlinkhq/metascraper, test/integration/linkedin-company: a company page of October 2024.' },
  guards: ['main .top-card-layout h1.top-card-layout__title', '[data-test-id="about-us"]'],
  fields: {
    name: [{ from: 'element', selector: 'main h1.top-card-layout__title', read: 'text' }],
    website: [
      { from: 'jsonld', type: ORGANISATION, path: '$.sameAs' },
      { from: 'element', selector: '[data-test-id="about-us__website"] dd a', read: 'text' },
    ],
    domain: [
      { from: 'jsonld', type: ORGANISATION, path: '$.sameAs' },
      { from: 'element', selector: '[data-test-id="about-us__website"] dd a', read: 'text' },
    ],
    industry: [{ from: 'element', selector: '[data-test-id="about-us__industry"] dd', read: 'text' }],
    employees: [{ from: 'jsonld', type: ORGANISATION, path: '$.numberOfEmployees.value' }],
    employeeRange: [{ from: 'element', selector: '[data-test-id="about-us__size"] dd', read: 'text', transforms: [{ do: 'match', pattern: '^[\\d.,+–-]+(?: - [\\d.,]+)?' }] }],
    founded: [{ from: 'element', selector: '[data-test-id="about-us__foundedOn"] dd', read: 'text' }],
    location: [{ from: 'element', selector: '[data-test-id="about-us__headquarters"] dd', read: 'text' }],
    address: [{ from: 'element', selector: '#address-0', read: 'text' }],
    linkedinUrl: [{ from: 'url', variable: 'slug', transforms: [{ do: 'prefix', text: 'https://www.linkedin.com/company/' }] }],
    photoUrl: [{ from: 'jsonld', type: ORGANISATION, path: '$.logo.contentUrl' }, { from: 'meta', name: 'og:image' }],
    description: [{ from: 'element', selector: '[data-test-id="about-us__description"]', read: 'text' }],
  },
  required: ['name', 'linkedinUrl'],
};
export default recipe;
