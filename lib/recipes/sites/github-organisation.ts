import type { Recipe } from '../../contracts/recipe.ts';

/** An organisation on GitHub. Structure: server-rendered page head with microdata, as of 2026. */
const recipe: Recipe = {
  format: 1,
  id: 'github-organisation',
  version: 1,
  name: 'GitHub organisation',
  kind: 'single',
  lead: 'company',
  match: [{ url: 'https://github.com/:login' }, { url: 'https://github.com/orgs/:login/*' }],
  priority: 0,
  proof: { verified: false, assumes: 'The structure described above, as it is publicly known; no saved page was at hand.' },
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
