import type { Recipe } from '../../contracts/recipe.ts';

/** A researcher's public ORCID record. Rendered by the page's own script (Angular); named regions and panels with stable ids (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'orcid-record',
  version: 1,
  name: 'ORCID record',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://orcid.org/:orcid', not: { orcid: ['account', 'developer-tools', 'home', 'inbox', 'my-orcid', 'oauth', 'orcid-search', 'register', 'reset-password', 'self-service', 'signin', 'signout', 'statistics', 'trusted-parties'] } }],
  priority: 0,
  proof: { verified: true, source: 'ORCID/orcid-angular, projects/orcid-ui record-header and panel, src/app/record (top-bar, affiliation, affiliation-stack), src/app/cdk/side-bar at ba5e0735c (2026-08-21)' },
  guards: ['section#names[role="region"] h1, section#names[role="region"] #publishedName', 'section#orcid-id[role="region"]'],
  fields: {
    name: [{ from: 'element', selector: 'section#names h1', read: 'text' }],
    companyName: [{ from: 'element', selector: '#cy-affiliation-employment .orcid-panel__header-main h4', read: 'text', transforms: [{ do: 'match', pattern: '^([^:]+)' }] }],
    title: [{ from: 'element', selector: '#cy-affiliation-employment app-affiliation .general-data', read: 'text', transforms: [{ do: 'match', pattern: '\\|\\s*([^(]+)' }] }],
    location: [{ from: 'element', selector: '#cy-affiliation-employment .orcid-panel__header-main h4', read: 'text', transforms: [{ do: 'match', pattern: ':\\s*(.+)$' }] }],
    email: [{ from: 'element', selector: '#emails-panel .public-email-or-domain span', read: 'text', all: true, transforms: [{ do: 'match', pattern: '^\\S+@\\S+$' }] }],
    website: [{ from: 'element', selector: '#websites-panel app-panel-element a[rel~="me"]:not([href*="linkedin.com"], [href*="twitter.com"], [href*="//x.com/"], [href*="github.com"])', read: 'href' }],
    linkedinUrl: [{ from: 'element', selector: '#websites-panel a[href*="linkedin.com/in/"]', read: 'href' }],
    githubUrl: [{ from: 'element', selector: '#websites-panel a[href*="//github.com/"]', read: 'href' }],
    description: [{ from: 'element', selector: 'section#biography p', read: 'text' }],
    profileUrl: [{ from: 'url', variable: 'orcid', transforms: [{ do: 'prefix', text: 'https://orcid.org/' }] }],
  },
  required: ['name', 'profileUrl'],
};
export default recipe;
