import type { Recipe } from '../../contracts/recipe.ts';

/** A person on GitHub. Structure: server-rendered profile sidebar with microdata, as of 2026. */
const recipe: Recipe = {
  format: 1,
  id: 'github-profile',
  version: 1,
  name: 'GitHub profile',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://github.com/:login', not: { login: ['about', 'apps', 'collections', 'customer-stories', 'enterprise', 'events', 'explore', 'features', 'issues', 'login', 'marketplace', 'new', 'notifications', 'orgs', 'organizations', 'pricing', 'pulls', 'search', 'security', 'settings', 'signup', 'site', 'sponsors', 'topics', 'trending'] } }],
  priority: 0,
  proof: { verified: false, assumes: 'The structure described above, as it is publicly known; no saved page was at hand.' },
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
