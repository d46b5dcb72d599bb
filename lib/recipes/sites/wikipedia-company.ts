import type { Recipe } from '../../contracts/recipe.ts';

/** A company in the English Wikipedia, by the infobox of an organisation: an hCard since 2007. Labelled rows without a class of their own are found by their label. */
const recipe: Recipe = {
  format: 1,
  id: 'wikipedia-company',
  version: 1,
  name: 'Wikipedia company',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://en.wikipedia.org/wiki/:title' }, { url: 'https://en.m.wikipedia.org/wiki/:title' }],
  priority: 0,
  proof: { verified: true, source: 'An organisation of 2016 saved in mozilla/readability, test/test-pages/wikipedia/source.html; classes of today (infobox-label, infobox-data) as in kepano/defuddle, tests/fixtures/general--wikipedia.html (2026)' },
  guards: ['table.infobox.vcard:not(.biography) .fn.org'],
  fields: {
    name: [{ from: 'element', selector: 'table.infobox.vcard:not(.biography) .fn.org', read: 'text' }],
    industry: [
      { from: 'element', selector: 'table.infobox.vcard tr:nth-child(-n+12):has(> th[scope="row"])', read: 'text', all: true, transforms: [{ do: 'match', pattern: '^Industry (.+)$' }, { do: 'replace', pattern: '\\[\\d+\\]', with: '' }] },
    ],
    founded: [
      { from: 'element', selector: 'table.infobox.vcard tr:nth-child(-n+12):has(> th[scope="row"])', read: 'text', all: true, transforms: [{ do: 'match', pattern: '^Founded .*?\\b(\\d{4})\\b' }] },
    ],
    location: [
      { from: 'element', selector: 'table.infobox.vcard tr:nth-child(-n+14):nth-child(n+4):has(> th[scope="row"])', read: 'text', all: true, transforms: [{ do: 'match', pattern: '^Headquarters (.+)$' }, { do: 'replace', pattern: '\\[\\d+\\]', with: '' }, { do: 'replace', pattern: ' , ', with: ', ' }] },
    ],
    employees: [
      { from: 'element', selector: 'table.infobox.vcard tr:nth-child(n+8):has(> th[scope="row"])', read: 'text', all: true, transforms: [{ do: 'match', pattern: '^Number of employees \\D{0,8}([\\d,]+)' }] },
      { from: 'element', selector: 'table.infobox.vcard tr:nth-child(n+16):has(> th[scope="row"])', read: 'text', all: true, transforms: [{ do: 'match', pattern: '^Number of employees \\D{0,8}([\\d,]+)' }] },
    ],
    website: [{ from: 'element', selector: 'table.infobox.vcard .url a.external', read: 'href' }],
    domain: [{ from: 'element', selector: 'table.infobox.vcard .url a.external', read: 'href', transforms: [{ do: 'match', pattern: '^https?://(?:www\\.)?([^/:?#]+)' }] }],
    photoUrl: [{ from: 'element', selector: 'table.infobox.vcard td.infobox-image img, table.infobox.vcard td.logo img', read: 'src' }],
    description: [{ from: 'element', selector: '.mw-parser-output > .shortdescription', read: 'text' }],
    profileUrl: [{ from: 'url', variable: 'title', transforms: [{ do: 'prefix', text: 'https://en.wikipedia.org/wiki/' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
