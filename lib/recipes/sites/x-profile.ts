import type { Recipe } from '../../contracts/recipe.ts';

const RESERVED = { login: ['account', 'compose', 'download', 'explore', 'hashtag', 'home', 'i', 'intent', 'jobs', 'login', 'logout', 'messages', 'notifications', 'premium', 'privacy', 'search', 'settings', 'share', 'signup', 'tos', 'who_to_follow'] };

/**
 * A person on X. Rendered in the browser with scrambled class names; `data-testid` marks last. A ProfilePage in JSON-LD
 * names the picture and, after t.co, the website as it was written. Structure as of December 2025.
 */
const recipe: Recipe = {
  format: 1,
  id: 'x-profile',
  version: 1,
  name: 'X profile',
  kind: 'single',
  lead: 'person',
  match: [
    { url: 'https://x.com/:login', not: RESERVED },
    { url: 'https://twitter.com/:login', not: RESERVED },
    { url: 'https://mobile.x.com/:login', not: RESERVED },
  ],
  priority: 0,
  proof: { verified: true, source: 'microlinkhq/metascraper, packages/metascraper-x/test/fixtures: profiles saved in 2025 (profile-video.html for the rest, profile.html for place and website).' },
  guards: ['[data-testid="UserName"]'],
  fields: {
    name: [{ from: 'element', selector: '[data-testid="UserName"] div[dir="ltr"]', read: 'text' }],
    location: [{ from: 'element', selector: '[data-testid="UserProfileHeader_Items"] [data-testid="UserLocation"]', read: 'text' }],
    website: [
      { from: 'element', selector: '[data-testid="UserProfileHeader_Items"] [data-testid="UserUrl"]', read: 'text', transforms: [{ do: 'match', pattern: '^[^…]+$' }] },
      { from: 'jsonld', type: 'ProfilePage', path: '$.relatedLink[1]' },
    ],
    xUrl: [{ from: 'url', variable: 'login', transforms: [{ do: 'prefix', text: 'https://x.com/' }] }],
    photoUrl: [{ from: 'element', selector: 'a[href$="/photo"] img', read: 'src' }, { from: 'jsonld', type: 'ProfilePage', path: '$.mainEntity.image.contentUrl' }],
    description: [{ from: 'element', selector: '[data-testid="UserDescription"]', read: 'text' }],
  },
  required: ['name', 'xUrl'],
};
export default recipe;
