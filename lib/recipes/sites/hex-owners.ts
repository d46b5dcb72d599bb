import type { Recipe } from '../../contracts/recipe.ts';

/** Owners of a package on Hex: a card in the side column, each a picture and a username (2026). The publisher of the version stands in another card, outside a list. */
const recipe: Recipe = {
  format: 1,
  id: 'hex-owners',
  version: 1,
  name: 'Hex owners of a package',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://hex.pm/packages/:package' }, { url: 'https://hex.pm/packages/:package/:release(\\d[^/]*)' }],
  priority: 0,
  proof: { verified: true, source: 'hexpm/hexpm, lib/hexpm_web/components/package_layout.ex (owners card) at dee4f9b2 (2026-08-21)' },
  guards: ['a[href="/packages"]', 'ul > li > a[href^="/users/"] > img[alt] + span'],
  rows: [{ from: 'elements', record: 'li:has(> a[href^="/users/"] > img[alt])' }],
  columns: [
    { key: 'name', name: 'Username', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'a > img + span', read: 'text' }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a[href^="/users/"]', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'a > img', read: 'src' }] },
  ],
  detail: { column: 'profile' },
  expect: { minRows: 1, maxRows: 200 },
  required: ['name', 'profile'],
};
export default recipe;
