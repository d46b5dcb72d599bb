import type { Recipe } from '../../contracts/recipe.ts';

/** Members of a group or a project on GitLab: a table made by a script, a row for each with picture, name and username (2024). */
const hosts = ['gitlab.com', 'gitlab.gnome.org', 'gitlab.freedesktop.org', 'invent.kde.org', 'salsa.debian.org'];
const recipe: Recipe = {
  format: 1,
  id: 'gitlab-members',
  version: 1,
  name: 'GitLab members',
  kind: 'list',
  lead: 'person',
  match: hosts.flatMap((host) => [
    { url: `https://${host}/groups/:group/-/group_members` },
    { url: `https://${host}/groups/:group/:subgroup/-/group_members` },
    { url: `https://${host}/:group/:project/-/project_members` },
    { url: `https://${host}/:group/:subgroup/:project/-/project_members` },
  ]),
  priority: 0,
  proof: { verified: true, source: 'gitlabhq/gitlabhq, members/components/table/members_table.vue at e8d2c257 and avatars/user_avatar.vue at 0aa20f3d; avatar_labeled.vue of GitLab UI (2024)' },
  guards: ['[data-testid="members-table"]', 'tr[data-testid^="members-table-row-"] a.js-user-link[data-username]'],
  rows: [{ from: 'elements', container: '[data-testid="members-table"]', record: 'tr[data-testid^="members-table-row-"]' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'a.js-user-link .gl-avatar-labeled-label', read: 'text' }] },
    { key: 'username', name: 'Username', type: 'text', field: null, sources: [{ from: 'element', selector: 'a.js-user-link', read: 'data-username' }, { from: 'element', selector: '.gl-avatar-labeled-sublabel', read: 'text', transforms: [{ do: 'strip', text: '@' }] }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a.js-user-link', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'a.js-user-link img', read: 'src' }] },
  ],
  detail: { column: 'profile' },
  expect: { minRows: 1, maxRows: 200 },
  required: ['name', 'profile'],
};
export default recipe;
