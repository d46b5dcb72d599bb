import type { Recipe } from '../../contracts/recipe.ts';

const APPLICATION = 'SoftwareApplication';

/** A product on G2: structured data of an application, and the name of its seller behind a link. As publicly known in 2026. */
const recipe: Recipe = {
  format: 1,
  id: 'g2-product',
  version: 1,
  name: 'G2 product',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://g2.com/products/:slug/reviews' }, { url: 'https://g2.com/products/:slug/:tab' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. A public reader of September 2026 confirms JSON-LD of type SoftwareApplication with name, url and image; its description, category and author, and links to /sellers/ are taken for granted.',
  },
  guards: ['script[type="application/ld+json"]', 'h1', 'a[href*="/products/"]'],
  fields: {
    name: [{ from: 'jsonld', type: APPLICATION, path: '$.name' }],
    legalName: [{ from: 'jsonld', type: APPLICATION, path: '$.author.name' }, { from: 'element', selector: 'a[href*="/sellers/"]', read: 'text' }],
    industry: [{ from: 'jsonld', type: APPLICATION, path: '$.applicationCategory' }],
    profileUrl: [{ from: 'url', variable: 'slug', transforms: [{ do: 'prefix', text: 'https://www.g2.com/products/' }] }],
    photoUrl: [{ from: 'jsonld', type: APPLICATION, path: '$.image' }],
    description: [{ from: 'jsonld', type: APPLICATION, path: '$.description' }, { from: 'meta', name: 'description' }],
  },
  required: ['name'],
};
export default recipe;
