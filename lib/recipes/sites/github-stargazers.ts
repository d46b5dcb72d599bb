import type { Recipe } from '../../contracts/recipe.ts';

/** The people who starred a repository on GitHub. Server-rendered cards; pages go on by a cursor in the address. */
const recipe: Recipe = {
  format: 1,
  id: 'github-stargazers',
  version: 1,
  name: 'GitHub stargazers',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://github.com/:owner/:repo/stargazers' }, { url: 'https://github.com/:owner/:repo/watchers' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. Taken for granted: an ordered list in #repos whose items have a picture and a name (h3), both hovercard links of a user, and a Next link whose address has after=.',
  },
  guards: ['#repos ol > li h3 a[data-hovercard-type="user"]'],
  rows: [{ from: 'elements', container: '#repos ol', record: ':scope > li' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'h3 a[data-hovercard-type="user"]', read: 'text' }] },
    { key: 'login', name: 'Login', type: 'text', field: null, sources: [{ from: 'element', selector: 'a[data-hovercard-type="user"]', read: 'href', transforms: [{ do: 'part', by: '/', index: -1 }] }] },
    { key: 'github', name: 'GitHub', type: 'url', field: 'githubUrl', sources: [{ from: 'element', selector: 'a[data-hovercard-type="user"]', read: 'href' }] },
    { key: 'details', name: 'Company, place or date', type: 'text', field: null, sources: [{ from: 'element', selector: 'p', read: 'text' }] },
    { key: 'picture', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'a[data-hovercard-type="user"] img', read: 'src' }] },
  ],
  next: { by: 'link', selector: '.paginate-container a[href*="after="]' },
  detail: { column: 'github' },
  expect: { minRows: 1, maxRows: 200 },
  required: ['name', 'github'],
};
export default recipe;
