import type { Recipe } from '../../contracts/recipe.ts';

const ROW = '.ycdc-card-new .justify-between';

/**
 * A company on Y Combinator's site. The card beside the text has one row per fact, a label and a value without any mark:
 * the rows are told apart by their labels. Rendered by the server and again by React. As publicly known in 2026.
 */
const recipe: Recipe = {
  format: 1,
  id: 'yc-company',
  version: 1,
  name: 'Y Combinator company',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://ycombinator.com/companies/:slug', not: { slug: ['founders', 'industry', 'location', 'batch', 'black-founded', 'women-founded'] } }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. Public readers of 2024 to 2026 agree on ycdc-card-new with rows such as "Founded:" and "Team Size:", on a[aria-label="Company website"] and on the link of the name; the labels of the other links are taken for granted.',
  },
  guards: ['.ycdc-card-new a[href^="/companies/"]', '.ycdc-card-new .justify-between'],
  fields: {
    name: [
      { from: 'element', selector: '.ycdc-card-new a[href^="/companies/"]', read: 'text' },
      { from: 'meta', name: 'og:title', transforms: [{ do: 'match', pattern: '^([^:|]+)' }] },
    ],
    website: [{ from: 'element', selector: 'a[aria-label="Company website"]', read: 'href' }],
    domain: [{ from: 'element', selector: 'a[aria-label="Company website"]', read: 'href' }],
    founded: [{ from: 'element', selector: ROW, read: 'text', all: true, transforms: [{ do: 'match', pattern: '^Founded: ?(\\d{4})' }] }],
    employees: [{ from: 'element', selector: ROW, read: 'text', all: true, transforms: [{ do: 'match', pattern: '^Team Size: ?([\\d,]+)' }] }],
    location: [{ from: 'element', selector: ROW, read: 'text', all: true, transforms: [{ do: 'match', pattern: '^Location: ?(.+)$' }] }],
    linkedinUrl: [{ from: 'element', selector: '.ycdc-card-new a[href*="linkedin.com/company/"]', read: 'href' }],
    xUrl: [{ from: 'element', selector: 'a[aria-label="Twitter account"]', read: 'href' }],
    profileUrl: [{ from: 'url', variable: 'slug', transforms: [{ do: 'prefix', text: 'https://www.ycombinator.com/companies/' }] }],
    description: [{ from: 'meta', name: 'og:description' }, { from: 'meta', name: 'description' }],
  },
  required: ['name', 'website'],
};
export default recipe;
