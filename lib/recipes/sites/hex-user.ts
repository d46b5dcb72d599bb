import type { Recipe } from '../../contracts/recipe.ts';

/** A person on Hex, the package manager of Elixir and Erlang: picture, full name and a row of contact icons in the side column (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'hex-user',
  version: 1,
  name: 'Hex user',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://hex.pm/users/:username' }],
  priority: 0,
  proof: { verified: true, source: 'hexpm/hexpm, lib/hexpm_web/components/user_profile.ex and templates/user/show.html.heex at dee4f9b2 (2026-08-21)' },
  guards: ['img[alt$=" avatar"]', 'a[href^="/users/"][href$="/stats"]'],
  fields: {
    name: [{ from: 'element', selector: 'div:has(> img[alt$=" avatar"]) + div > h2', read: 'text' }],
    photoUrl: [{ from: 'element', selector: 'img[alt$=" avatar"]', read: 'src' }],
    email: [{ from: 'element', selector: 'a[href^="mailto:"][title*="@"]', read: 'title' }],
    website: [{ from: 'element', selector: 'a[rel~="me"][title^="http"]', read: 'href' }],
    githubUrl: [{ from: 'element', selector: 'a[rel~="me"][href^="https://github.com/"]', read: 'href' }],
    xUrl: [{ from: 'element', selector: 'a[rel~="me"][href^="https://twitter.com/"], a[rel~="me"][href^="https://x.com/"]', read: 'href' }],
    profileUrl: [{ from: 'url', variable: 'username', transforms: [{ do: 'prefix', text: 'https://hex.pm/users/' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
