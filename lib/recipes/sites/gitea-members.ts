import type { Recipe } from '../../contracts/recipe.ts';

/** Members of an organisation on Gitea or Forgejo (the best known hosts are named). Two forms of the same list are about, an older and a newer one. */
const recipe: Recipe = {
  format: 1,
  id: 'gitea-members',
  version: 1,
  name: 'Gitea and Codeberg members',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://codeberg.org/org/:org/members' }, { url: 'https://gitea.com/org/:org/members' }, { url: 'https://code.forgejo.org/org/:org/members' }, { url: 'https://git.disroot.org/org/:org/members' }],
  priority: 0,
  proof: { verified: true, source: 'go-gitea/gitea, templates/org/member/members.tmpl at e0078935c and templates/shared/user/name.tmpl at dfac37041 and 607257a7c', assumes: 'Forgejo keeps the list of Gitea, from which it was forked.' },
  guards: ['.page-content.organization .flex-list > .flex-item > .flex-item-main, .page-content.organization .flex-divided-list > .item > .item-main'],
  rows: [{ from: 'elements', container: '.page-content.organization', record: '.flex-list > .flex-item, .flex-divided-list > .item' }],
  columns: [
    {
      key: 'name',
      name: 'Name',
      type: 'text',
      field: 'name',
      sources: [
        { from: 'element', selector: '.flex-item-title a, .item-title a', read: 'text', transforms: [{ do: 'match', pattern: '\\(([^)]+)\\)$' }] },
        { from: 'element', selector: '.flex-item-title:has(> span > a), .item-title:has(> span > a)', read: 'text', transforms: [{ do: 'match', pattern: '^([^(]+)\\(' }] },
        { from: 'element', selector: '.flex-item-title a, .item-title a', read: 'text' },
      ],
    },
    { key: 'login', name: 'Login', type: 'text', field: null, sources: [{ from: 'element', selector: '.flex-item-title a, .item-title a', read: 'href', transforms: [{ do: 'part', by: '/', index: -1 }] }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: '.flex-item-title a, .item-title a', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: '.flex-item-leading img, .item-leading img', read: 'src' }] },
    { key: 'role', name: 'Role', type: 'text', field: null, sources: [{ from: 'element', selector: '.flex-item-body strong.flex-text-inline, .item-body strong.flex-text-inline', read: 'text' }] },
  ],
  detail: { column: 'profile' },
  expect: { minRows: 1, maxRows: 100 },
  required: ['name', 'profile'],
};
export default recipe;
