import type { Recipe } from '../../contracts/recipe.ts';

/** The public members of an organisation on GitHub (`/orgs/…/people`): server-rendered, one list item each. As of July 2024. */
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
    verified: true,
    source: 'Deykun/github-usernames, src/user-script/parts/mocks/save-users/people-list.js: the list of an organisation with 30 members and its page links, saved in July 2024; the recipe was tried on it.',
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
