import type { Recipe } from '../../contracts/recipe.ts';

/** Persons of a university in a portal of Elsevier Pure: all of them or those of a unit, 50 to a page counted from 0 (2019 to 2026). Email addresses are scrambled in the page and stay unread. */
const hosts = ['pureportal.coventry.ac.uk', 'research.monash.edu', 'research-repository.uwa.edu.au', 'pureportal.strath.ac.uk', 'research.manchester.ac.uk', 'www.research.ed.ac.uk', 'research-information.bris.ac.uk', 'pure.au.dk', 'research.vu.nl', 'pure.tue.nl'];
const recipe: Recipe = {
  format: 1,
  id: 'pure-persons',
  version: 1,
  name: 'Elsevier Pure persons',
  kind: 'list',
  lead: 'person',
  match: hosts.flatMap((host) => [{ url: `https://${host}/:language/persons` }, { url: `https://${host}/:language/organisations/:unit/persons` }]),
  priority: 0,
  proof: { verified: false, assumes: 'The results as a dozen parsers of 2020 to 2026 in public repositories read them: .result-container > .rendering_person_short with h3.title a.link.person > span and ul.relations; ?page= from 0. Of the hosts the first three are named by them, the others are known portals of Pure. No whole page was at hand.' },
  guards: ['.result-container .rendering_person_short a.link.person[href]'],
  rows: [{ from: 'elements', record: '.result-container:has(.rendering_person_short)' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.rendering_person_short a.link.person > span', read: 'text' }, { from: 'element', selector: '.rendering_person_short a.link.person', read: 'text' }] },
    { key: 'units', name: 'Units', type: 'text', field: 'companyName', sources: [{ from: 'element', selector: 'ul.relations.organisations a.link', read: 'text', all: true }] },
    { key: 'post', name: 'Post', type: 'text', field: 'title', sources: [{ from: 'element', selector: '.rendering_person_short ul.relations.organisations .minor', read: 'text', transforms: [{ do: 'match', pattern: '[^\\s–-].*' }] }] },
    { key: 'profile', name: 'Profile', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: '.rendering_person_short a.link.person', read: 'href' }] },
    { key: 'photo', name: 'Picture', type: 'image', field: 'photoUrl', sources: [{ from: 'element', selector: 'img[src*="/files-asset/"]', read: 'src' }] },
  ],
  next: { by: 'address', param: 'page', start: 0, step: 1 },
  expect: { minRows: 1, maxRows: 500 },
  required: ['name', 'profile'],
};
export default recipe;
