import type { Recipe } from '../../contracts/recipe.ts';

/** The editorial board and topic editors of the Journal of Open Source Software and its sister journal, on their pages about themselves (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'joss-editors',
  version: 1,
  name: 'JOSS editors',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://joss.theoj.org/about' }, { url: 'https://jose.theoj.org/about' }],
  priority: 0,
  proof: { verified: true, source: 'openjournals/joss, app/views/home/about.html.erb and shared/_editor.html.erb at 5c61e227 (2026-05-03)' },
  guards: ['#editorial_board .editor .media-body h5 > a[href]'],
  rows: [{ from: 'elements', container: '#editorial_board', record: '.media.editor' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.media-body h5 > a', read: 'text', transforms: [{ do: 'part', by: ' (@', index: 0 }] }] },
    { key: 'role', name: 'Role', type: 'text', field: 'title', sources: [{ from: 'element', selector: '.media-body > .small:not(.editor-affiliation)', read: 'text' }] },
    { key: 'affiliation', name: 'Affiliation', type: 'text', field: 'companyName', sources: [{ from: 'element', selector: '.editor-affiliation', read: 'text' }] },
    { key: 'website', name: 'Website', type: 'url', field: 'website', sources: [{ from: 'element', selector: '.media-body h5 > a', read: 'href' }] },
    { key: 'github', name: 'GitHub', type: 'url', field: 'githubUrl', sources: [{ from: 'element', selector: '.media-body h5 > a', read: 'text', transforms: [{ do: 'match', pattern: '\\(@([\\w-]+)\\)$' }, { do: 'prefix', text: 'https://github.com/' }] }] },
    { key: 'about', name: 'About', type: 'text', field: 'description', sources: [{ from: 'element', selector: '.media-body > p', read: 'text' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img.editor-avatar', read: 'src' }] },
  ],
  expect: { minRows: 1, maxRows: 1000 },
  required: ['name', 'role'],
};
export default recipe;
