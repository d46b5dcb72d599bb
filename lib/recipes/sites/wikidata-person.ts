import type { Recipe } from '../../contracts/recipe.ts';

/** A human being on Wikidata. Every statement group carries the id of its property, which never changes; only main values are read, preferred ones first (Wikibase, as of 2020 and still so). */
const recipe: Recipe = {
  format: 1,
  id: 'wikidata-person',
  version: 1,
  name: 'Wikidata person',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://www.wikidata.org/wiki/:item(Q\\d+)' }],
  priority: 0,
  proof: { verified: true, source: 'wikimedia/mediawiki-extensions-Wikibase, view/resources/templates.php at 00973be9c', assumes: 'Properties mean what they do on Wikidata: P18 image, P106 occupation, P108 employer, P856 website.' },
  guards: ['.wikibase-title .wikibase-title-label', '#P31.wikibase-statementgroupview .wikibase-statementview-mainsnak a[href$="/Q5"], #P31.wikibase-statementgroupview .wikibase-statementview-mainsnak a[title="Q5"]'],
  fields: {
    name: [{ from: 'element', selector: '.wikibase-title .wikibase-title-label', read: 'text' }],
    description: [{ from: 'element', selector: '.wikibase-entitytermsview-heading-description:not(.wb-empty)', read: 'text' }],
    title: [
      { from: 'element', selector: '#P39 .wikibase-statementview:has(.wikibase-rankselector-preferred) .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text' },
      { from: 'element', selector: '#P106 .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text' },
    ],
    companyName: [
      { from: 'element', selector: '#P108 .wikibase-statementview:has(.wikibase-rankselector-preferred) .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text' },
      { from: 'element', selector: '#P108 .wikibase-statementview:last-child .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text' },
    ],
    website: [{ from: 'element', selector: '#P856 .wikibase-statementview-mainsnak .wikibase-snakview-value a', read: 'href' }],
    country: [{ from: 'element', selector: '#P27 .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text' }],
    location: [{ from: 'element', selector: '#P551 .wikibase-statementview:last-child .wikibase-statementview-mainsnak .wikibase-snakview-value', read: 'text' }],
    photoUrl: [{ from: 'element', selector: '#P18 .wikibase-statementview-mainsnak .wikibase-snakview-value img', read: 'src' }],
    xUrl: [{ from: 'element', selector: '#P2002 .wikibase-statementview-mainsnak .wikibase-snakview-value a', read: 'text', transforms: [{ do: 'match', pattern: '^\\w{1,15}$' }, { do: 'prefix', text: 'https://x.com/' }] }],
    githubUrl: [{ from: 'element', selector: '#P2037 .wikibase-statementview-mainsnak .wikibase-snakview-value a', read: 'text', transforms: [{ do: 'prefix', text: 'https://github.com/' }] }],
    linkedinUrl: [{ from: 'element', selector: '#P6634 .wikibase-statementview-mainsnak .wikibase-snakview-value a', read: 'text', transforms: [{ do: 'prefix', text: 'https://www.linkedin.com/in/' }] }],
    profileUrl: [{ from: 'url', variable: 'item', transforms: [{ do: 'prefix', text: 'https://www.wikidata.org/wiki/' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
