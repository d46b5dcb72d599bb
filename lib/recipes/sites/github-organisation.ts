import type { Recipe } from '../../contracts/recipe.ts';

/** An organisation on GitHub. Server-rendered page head with microdata of type Organization, as publicly known in 2024. */
const recipe: Recipe = {
  format: 1,
  id: 'github-organisation',
  version: 1,
  name: 'GitHub organisation',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://github.com/:login', not: { login: ['about', 'account', 'apps', 'blog', 'codespaces', 'collections', 'contact', 'copilot', 'customer-stories', 'dashboard', 'discussions', 'enterprise', 'events', 'explore', 'features', 'gist', 'github-copilot', 'home', 'issues', 'join', 'login', 'logout', 'marketplace', 'mobile', 'models', 'new', 'notifications', 'organizations', 'orgs', 'partners', 'pricing', 'pulls', 'readme', 'resources', 'search', 'security', 'sessions', 'settings', 'signup', 'site', 'solutions', 'sponsors', 'stars', 'team', 'topics', 'trending', 'users', 'why-github'] } }, { url: 'https://github.com/orgs/:login/*' }],
  priority: 0,
  proof: { verified: false, assumes: 'No saved page was at hand. Taken for granted: an element of type http://schema.org/Organization around the page head, its h1 followed by the description, and itemprop location, url, email and image, as the profile of a person has them.' },
  guards: ['[itemtype="http://schema.org/Organization"] h1'],
  fields: {
    name: [{ from: 'element', selector: '[itemtype="http://schema.org/Organization"] h1', read: 'text' }],
    githubUrl: [{ from: 'url', variable: 'login', transforms: [{ do: 'prefix', text: 'https://github.com/' }] }],
    description: [{ from: 'element', selector: '[itemtype="http://schema.org/Organization"] h1 + div', read: 'text' }],
    location: [{ from: 'element', selector: '[itemprop="location"]', read: 'text' }],
    website: [{ from: 'element', selector: '[itemtype="http://schema.org/Organization"] a[itemprop="url"]', read: 'href' }],
    domain: [{ from: 'element', selector: '[itemtype="http://schema.org/Organization"] a[itemprop="url"]', read: 'href' }],
    email: [{ from: 'element', selector: '[itemtype="http://schema.org/Organization"] a[itemprop="email"]', read: 'text' }],
    xUrl: [{ from: 'element', selector: '[itemtype="http://schema.org/Organization"] a[href*="//twitter.com/"], [itemtype="http://schema.org/Organization"] a[href*="//x.com/"]', read: 'href' }],
    linkedinUrl: [{ from: 'element', selector: '[itemtype="http://schema.org/Organization"] a[href*="linkedin.com/company/"]', read: 'href' }],
    photoUrl: [{ from: 'element', selector: '[itemtype="http://schema.org/Organization"] img[itemprop="image"]', read: 'src' }, { from: 'element', selector: '[itemtype="http://schema.org/Organization"] img.avatar', read: 'src' }],
  },
  required: ['name', 'githubUrl'],
};
export default recipe;
