import type { Recipe } from '../../contracts/recipe.ts';

/** Members of the European Parliament: the full list, the search, or the members of a committee. A card each; the classes began with `erpl_` until 2025 and with `es_` since 2026. */
const recipe: Recipe = {
  format: 1,
  id: 'eu-parliament-members',
  version: 1,
  name: 'European Parliament members',
  kind: 'list',
  lead: 'person',
  match: [
    { url: 'https://www.europarl.europa.eu/meps/:language/full-list' },
    { url: 'https://www.europarl.europa.eu/meps/:language/full-list/*' },
    { url: 'https://www.europarl.europa.eu/meps/:language/search/*' },
    { url: 'https://www.europarl.europa.eu/committees/:language/:committee/home/members' },
  ],
  priority: 0,
  proof: { verified: false, assumes: 'The cards as a dozen parsers of 2019 to 2026 in public repositories read them: [id^="member-block-"], a link /meps/<language>/<number>, .t-item with the name, .sln-additional-info with group, country and national party in this order (in committees the office comes first). No whole page was at hand.' },
  guards: ['[id^="member-block-"] a[href*="/meps/"]', '[id^="member-block-"] .t-item'],
  rows: [{ from: 'elements', record: '[id^="member-block-"]' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.t-item', read: 'text' }, { from: 'element', selector: 'img[src*="/mepphoto/"]', read: 'alt' }] },
    { key: 'about', name: 'Group, country, party', type: 'text', field: 'description', sources: [{ from: 'element', selector: '.sln-additional-info', read: 'text', all: true }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img[src*="/mepphoto/"]', read: 'src' }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a[href*="/meps/"]', read: 'href' }] },
  ],
  expect: { minRows: 1, maxRows: 1000 },
  required: ['name', 'profile'],
};
export default recipe;
