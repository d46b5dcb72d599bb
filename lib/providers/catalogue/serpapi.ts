import type { Choice, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search = (q: string): StepTemplate => ({ request: { method: 'GET', path: '/search.json', query: { engine: 'google', q, num: 10, gl: '{country|countryCode|lower}' } }, shape: { path: 'search_metadata', exists: true } });
/** The page of the company: its address is its name, and it speaks of it. */
const sites: Choice[] = [{ among: 'organic_results', agree: [{ path: 'link', with: 'companyName', as: 'site' }, { path: ['title', 'snippet'], with: 'companyName', as: 'words' }] }];
/** A profile that names the person and the company. */
const profiles: Choice[] = [{ among: 'organic_results', where: { path: 'link', matches: 'linkedin[.]com/in/' }, agree: [{ path: 'title', with: 'name', as: 'words' }, { path: ['title', 'snippet'], with: 'companyName', as: 'words' }] }];

export default {
  kiln: 1,
  id: 'serpapi',
  name: 'SerpApi',
  homepage: 'https://serpapi.com',
  docs: 'https://serpapi.com/search-api',
  baseUrl: 'https://serpapi.com',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key', helpUrl: 'https://serpapi.com/manage-api-key' },
  limits: { perSecond: 5, concurrent: 4 },
  rules: [
    // An empty result and a used-up month are told by words.
    { when: { status: 200, path: 'error', exists: true }, then: 'no-result' },
    { when: { status: 429, path: 'error', matches: 'run out|searches' }, then: 'no-credits' },
  ],
  errorText: ['error'],
  keyCheck: { request: { method: 'GET', path: '/account.json' }, creditsLeft: { path: ['total_searches_left', 'plan_searches_left'] } },
  operations: {
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [search('{companyName} official website')] }],
      answer: { choose: sites, fields: { domain: { path: 'link', as: ['registrable'] }, website: { path: 'link', as: ['origin'] } } },
      notes: ['Counts only when the address is the name of the company and the page speaks of it.'],
    },
    'find-linkedin': {
      ways: [{ needs: [['name', 'companyName']], steps: [search('site:linkedin.com/in "{name|quoted}" "{companyName|quoted}"')] }],
      answer: { choose: profiles, fields: { linkedinUrl: 'link' } },
      notes: ['Counts only when the result names the person and the company.'],
    },
  },
  price: { note: 'By the plan, one credit for each search', charged: 'call' },
  verified: { sure: 'documented', sources: ['serpapi.com/search-api'], on: '2026-11', live: false, notes: ['The key travels in the address.', 'Nothing found is a 200 with an `error` (inferred).', 'The pace is our own care.'] },
} satisfies Manifest;
