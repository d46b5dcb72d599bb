import type { Recipe } from '../../contracts/recipe.ts';

/** The public members of an organisation on GitHub (`/orgs/…/people`). Server-rendered, one list item per member. */
const recipe: Recipe = {
  format: 1,
  id: 'github-organisation-people',
  version: 1,
  name: 'GitHub people of an organisation',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://github.com/orgs/:login/people' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. Public readers agree on #org-members-table with one li per member, a hovercard link around the picture and an a whose id begins with member- and holds the name; rel="next" of the page links is taken for granted.',
  },
  guards: ['#org-members-table li a[data-hovercard-type="user"]'],
  rows: [{ from: 'elements', container: '#org-members-table', record: 'li' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [
      { from: 'element', selector: 'a[id^="member-"]', read: 'text' },
      { from: 'element', selector: 'a[data-hovercard-type="user"] img', read: 'alt', transforms: [{ do: 'strip', text: '@' }] },
    ] },
    { key: 'login', name: 'Login', type: 'text', field: null, sources: [{ from: 'element', selector: 'a[data-hovercard-type="user"]', read: 'href', transforms: [{ do: 'part', by: '/', index: -1 }] }] },
    { key: 'github', name: 'GitHub', type: 'url', field: 'githubUrl', sources: [{ from: 'element', selector: 'a[data-hovercard-type="user"]', read: 'href' }] },
    { key: 'organisation', name: 'Organisation', type: 'text', field: 'companyName', sources: [{ from: 'url', variable: 'login' }] },
    { key: 'picture', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'a[data-hovercard-type="user"] img', read: 'src' }] },
  ],
  next: { by: 'link', selector: 'a[rel="next"]' },
  detail: { column: 'github' },
  expect: { minRows: 1, maxRows: 100 },
  required: ['name', 'github'],
};
export default recipe;
