import type { Recipe } from '../../contracts/recipe.ts';

/** Maintainers of a package on Packagist: a row of pictures, each a link to a profile, the name in the picture's title (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'packagist-maintainers',
  version: 1,
  name: 'Packagist maintainers of a package',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://packagist.org/packages/:vendor/:package' }],
  priority: 0,
  proof: { verified: true, source: 'composer/packagist, templates/package/view_package.html.twig at 31ecf359 (2026-08-07)' },
  guards: ['#view-package-page .package-aside p.maintainers > a[href^="/users/"] > img[title]'],
  rows: [{ from: 'elements', container: '#view-package-page p.maintainers', record: 'a[href^="/users/"]' }],
  columns: [
    { key: 'name', name: 'Username', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'img', read: 'title' }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: ':scope', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img', read: 'src' }] },
  ],
  expect: { minRows: 1, maxRows: 200 },
  required: ['name', 'profile'],
};
export default recipe;
