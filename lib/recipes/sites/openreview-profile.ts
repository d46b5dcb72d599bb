import type { Recipe } from '../../contracts/recipe.ts';

/** A researcher's profile on OpenReview. Rendered by the server from the profile's data; parts have no names, only headed sections of a fixed order (2026). */
const recipe: Recipe = {
  format: 1,
  id: 'openreview-profile',
  version: 1,
  name: 'OpenReview profile',
  kind: 'single',
  lead: 'person',
  match: [{ url: 'https://openreview.net/profile?id=:id' }],
  priority: 0,
  proof: { verified: true, source: 'openreview/openreview-web, app/profile/Profile.js, components/profile/BasicProfileView.js and ProfileViewSection.js at 2b312cc6 (2026-08-20)' },
  guards: ['h1:has(~ .ant-row section > h4 + .ant-divider)', 'section > h4 + .ant-divider + p.instructions + .section-content'],
  fields: {
    name: [{ from: 'element', selector: 'h1:has(~ .ant-row section > .section-content)', read: 'text' }],
    title: [{ from: 'element', selector: 'section:nth-of-type(4) > .section-content .ant-row:first-child > .ant-col:nth-child(1) > strong', read: 'text' }],
    companyName: [{ from: 'element', selector: 'section:nth-of-type(4) > .section-content .ant-row:first-child > .ant-col:nth-child(2) > span:last-of-type', read: 'text', transforms: [{ do: 'match', pattern: '^([^(]+)' }] }],
    companyDomain: [{ from: 'element', selector: 'section:nth-of-type(4) > .section-content .ant-row:first-child > .ant-col:nth-child(2) small', read: 'text', transforms: [{ do: 'match', pattern: '\\(([^)]+)\\)' }] }],
    website: [{ from: 'element', selector: 'section:nth-of-type(3) > .section-content a:not([href*="scholar.google."], [href*="dblp.org"], [href*="linkedin.com"], [href*="orcid.org"], [href*="semanticscholar.org"], [href*="aclanthology.org"])', read: 'href' }],
    linkedinUrl: [{ from: 'element', selector: 'section:nth-of-type(3) > .section-content a[href*="linkedin.com/in/"]', read: 'href' }],
    profileUrl: [{ from: 'url', variable: 'id', transforms: [{ do: 'prefix', text: 'https://openreview.net/profile?id=' }] }],
  },
  required: ['name'],
};
export default recipe;
