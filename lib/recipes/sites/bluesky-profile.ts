import type { Recipe } from '../../contracts/recipe.ts';

/** A person on Bluesky. Rendered in the browser; the parts of the profile's head are marked by `data-testid`. As of 2025. */
const recipe: Recipe = {
  format: 1,
  id: 'bluesky-profile',
  version: 1,
  name: 'Bluesky profile',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://bsky.app/profile/:handle' }],
  priority: 0,
  proof: { verified: true, source: 'microlinkhq/metascraper, packages/metascraper-bluesky/test/fixtures/profile.html, a profile as the browser rendered it (2025).', assumes: 'The picture was not loaded in the saved page: that it is an img inside the marked button is taken for granted.' },
  guards: ['[data-testid="profileView"] [data-testid="profileHeaderDisplayName"]'],
  fields: {
    name: [{ from: 'element', selector: '[data-testid="profileHeaderDisplayName"]', read: 'text' }],
    profileUrl: [{ from: 'url', variable: 'handle', transforms: [{ do: 'prefix', text: 'https://bsky.app/profile/' }] }],
    photoUrl: [{ from: 'element', selector: '[data-testid="profileHeaderAviButton"] img', read: 'src' }],
    description: [{ from: 'element', selector: '[data-testid="profileHeaderDescription"]', read: 'text' }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
