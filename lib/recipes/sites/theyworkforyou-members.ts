import type { Recipe } from '../../contracts/recipe.ts';

/** Members of the parliaments of the United Kingdom on TheyWorkForYou: MPs, peers, MSPs, MSs and MLAs, all on one page (2026). Pictures come in by a script as one scrolls. */
const recipe: Recipe = {
  format: 1,
  id: 'theyworkforyou-members',
  version: 1,
  name: 'TheyWorkForYou members',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://www.theyworkforyou.com/:house(mps|peers|msps|mss|mlas|london-assembly-members)' }],
  priority: 0,
  proof: { verified: true, source: 'mysociety/theyworkforyou, www/includes/easyparliament/templates/html/people/index.php and www/docs/js/loading-attribute-polyfill.min.js at 4a5b59cad (2026-07-01)' },
  guards: ['.people-list-page .people-list > a.people-list__person .people-list__person__name'],
  rows: [{ from: 'elements', container: '.people-list-page .people-list', record: 'a.people-list__person' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.people-list__person__name', read: 'text' }] },
    { key: 'constituency', name: 'Constituency', type: 'text', field: 'location', sources: [{ from: 'element', selector: '.people-list__person__constituency', read: 'text' }] },
    { key: 'party', name: 'Party', type: 'text', field: null, sources: [{ from: 'element', selector: '.people-list__person__party', read: 'text' }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: ':scope', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img.people-list__person__image', read: 'src', transforms: [{ do: 'match', pattern: '^https?://.+' }] }] },
  ],
  detail: { column: 'profile' },
  expect: { minRows: 5, maxRows: 2000 },
  required: ['name', 'profile'],
};
export default recipe;
