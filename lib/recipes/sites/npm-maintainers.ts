import type { Recipe } from '../../contracts/recipe.ts';

/** Collaborators of a package on npm: a row of pictures in the side column, each a link to a profile (2020 to 2026). The classes are made by the build, the labels are stable. */
const recipe: Recipe = {
  format: 1,
  id: 'npm-maintainers',
  version: 1,
  name: 'npm maintainers of a package',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://www.npmjs.com/package/:package' }, { url: 'https://www.npmjs.com/package/:scope/:package' }],
  priority: 0,
  proof: { verified: false, assumes: 'ul[aria-labelledby="collaborators"] with links /~name, as parsers of 2021 to 2025 in public repositories read it; a list item each, with a picture in the link, under a heading with the id. No whole page was at hand.' },
  guards: ['#collaborators', 'ul[aria-labelledby="collaborators"] > li'],
  rows: [{ from: 'elements', container: 'ul[aria-labelledby="collaborators"]', record: 'li' }],
  columns: [
    { key: 'name', name: 'Username', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'a[href^="/~"]', read: 'href', transforms: [{ do: 'match', pattern: '/~([^/?#]+)' }] }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a[href^="/~"]', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img', read: 'src' }] },
  ],
  expect: { minRows: 1, maxRows: 500 },
  required: ['name', 'profile'],
};
export default recipe;
