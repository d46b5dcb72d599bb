import type { Recipe } from '../../contracts/recipe.ts';

/** A researcher on Google Scholar. Server-rendered; the parts of the profile's head have had the same ids since 2014. */
const recipe: Recipe = {
  format: 1,
  id: 'google-scholar-profile',
  version: 1,
  name: 'Google Scholar profile',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://scholar.google.com/citations?user=:user' }, { url: 'https://scholar.google.co.uk/citations?user=:user' }, { url: 'https://scholar.google.de/citations?user=:user' }, { url: 'https://scholar.google.fr/citations?user=:user' }, { url: 'https://scholar.google.es/citations?user=:user' }, { url: 'https://scholar.google.ca/citations?user=:user' }],
  priority: 0,
  proof: { verified: false, assumes: 'The head of the profile as excerpts and parsers of 2014 to 2026 in public repositories show it: #gsc_prf_in the name, the first .gsc_prf_il the affiliation, #gsc_prf_ivh the domain and homepage, #gsc_prf_pup-img the picture. No whole page was at hand.' },
  guards: ['#gsc_prf #gsc_prf_in', '#gsc_prf_i'],
  fields: {
    name: [{ from: 'element', selector: '#gsc_prf_i #gsc_prf_in', read: 'text' }],
    title: [{ from: 'element', selector: '#gsc_prf_i #gsc_prf_inw ~ .gsc_prf_il:not([id])', read: 'text', transforms: [{ do: 'match', pattern: '^([^,]+),' }] }],
    companyName: [
      { from: 'element', selector: '#gsc_prf_i .gsc_prf_il:not([id]) a.gsc_prf_ila', read: 'text' },
      { from: 'element', selector: '#gsc_prf_i #gsc_prf_inw ~ .gsc_prf_il:not([id])', read: 'text', transforms: [{ do: 'part', by: ', ', index: -1 }] },
    ],
    companyDomain: [{ from: 'element', selector: '#gsc_prf_i #gsc_prf_ivh', read: 'text', transforms: [{ do: 'match', pattern: '(?:^|\\s)([a-z0-9-]+\\.[a-z0-9.-]+[a-z])(?:\\s|$)' }] }],
    website: [{ from: 'element', selector: '#gsc_prf_i #gsc_prf_ivh a', read: 'href' }],
    photoUrl: [{ from: 'element', selector: '#gsc_prf img#gsc_prf_pup-img', read: 'src' }],
    profileUrl: [{ from: 'url', variable: 'user', transforms: [{ do: 'prefix', text: 'https://scholar.google.com/citations?user=' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
