import type { Recipe } from '../../contracts/recipe.ts';

/** Owners of a crate on crates.io, in the side column of the crate's page; users and teams, with or without visible names (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'crates-owners',
  version: 1,
  name: 'crates.io owners of a crate',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://crates.io/crates/:crate' }, { url: 'https://crates.io/crates/:crate/:version' }],
  priority: 0,
  proof: { verified: true, source: 'rust-lang/crates.io, svelte/src/lib/components/OwnersList.svelte, UserAvatar.svelte and crate-sidebar/CrateSidebar.svelte at 57fa00066 (2026-08-21)' },
  guards: ['ul[role="list"] > li > a[href^="/users/"] > img ~ span, ul[role="list"] > li > a[href^="/teams/"] > img ~ span'],
  rows: [{ from: 'elements', container: 'ul[data-test-owners]', record: 'li' }, { from: 'elements', container: 'ul[role="list"]:has(> li > a[href^="/users/"] > img ~ span)', record: 'li' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'a > img ~ span', read: 'text' }] },
    { key: 'login', name: 'Login', type: 'text', field: null, sources: [{ from: 'element', selector: 'a[href^="/users/"], a[href^="/teams/"]', read: 'href', transforms: [{ do: 'part', by: '/', index: -1 }] }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a[href^="/users/"], a[href^="/teams/"]', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'a > img', read: 'src' }] },
  ],
  detail: { column: 'profile' },
  expect: { minRows: 1, maxRows: 200 },
  required: ['name', 'profile'],
};
export default recipe;
