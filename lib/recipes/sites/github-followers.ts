import type { Recipe } from '../../contracts/recipe.ts';

/** Followers of a person on GitHub, or those they follow (`?tab=followers`, `?tab=following`): server-rendered rows. */
const recipe: Recipe = {
  format: 1,
  id: 'github-followers',
  version: 1,
  name: 'GitHub followers',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://github.com/:login?tab=followers' }, { url: 'https://github.com/:login?tab=following' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. Public readers of 2019 to 2024 agree on rows d-table table-fixed with a picture link and a second hovercard link of a name (f4) and a login; rel="next" of the page links is taken for granted.',
  },
  guards: ['[itemtype="http://schema.org/Person"] .vcard-names', '.Layout-main div.d-table.table-fixed a[data-hovercard-type="user"] .f4'],
  rows: [{ from: 'elements', container: '.Layout-main', record: 'div.d-table.table-fixed' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [
      { from: 'element', selector: 'a[data-hovercard-type="user"] .f4', read: 'text' },
      { from: 'element', selector: 'a[data-hovercard-type="user"] img', read: 'alt', transforms: [{ do: 'strip', text: '@' }] },
    ] },
    { key: 'login', name: 'Login', type: 'text', field: null, sources: [{ from: 'element', selector: 'a[data-hovercard-type="user"]', read: 'href', transforms: [{ do: 'part', by: '/', index: -1 }] }] },
    { key: 'github', name: 'GitHub', type: 'url', field: 'githubUrl', sources: [{ from: 'element', selector: 'a[data-hovercard-type="user"]', read: 'href' }] },
    { key: 'bio', name: 'Bio', type: 'text', field: 'description', sources: [{ from: 'element', selector: 'div.color-fg-muted.text-small', read: 'text' }] },
    { key: 'details', name: 'Company and place', type: 'text', field: null, sources: [{ from: 'element', selector: 'p.color-fg-muted', read: 'text' }] },
    { key: 'picture', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'a[data-hovercard-type="user"] img', read: 'src' }] },
  ],
  next: { by: 'link', selector: 'a[rel="next"]' },
  detail: { column: 'github' },
  expect: { minRows: 1, maxRows: 100 },
  required: ['name', 'github'],
};
export default recipe;
