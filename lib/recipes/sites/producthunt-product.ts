import type { Recipe } from '../../contracts/recipe.ts';

/** A product on Product Hunt: structured data of an application, and the button to its website. As publicly known in 2025. */
const recipe: Recipe = {
  format: 1,
  id: 'producthunt-product',
  version: 1,
  name: 'Product Hunt product',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://producthunt.com/products/:slug' }, { url: 'https://producthunt.com/posts/:slug' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'Nothing could be looked at. Taken for granted: one h1 with the name, JSON-LD of type WebApplication (name, description, image, author), and a[data-test="visit-website-button"].',
  },
  guards: ['main h1', 'main [data-test="visit-website-button"]'],
  fields: {
    name: [{ from: 'element', selector: 'main h1', read: 'text' }, { from: 'jsonld', type: 'WebApplication', path: '$.name' }],
    website: [{ from: 'element', selector: 'main a[data-test="visit-website-button"]', read: 'href', transforms: [{ do: 'match', pattern: '^(?!https://www\\.producthunt\\.com/).+' }, { do: 'part', by: '?', index: 0 }] }],
    domain: [{ from: 'element', selector: 'main a[data-test="visit-website-button"]', read: 'href', transforms: [{ do: 'match', pattern: '^(?!https://www\\.producthunt\\.com/).+' }] }],
    industry: [{ from: 'jsonld', type: 'WebApplication', path: '$.applicationCategory' }],
    profileUrl: [{ from: 'url', variable: 'slug', transforms: [{ do: 'prefix', text: 'https://www.producthunt.com/products/' }] }],
    photoUrl: [{ from: 'jsonld', type: 'WebApplication', path: '$.image' }],
    description: [{ from: 'jsonld', type: 'WebApplication', path: '$.description' }, { from: 'meta', name: 'description' }],
  },
  required: ['name', 'website'],
};
export default recipe;
