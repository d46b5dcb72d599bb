import type { Recipe } from '../../contracts/recipe.ts';

/** A company on Wikidata: an item that says an industry, a headquarters or a number of employees. Statement groups carry the ids of their properties (Wikibase, as of 2020 and still so). */
const recipe: Recipe = {
  format: 1,
  id: 'wikidata-company',
  version: 1,
  name: 'Wikidata company',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://www.wikidata.org/wiki/:item(Q\\d+)' }],
  priority: 0,
  proof: { verified: true, source: 'wikimedia/mediawiki-extensions-Wikibase, view/resources/templates.php at 00973be9c', assumes: 'Properties mean what they do on Wikidata: P452 industry, P159 headquarters, P1128 employees, P571 inception, P856 website.' },
  guards: ['.wikibase-title .wikibase-title-label', '#P452.wikibase-statementgroupview, #P159.wikibase-statementgroupview, #P1128.wikibase-statementgroupview', 'body:not(:has(#P31 .wikibase-statementview-mainsnak a[title="Q5"]))'],
  fields: {
    name: [{ from: 'element', selector: '.wikibase-title .wikibase-title-label', read: 'text' }],
    legalName: [{ from: 'element', selector: '#P1448 .wikibase-statementview:last-child .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text', transforms: [{ do: 'replace', pattern: '\\s\\([A-Za-z -]+\\)$', with: '' }] }],
    description: [{ from: 'element', selector: '.wikibase-entitytermsview-heading-description:not(.wb-empty)', read: 'text' }],
    industry: [{ from: 'element', selector: '#P452 .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text' }],
    founded: [{ from: 'element', selector: '#P571 .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text', transforms: [{ do: 'match', pattern: '\\b(\\d{4})\\b' }] }],
    employees: [
      { from: 'element', selector: '#P1128 .wikibase-statementview:has(.wikibase-rankselector-preferred) .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text', transforms: [{ do: 'match', pattern: '^[\\d,.]+' }] },
      { from: 'element', selector: '#P1128 .wikibase-statementview:last-child .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text', transforms: [{ do: 'match', pattern: '^[\\d,.]+' }] },
    ],
    location: [
      { from: 'element', selector: '#P159 .wikibase-statementview:has(.wikibase-rankselector-preferred) .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text' },
      { from: 'element', selector: '#P159 .wikibase-statementview:last-child .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text' },
    ],
    country: [{ from: 'element', selector: '#P17 .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text' }],
    website: [{ from: 'element', selector: '#P856 .wikibase-statementview-mainsnak .wikibase-snakview-value a', read: 'href' }],
    domain: [{ from: 'element', selector: '#P856 .wikibase-statementview-mainsnak .wikibase-snakview-value a', read: 'href', transforms: [{ do: 'match', pattern: '^https?://(?:www\\.)?([^/:?#]+)' }] }],
    registryId: [{ from: 'element', selector: '#P1278 .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text' }],
    photoUrl: [{ from: 'element', selector: '#P154 .wikibase-statementview-mainsnak .wikibase-snakview-value img', read: 'src' }],
    xUrl: [{ from: 'element', selector: '#P2002 .wikibase-statementview-mainsnak .wikibase-snakview-value a', read: 'text', transforms: [{ do: 'match', pattern: '^\\w{1,15}$' }, { do: 'prefix', text: 'https://x.com/' }] }],
    linkedinUrl: [{ from: 'element', selector: '#P4264 .wikibase-statementview-mainsnak .wikibase-snakview-value a', read: 'text', transforms: [{ do: 'prefix', text: 'https://www.linkedin.com/company/' }] }],
    profileUrl: [{ from: 'url', variable: 'item', transforms: [{ do: 'prefix', text: 'https://www.wikidata.org/wiki/' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
