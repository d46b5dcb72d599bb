import type { Recipe } from '../../contracts/recipe.ts';

/** A company on Clutch: its head, structured data of a local business, and a website behind a redirect. As of 2025. */
const recipe: Recipe = {
  format: 1,
  id: 'clutch-company',
  version: 1,
  name: 'Clutch company',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://clutch.co/profile/:slug' }],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. A public reader confirms h1.profile-header__title; that the website is a link to r.clutch.co/redirect with u=, and JSON-LD of type LocalBusiness with telephone, address and image, is taken for granted.',
  },
  guards: ['h1.profile-header__title'],
  fields: {
    name: [{ from: 'element', selector: 'h1.profile-header__title', read: 'text' }],
    website: [{ from: 'element', selector: 'a[href*="r.clutch.co/redirect"][href*="u="]', read: 'href', transforms: [{ do: 'match', pattern: '[?&]u=([^&]+)' }, { do: 'replace', pattern: '%3A', with: ':' }, { do: 'replace', pattern: '%2F', with: '/' }, { do: 'part', by: '%3F', index: 0 }, { do: 'match', pattern: '^(?!https?://ppc\\.).+' }] }],
    domain: [{ from: 'element', selector: 'a[href*="r.clutch.co/redirect"][href*="u="]', read: 'href', transforms: [{ do: 'match', pattern: '[?&]u=([^&]+)' }, { do: 'replace', pattern: '%3A', with: ':' }, { do: 'replace', pattern: '%2F', with: '/' }, { do: 'part', by: '%3F', index: 0 }, { do: 'match', pattern: '^(?!https?://ppc\\.).+' }] }],
    phone: [{ from: 'jsonld', type: 'LocalBusiness', path: '$.telephone' }],
    address: [{ from: 'jsonld', type: 'PostalAddress', path: '$.streetAddress' }],
    location: [{ from: 'jsonld', type: 'PostalAddress', path: '$.addressLocality' }],
    country: [{ from: 'jsonld', type: 'PostalAddress', path: '$.addressCountry' }],
    profileUrl: [{ from: 'url', variable: 'slug', transforms: [{ do: 'prefix', text: 'https://clutch.co/profile/' }] }],
    photoUrl: [{ from: 'jsonld', type: 'LocalBusiness', path: '$.image' }],
    description: [{ from: 'element', selector: '.profile-summary__text', read: 'text' }, { from: 'meta', name: 'description' }],
  },
  required: ['name'],
};
export default recipe;
