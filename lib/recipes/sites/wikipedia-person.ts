import type { Recipe } from '../../contracts/recipe.ts';

/** A person in the English Wikipedia, by the infobox of a biography: an hCard since 2007. Labelled rows without a class of their own are found by their label. */
const recipe: Recipe = {
  format: 1,
  id: 'wikipedia-person',
  version: 1,
  name: 'Wikipedia biography',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://en.wikipedia.org/wiki/:title' }, { url: 'https://en.m.wikipedia.org/wiki/:title' }],
  priority: 0,
  proof: { verified: true, source: 'A biography of 2018 saved in microlinkhq/metascraper, packages/metascraper/test/integration/wikipedia/input.html; names of the classes of today (infobox-above, infobox-label) as in parser answers of 2026' },
  guards: ['table.infobox.biography.vcard .fn'],
  fields: {
    name: [{ from: 'element', selector: 'table.infobox.biography .fn', read: 'text' }],
    title: [{ from: 'element', selector: 'table.infobox.biography td.role li', read: 'text' }, { from: 'element', selector: 'table.infobox.biography td.role', read: 'text' }],
    companyName: [
      { from: 'element', selector: 'table.infobox.biography tr:nth-child(-n+14):has(> th[scope="row"])', read: 'text', all: true, transforms: [{ do: 'match', pattern: '^(?:Employer|Organization|Organisation|Company)(?:\\(s\\)|s)? (.+)$' }, { do: 'replace', pattern: '\\[\\d+\\]', with: '' }] },
      { from: 'element', selector: 'table.infobox.biography tr:nth-child(n+15):has(> th[scope="row"])', read: 'text', all: true, transforms: [{ do: 'match', pattern: '^(?:Employer|Organization|Organisation|Company)(?:\\(s\\)|s)? (.+)$' }, { do: 'replace', pattern: '\\[\\d+\\]', with: '' }] },
    ],
    website: [{ from: 'element', selector: 'table.infobox.biography .url a.external', read: 'href' }],
    location: [{ from: 'element', selector: 'table.infobox.biography td.label', read: 'text' }],
    photoUrl: [{ from: 'element', selector: 'table.infobox.biography .infobox-image img, table.infobox.biography td[colspan="2"] a.image img', read: 'src' }],
    description: [{ from: 'element', selector: '.mw-parser-output > .shortdescription', read: 'text' }],
    profileUrl: [{ from: 'url', variable: 'title', transforms: [{ do: 'prefix', text: 'https://en.wikipedia.org/wiki/' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
