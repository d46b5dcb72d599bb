import type { Recipe } from '../../contracts/recipe.ts';

/** A person on RubyGems.org. Server-rendered; the page's own side column has the picture, the handle, the full name and the ways to reach the person (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'rubygems-profile',
  version: 1,
  name: 'RubyGems profile',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://rubygems.org/profiles/:handle', not: { handle: ['me'] } }],
  priority: 0,
  proof: { verified: true, source: 'rubygems/rubygems.org, app/views/profiles/_subject.html.erb and app/helpers/application_helper.rb (avatar) at 3c8ea0d4c (2026-08-22)' },
  guards: ['img#profile_gravatar', 'img#profile_gravatar + div > h2'],
  fields: {
    name: [
      { from: 'element', selector: 'img#profile_gravatar + div > h2 + p', read: 'text' },
      { from: 'element', selector: 'img#profile_gravatar + div > h2', read: 'text' },
    ],
    photoUrl: [{ from: 'element', selector: 'img#profile_gravatar', read: 'src' }],
    xUrl: [{ from: 'element', selector: 'p > a[href^="https://twitter.com/"], p > a[href^="https://x.com/"]', read: 'href' }],
    profileUrl: [{ from: 'url', variable: 'handle', transforms: [{ do: 'prefix', text: 'https://rubygems.org/profiles/' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
