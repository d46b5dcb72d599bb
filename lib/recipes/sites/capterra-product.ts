import type { Recipe } from '../../contracts/recipe.ts';

const APPLICATION = 'SoftwareApplication';

/** A product on Capterra: structured data of an application with its publisher. As publicly known in 2025. */
const recipe: Recipe = {
  format: 1,
  id: 'capterra-product',
  version: 1,
  name: 'Capterra product',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://capterra.com/p/:id/:slug' }, { url: 'https://capterra.com/p/:id/:slug/:tab' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'Nothing could be looked at. Public readers ask JSON-LD first; that it is of type SoftwareApplication with name, description, image, applicationCategory and publisher, and that there is one h1, is taken for granted.',
  },
  guards: ['script[type="application/ld+json"]', 'h1', 'a[href*="/p/"]'],
  fields: {
    name: [{ from: 'jsonld', type: APPLICATION, path: '$.name' }],
    legalName: [{ from: 'jsonld', type: APPLICATION, path: '$.publisher.name' }],
    industry: [{ from: 'jsonld', type: APPLICATION, path: '$.applicationSubCategory' }, { from: 'jsonld', type: APPLICATION, path: '$.applicationCategory' }],
    profileUrl: [{ from: 'element', selector: 'link[rel="canonical"]', read: 'href' }],
    photoUrl: [{ from: 'jsonld', type: APPLICATION, path: '$.image' }],
    description: [{ from: 'jsonld', type: APPLICATION, path: '$.description' }],
  },
  required: ['name'],
};
export default recipe;
