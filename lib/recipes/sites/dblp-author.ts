import type { Recipe } from '../../contracts/recipe.ts';

/** An author on dblp: name in the heading (and in its data), affiliation in the section about the person (2018 to 2026). A number that tells namesakes apart is cut off. */
const recipe: Recipe = {
  format: 1,
  id: 'dblp-author',
  version: 1,
  name: 'dblp author',
  kind: 'single',
  lead: 'person',
  match: ['dblp.org', 'dblp.uni-trier.de', 'dblp.dagstuhl.de'].map((host) => ({ url: `https://${host}/pid/*` })),
  priority: 0,
  proof: { verified: false, assumes: 'header.headline[data-name] and #info-section with [itemprop="affiliation"] [itemprop="name"], as three parsers of 2017 to 2022 in public repositories read them. No whole page was at hand.' },
  guards: ['header.headline[data-name]', 'header.headline h1'],
  fields: {
    name: [{ from: 'element', selector: 'header.headline[data-name]', read: 'data-name', transforms: [{ do: 'replace', pattern: ' \\d{4}$', with: '' }] }],
    companyName: [{ from: 'element', selector: '#info-section [itemprop="affiliation"] [itemprop="name"]', read: 'text' }],
    profileUrl: [{ from: 'element', selector: 'link[rel="canonical"]', read: 'href' }],
  },
  required: ['name'],
};
export default recipe;
