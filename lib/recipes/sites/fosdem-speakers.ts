import type { Recipe } from '../../contracts/recipe.ts';

/** Speakers of FOSDEM, of a year or of the coming one: an index in four columns under the letters, a name a line (source of 2026; older years in the archive are taken to be alike). */
const recipe: Recipe = {
  format: 1,
  id: 'fosdem-speakers',
  version: 1,
  name: 'FOSDEM speakers',
  kind: 'list',
  lead: 'person',
  match: [{ url: 'https://fosdem.org/:year(\\d+)/schedule/speakers' }, { url: 'https://archive.fosdem.org/:year(\\d+)/schedule/speakers' }],
  priority: 0,
  proof: { verified: true, source: 'FOSDEM/website, content/schedule/speakers.html and lib/helpers/schedule_helpers.rb at bc8852ec (2026-02-09)' },
  guards: ['h3.name-index + ul.name-index-items > li > a[href*="/schedule/speaker/"]'],
  rows: [{ from: 'elements', record: 'ul.name-index-items > li' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: 'a[href*="/schedule/speaker/"]', read: 'text' }] },
    { key: 'profile', name: 'Speaker page', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a[href*="/schedule/speaker/"]', read: 'href' }] },
  ],
  expect: { minRows: 1, maxRows: 5000 },
  required: ['name', 'profile'],
};
export default recipe;
