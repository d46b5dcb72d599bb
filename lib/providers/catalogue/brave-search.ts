import type { Choice, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search = (q: string): StepTemplate => ({ request: { method: 'GET', path: '/web/search', query: { q, count: 20 } }, shape: { any: [{ path: 'query', exists: true }, { path: 'web', exists: true }] } });
/** The page of the company: its address is its name, and it speaks of it. */
const sites: Choice[] = [{ among: 'web.results', agree: [{ path: 'url', with: 'companyName', as: 'site' }, { path: ['title', 'description'], with: 'companyName', as: 'words' }] }];
/** A profile that names the person and the company. */
const profiles: Choice[] = [{ among: 'web.results', where: { path: 'url', matches: 'linkedin[.]com/in/' }, agree: [{ path: 'title', with: 'name', as: 'words' }, { path: ['title', 'description'], with: 'companyName', as: 'words' }] }];

export default {
  kiln: 1,
  id: 'brave-search',
  name: 'Brave Search',
  homepage: 'https://brave.com/search/api/',
  docs: 'https://api-dashboard.search.brave.com/app/documentation',
  baseUrl: 'https://api.search.brave.com/res/v1',
  auth: { kind: 'header', name: 'X-Subscription-Token' },
  key: { label: 'Subscription token', helpUrl: 'https://api-dashboard.search.brave.com/app/keys' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [
    { when: { status: 422, path: 'error.code', matches: 'TOKEN' }, then: 'auth' },
  ],
  errorText: ['error.detail', 'error.message', 'error.code'],
  operations: {
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [search('{companyName} official website')] }],
      answer: { choose: sites, fields: { domain: { path: 'url', as: ['registrable'] }, website: { path: 'url', as: ['origin'] } } },
      notes: ['Counts only when the address is the name of the company and the page speaks of it.'],
    },
    'find-linkedin': {
      ways: [{ needs: [['name', 'companyName']], steps: [search('site:linkedin.com/in "{name|quoted}" "{companyName|quoted}"')] }],
      answer: { choose: profiles, fields: { linkedinUrl: 'url' } },
      notes: ['Counts only when the result names the person and the company.'],
    },
  },
  price: { note: 'By the plan, counted by the call', charged: 'call' },
  verified: { sure: 'documented', sources: ['api-dashboard.search.brave.com (OpenAPI)'], on: '2026-11', live: false, notes: ['The free plan allows one call a second and 2,000 a month; larger plans allow more.', 'Nothing found means that `web` is absent.', 'A bad token as 422 and a used-up plan as 402 are to be confirmed by live calls.'] },
} satisfies Manifest;
