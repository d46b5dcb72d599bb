import type { Recipe } from '../../contracts/recipe.ts';

/**
 * A person on GitHub. Server-rendered sidebar with microdata: a `h-card` of type Person, the names in `vcard-names`, and
 * one `li` with an `itemprop` per detail. Structure as of September 2026.
 */
const recipe: Recipe = {
  format: 1,
  id: 'github-profile',
  version: 1,
  name: 'GitHub profile',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://github.com/:login', not: { login: ['about', 'account', 'apps', 'blog', 'codespaces', 'collections', 'contact', 'copilot', 'customer-stories', 'dashboard', 'discussions', 'enterprise', 'events', 'explore', 'features', 'gist', 'github-copilot', 'home', 'issues', 'join', 'login', 'logout', 'marketplace', 'mobile', 'models', 'new', 'notifications', 'organizations', 'orgs', 'partners', 'pricing', 'pulls', 'readme', 'resources', 'search', 'security', 'sessions', 'settings', 'signup', 'site', 'solutions', 'sponsors', 'stars', 'team', 'topics', 'trending', 'users', 'why-github'] } }],
  priority: 0,
  proof: { verified: true, source: 'jmrplens/ghchronicle, testdata/achievements_page.html: a profile of 12 September 2026; employer and address as in a profile of 2021 saved in another repository.' },
  guards: ['[itemtype="http://schema.org/Person"] .vcard-names'],
  fields: {
    name: [
      { from: 'element', selector: '.vcard-names [itemprop="name"]', read: 'text' },
      { from: 'meta', name: 'profile:username' },
    ],
    githubUrl: [{ from: 'url', variable: 'login', transforms: [{ do: 'prefix', text: 'https://github.com/' }] }],
    companyName: [{ from: 'element', selector: '.vcard-details [itemprop="worksFor"] .p-org', read: 'text', transforms: [{ do: 'match', pattern: '^@?([^@]+)' }] }],
    location: [{ from: 'element', selector: '.vcard-details [itemprop="homeLocation"] .p-label', read: 'text' }],
    email: [{ from: 'element', selector: '.vcard-details [itemprop="email"] a[href^="mailto:"]', read: 'text' }],
    website: [{ from: 'element', selector: '.vcard-details [itemprop="url"] a', read: 'href' }],
    xUrl: [{ from: 'element', selector: '.vcard-details [itemprop="social"] a[href*="//twitter.com/"], .vcard-details [itemprop="social"] a[href*="//x.com/"]', read: 'href' }],
    linkedinUrl: [{ from: 'element', selector: '.vcard-details [itemprop="social"] a[href*="linkedin.com/in/"]', read: 'href' }],
    photoUrl: [{ from: 'element', selector: 'a[itemprop="image"]', read: 'href' }, { from: 'element', selector: 'img.avatar-user', read: 'src' }],
    description: [{ from: 'element', selector: '.user-profile-bio', read: 'data-bio-text' }, { from: 'element', selector: '.user-profile-bio', read: 'text' }],
  },
  required: ['name', 'githubUrl'],
};
export default recipe;
