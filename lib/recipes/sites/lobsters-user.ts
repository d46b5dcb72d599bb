import type { Recipe } from '../../contracts/recipe.ts';

/** A person on Lobsters (lobste.rs). Server-rendered list of terms and values; homepage, GitHub and Mastodon are links of the person's own (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'lobsters-user',
  version: 1,
  name: 'Lobsters user',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://lobste.rs/~:username' }],
  priority: 0,
  proof: { verified: true, source: 'lobsters/lobsters, app/views/users/show.html.erb and app/helpers/application_helper.rb (avatar_img) at 57268d76 (2026-08-03)' },
  guards: ['section.profile > #gravatar img.avatar[src*="/avatars/"]', 'section.profile > dl.labelled_grid'],
  fields: {
    name: [{ from: 'element', selector: 'title', read: 'text', transforms: [{ do: 'match', pattern: '^(\\S+) \\|' }] }],
    photoUrl: [{ from: 'element', selector: 'section.profile > #gravatar img.avatar', read: 'src' }],
    website: [{ from: 'element', selector: 'section.profile dd > a[rel="me ugc"]:not([href^="https://github.com/"])', read: 'href' }],
    githubUrl: [{ from: 'element', selector: 'section.profile dd > a[rel="me ugc"][href^="https://github.com/"]', read: 'href' }],
    description: [{ from: 'element', selector: 'section.profile dd.shorten_first_p:not(:has(> .na))', read: 'text' }],
    profileUrl: [{ from: 'url', variable: 'username', transforms: [{ do: 'prefix', text: 'https://lobste.rs/~' }] }],
  },
  required: ['name'],
};
export default recipe;
