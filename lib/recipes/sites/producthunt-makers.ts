import type { Recipe } from '../../contracts/recipe.ts';

/** The makers of a product on Product Hunt: the authors of its structured data. As publicly known in 2025. */
const recipe: Recipe = {
  format: 1,
  id: 'producthunt-makers',
  version: 1,
  name: 'Product Hunt makers',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://producthunt.com/products/:slug' }, { url: 'https://producthunt.com/posts/:slug' }, { url: 'https://producthunt.com/products/:slug/makers' }],
  priority: 0,
  proof: { verified: false, assumes: 'Nothing could be looked at. Taken for granted: JSON-LD of type WebApplication whose author is a list of persons with name, url (producthunt.com/@…) and image.' },
  guards: ['main h1', 'script[type="application/ld+json"]', 'a[href*="/@"]'],
  rows: [{ from: 'jsonld', type: 'WebApplication', path: '$.author' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'item', path: '$.name' }] },
    { key: 'product', name: 'Product', type: 'text', field: 'companyName', sources: [{ from: 'jsonld', type: 'WebApplication', path: '$.name' }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'item', path: '$.url' }] },
    { key: 'picture', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'item', path: '$.image' }] },
  ],
  detail: { column: 'profile' },
  expect: { minRows: 1, maxRows: 100 },
  required: ['name', 'profile'],
};
export default recipe;
