import type { Recipe } from '../../contracts/recipe.ts';

/** Contributors of a plugin in the directory of WordPress.org: a folded list, a picture and a link to the profile each (2018 to 2025). */
const recipe: Recipe = {
  format: 1,
  id: 'wordpress-plugin-contributors',
  version: 1,
  name: 'WordPress plugin contributors',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://wordpress.org/plugins/:plugin', not: { plugin: ['browse', 'search', 'developers', 'tags', 'author', 'my-favorites', 'featured', 'beta'] } }],
  priority: 0,
  proof: { verified: true, source: 'WordPress/wordpress.org, plugins/plugin-directory/widgets/class-contributors.php at 7886bd26' },
  guards: ['ul#contributors-list', '#contributors-list > li > a[href*="//profiles.wordpress.org/"]'],
  rows: [{ from: 'elements', record: '#contributors-list > li' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'a[href*="//profiles.wordpress.org/"]', read: 'text' }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a[href*="//profiles.wordpress.org/"]', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img.avatar', read: 'src' }] },
  ],
  expect: { minRows: 1, maxRows: 500 },
  required: ['name', 'profile'],
};
export default recipe;
