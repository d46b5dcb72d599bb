import type { Recipe } from '../../contracts/recipe.ts';

/**
 * Companies of a category on Clutch. Server-rendered rows; the website stands percent-encoded in the parameter `u` of a
 * redirect, and advertised rows have a counter instead, which is left out. As publicly known in 2026.
 */
const recipe: Recipe = {
  format: 1,
  id: 'clutch-companies',
  version: 1,
  name: 'Clutch companies',
  kind: 'list',
  lead: 'company',
  match: [
    { url: 'https://clutch.co/:category' },
    { url: 'https://clutch.co/:area/:category', not: { area: ['profile', 'review', 'resources', 'about-us'] } },
    { url: 'https://clutch.co/:area/:category/:place', not: { area: ['profile', 'review', 'resources', 'about-us'] } },
  ],
  priority: 0,
  proof: {
    verified: false,
    assumes: 'No saved page was at hand. A public reader of saved pages of 2026 confirms provider-row, provider__title, sg-rating__number and the redirect of website-link; the classes location, employees-count, hourly-rate and min-project-size and the Next link are taken from others.',
  },
  guards: ['.provider-row .provider__title a[href]'],
  rows: [{ from: 'elements', record: '.provider-row' }],
  columns: [
    { key: 'name', name: 'Name', type: 'text', field: 'name', sources: [{ from: 'element', selector: '.provider__title a', read: 'text' }] },
    { key: 'website', name: 'Website', type: 'url', field: 'website', sources: [{ from: 'element', selector: 'a.website-link[href*="u="]', read: 'href', transforms: [{ do: 'match', pattern: '[?&]u=([^&]+)' }, { do: 'replace', pattern: '%3A', with: ':' }, { do: 'replace', pattern: '%2F', with: '/' }, { do: 'part', by: '%3F', index: 0 }, { do: 'match', pattern: '^(?!https?://ppc\\.).+' }] }] },
    { key: 'location', name: 'Location', type: 'text', field: 'location', sources: [{ from: 'element', selector: '.location', read: 'text' }] },
    { key: 'size', name: 'Size', type: 'text', field: 'employeeRange', sources: [{ from: 'element', selector: '.employees-count', read: 'text' }] },
    { key: 'rate', name: 'Hourly rate', type: 'text', field: null, sources: [{ from: 'element', selector: '.hourly-rate', read: 'text' }] },
    { key: 'minimum', name: 'Smallest project', type: 'text', field: null, sources: [{ from: 'element', selector: '.min-project-size', read: 'text' }] },
    { key: 'rating', name: 'Rating', type: 'number', field: null, sources: [{ from: 'element', selector: '.sg-rating__number', read: 'text' }] },
    { key: 'clutch', name: 'Clutch page', type: 'url', field: 'profileUrl', sources: [{ from: 'element', selector: 'a[href*="/profile/"]', read: 'href', transforms: [{ do: 'part', by: '#', index: 0 }, { do: 'part', by: '?', index: 0 }] }] },
  ],
  next: { by: 'link', selector: 'a[rel="next"], a.sg-pagination-v2-next' },
  detail: { column: 'clutch' },
  expect: { minRows: 1, maxRows: 120 },
  required: ['name', 'clutch'],
};
export default recipe;
