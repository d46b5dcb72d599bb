import type { Recipe } from '../../contracts/recipe.ts';

/**
 * A business on Yelp. The head names its id (`yelp-biz-id`, seen since 2019), the facts are in JSON-LD of a type that
 * depends on the trade, and the own website is behind a link to /biz_redir. As publicly known in 2026.
 */
const recipe: Recipe = {
  format: 1,
  id: 'yelp-business',
  version: 1,
  name: 'Yelp business',
  kind: 'single',
  lead: 'company',
  match: [
    { url: 'https://yelp.com/biz/:slug' },
    { url: 'https://yelp.co.uk/biz/:slug' },
    { url: 'https://yelp.de/biz/:slug' },
    { url: 'https://yelp.fr/biz/:slug' },
    { url: 'https://yelp.es/biz/:slug' },
    { url: 'https://yelp.it/biz/:slug' },
    { url: 'https://yelp.ca/biz/:slug' },
    { url: 'https://yelp.com.au/biz/:slug' },
    { url: 'https://yelp.ie/biz/:slug' },
    { url: 'https://yelp.nl/biz/:slug' },
    { url: 'https://yelp.at/biz/:slug' },
    { url: 'https://yelp.ch/biz/:slug' },
  ],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'Only the head of a page of 2019 was at hand. Taken for granted: JSON-LD with name, telephone, address and image, one h1 with the name, the website as text of a link to /biz_redir?url=, categories as links to /search with find_desc.',
  },
  guards: ['meta[name="yelp-biz-id"]', 'h1'],
  fields: {
    name: [{ from: 'element', selector: 'h1', read: 'text' }],
    website: [{ from: 'element', selector: 'a[href*="/biz_redir?url="]', read: 'text', transforms: [{ do: 'match', pattern: '^[^\\s…]+\\.[^\\s…]+$' }] }],
    domain: [{ from: 'element', selector: 'a[href*="/biz_redir?url="]', read: 'text', transforms: [{ do: 'match', pattern: '^[^\\s…]+\\.[^\\s…]+$' }] }],
    phone: [{ from: 'jsonld', path: '$.telephone' }],
    address: [{ from: 'jsonld', type: 'PostalAddress', path: '$.streetAddress', transforms: [{ do: 'replace', pattern: '\\s+', with: ' ' }] }],
    location: [{ from: 'jsonld', type: 'PostalAddress', path: '$.addressLocality' }],
    country: [{ from: 'jsonld', type: 'PostalAddress', path: '$.addressCountry' }],
    industry: [{ from: 'element', selector: 'h1 ~ div a[href*="/search?find_desc="], h1 ~ span a[href*="/search?find_desc="]', read: 'text' }],
    profileUrl: [{ from: 'url', variable: 'slug', transforms: [{ do: 'prefix', text: 'https://www.yelp.com/biz/' }] }],
    photoUrl: [{ from: 'meta', name: 'og:image' }],
  },
  required: ['name', 'phone'],
};
export default recipe;
