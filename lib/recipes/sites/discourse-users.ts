import type { Recipe } from '../../contracts/recipe.ts';

/** The user directory or the members of a group on a Discourse forum (the best known hosts are named). Rendered by the forum's own script; more come as one scrolls (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'discourse-users',
  version: 1,
  name: 'Discourse users',
  kind: 'list',
  lead: 'person',
  match: ['meta.discourse.org', 'discuss.python.org', 'users.rust-lang.org', 'internals.rust-lang.org', 'discourse.julialang.org', 'forum.gitlab.com', 'discourse.mozilla.org', 'discuss.huggingface.co', 'community.openai.com', 'elixirforum.com'].flatMap((host) => [{ url: `https://${host}/u` }, { url: `https://${host}/g/:group{/members}?` }]),
  priority: 0,
  proof: { verified: true, source: 'discourse/discourse, frontend/discourse/app: components/directory-table.gjs at 9b8a65502, directory-item.gjs at 079574ace, user-info.gjs at 44e594514, ui-kit/d-responsive-table.gjs at 1654d529e, templates/users.gjs at 260fbe386' },
  guards: ['.directory-table .directory-table__row .user-info[data-username] .user-detail .username'],
  rows: [{ from: 'elements', container: '.directory-table', record: '.directory-table__row:has(.user-info[data-username])' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.user-info .name-wrapper .name', read: 'text' }, { from: 'element', selector: '.user-info .username', read: 'text' }] },
    { key: 'username', name: 'Username', type: 'text', field: null, sources: [{ from: 'element', selector: '.user-info[data-username]', read: 'data-username' }] },
    { key: 'title', name: 'Title', type: 'text', field: null, sources: [{ from: 'element', selector: '.user-info .user-detail > .title', read: 'text' }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: '.user-info .username-wrapper a[data-user-card], .user-info .user-image a[data-user-card]', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: '.user-info .user-image img', read: 'src' }] },
  ],
  next: { by: 'scroll' },
  expect: { minRows: 1, maxRows: 5000 },
  required: ['name', 'profile'],
};
export default recipe;
