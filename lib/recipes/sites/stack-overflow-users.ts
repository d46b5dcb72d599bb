import type { Recipe } from '../../contracts/recipe.ts';

/** The list of users on Stack Overflow and other large sites of Stack Exchange: cards with picture, place, reputation and tags, 36 to a page (2013 to 2025). */
const recipe: Recipe = {
  format: 1,
  id: 'stack-overflow-users',
  version: 1,
  name: 'Stack Overflow users',
  kind: 'list',
  lead: 'person',
  match: ['stackoverflow.com', 'serverfault.com', 'superuser.com', 'askubuntu.com', 'mathoverflow.net', 'stats.stackexchange.com', 'security.stackexchange.com', 'dba.stackexchange.com'].map((host) => ({ url: `https://${host}/users` })),
  priority: 0,
  proof: { verified: false, assumes: 'The cards as copies of the page of 2020 and parsers of 2015 to 2024 in public repositories show them: #user-browser .user-info with .user-details > a, .user-location, .reputation-score and .user-tags. No page of this year was at hand.' },
  guards: ['#user-browser .user-info .user-details > a[href*="/users/"]'],
  rows: [{ from: 'elements', container: '#user-browser', record: '.user-info' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.user-details > a', read: 'text' }] },
    { key: 'place', name: 'Place', type: 'text', field: 'location', sources: [{ from: 'element', selector: '.user-location', read: 'text' }] },
    { key: 'reputation', name: 'Reputation', type: 'text', field: null, sources: [{ from: 'element', selector: '.reputation-score', read: 'text' }] },
    { key: 'tags', name: 'Tags', type: 'text', field: 'description', sources: [{ from: 'element', selector: '.user-tags a', read: 'text', all: true }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: '.user-details > a', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: '.user-gravatar48 img', read: 'src' }] },
  ],
  next: { by: 'address', param: 'page', start: 1, step: 1 },
  expect: { minRows: 1, maxRows: 100 },
  required: ['name', 'reputation'],
};
export default recipe;
