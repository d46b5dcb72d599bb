import type { Recipe } from '../../contracts/recipe.ts';

/**
 * The directory of companies of Y Combinator: cards that are links, more on scrolling. Class names have a part that lasts
 * and a scrambled end. As publicly known in 2025.
 */
const recipe: Recipe = {
  format: 1,
  id: 'yc-companies',
  version: 1,
  name: 'Y Combinator companies',
  kind: 'list',
  lead: 'company',
  match: [{ url: 'https://ycombinator.com/companies' }, { url: 'https://ycombinator.com/companies/:group/:value' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. Public readers of 2023 to 2026 agree on links to /companies/ of class _company_… with spans _coName_…, _coLocation_… and _coDescription_… and pills for the batch and the tags.',
  },
  guards: ['a[href^="/companies/"] [class*="_coName_"]'],
  rows: [{ from: 'elements', record: 'a[class*="_company_"][href^="/companies/"]' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '[class*="_coName_"]', read: 'text' }] },
    { key: 'location', name: 'Location', type: 'text', field: 'location', sources: [{ from: 'element', selector: '[class*="_coLocation_"]', read: 'text' }] },
    { key: 'description', name: 'Description', type: 'text', field: 'description', sources: [{ from: 'element', selector: '[class*="_coDescription_"]', read: 'text' }] },
    { key: 'tags', name: 'Batch and tags', type: 'text', field: 'industry', sources: [{ from: 'element', selector: '[class*="_tagLink_"], .pill', read: 'text', all: true }] },
    { key: 'yc', name: 'Y Combinator page', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: ':scope', read: 'href' }] },
    { key: 'picture', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img', read: 'src' }] },
  ],
  next: { by: 'scroll' },
  detail: { column: 'yc' },
  expect: { minRows: 1, maxRows: 10_000 },
  required: ['name', 'yc'],
};
export default recipe;
