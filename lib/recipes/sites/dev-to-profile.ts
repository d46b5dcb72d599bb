import type { Recipe } from '../../contracts/recipe.ts';

/** A person on DEV (dev.to), which runs Forem; the profile's header is server-rendered (2025). Work and education stand in labelled pairs under it. */
const recipe: Recipe = {
  format: 1,
  id: 'dev-to-profile',
  version: 1,
  name: 'DEV profile',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://dev.to/:username', not: { username: ['about', 'badge', 'challenges', 'code-of-conduct', 'connect', 'contact', 'dashboard', 'enter', 'faq', 'films', 'guides', 'latest', 'listings', 'new', 'notifications', 'pod', 'podcasts', 'privacy', 'readinglist', 'search', 'settings', 'shop', 'sponsors', 't', 'tags', 'terms', 'top', 'videos', 'welcome'] } }],
  priority: 0,
  proof: { verified: true, source: 'forem/forem, app/views/users/show.html.erb at 021213b84 and users/_metadata.html.erb at 041893af0' },
  guards: ['header.profile-header .profile-header__details h1.crayons-title', 'header.profile-header .profile-header__meta'],
  fields: {
    name: [{ from: 'element', selector: 'header.profile-header h1.crayons-title', read: 'text' }],
    description: [{ from: 'element', selector: 'header.profile-header .profile-header__bio', read: 'text' }],
    photoUrl: [{ from: 'element', selector: 'header.profile-header .profile-header__top img.crayons-avatar__image', read: 'src' }],
    location: [{ from: 'element', selector: 'header.profile-header .profile-header__meta > span.profile-header__meta__item:not(:has(time)) > span', read: 'text' }],
    email: [{ from: 'element', selector: 'header.profile-header .profile-header__meta > a[href^="mailto:"]', read: 'text' }],
    website: [{ from: 'element', selector: 'header.profile-header .profile-header__meta > a[rel~="me"]:has(> span)', read: 'href' }],
    githubUrl: [{ from: 'element', selector: 'header.profile-header .profile-header__meta > a[rel~="me"][href^="https://github.com/"]', read: 'href' }],
    xUrl: [{ from: 'element', selector: 'header.profile-header .profile-header__meta > a[rel~="me"][href^="https://twitter.com/"], header.profile-header .profile-header__meta > a[rel~="me"][href^="https://x.com/"]', read: 'href' }],
    title: [{ from: 'element', selector: 'header.profile-header .profile-header__bottom .crayons-definition', read: 'text', all: true, transforms: [{ do: 'match', pattern: '^Work (.+)$' }] }],
    profileUrl: [{ from: 'url', variable: 'username', transforms: [{ do: 'prefix', text: 'https://dev.to/' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
