import type { Choice, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search = (q: string): StepTemplate => ({ request: { method: 'GET', path: '/search', query: { engine: 'google', q, gl: '{country|countryCode|lower}' } } });
/** The page of the company: its address is its name, and it speaks of it. */
const sites: Choice[] = [{ among: 'organic_results', agree: [{ path: 'link', with: 'companyName', as: 'site' }, { path: ['title', 'snippet'], with: 'companyName', as: 'words' }] }];
/** A profile that names the person and the company. */
const profiles: Choice[] = [{ among: 'organic_results', where: { path: 'link', matches: 'linkedin[.]com/in/' }, agree: [{ path: 'title', with: 'name', as: 'words' }, { path: ['title', 'snippet'], with: 'companyName', as: 'words' }] }];

export default {
  kiln: 1,
  id: 'searchapi',
  name: 'SearchApi',
  homepage: 'https://www.searchapi.io',
  docs: 'https://www.searchapi.io/docs/google',
  baseUrl: 'https://www.searchapi.io/api/v1',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key', helpUrl: 'https://www.searchapi.io/api_tokens' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['error'],
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
  verified: { sure: 'third-party', sources: ['www.searchapi.io/docs (catalogue entry)'], on: '2026-11', live: false, notes: ['The key travels in the address.', 'How errors and empty results look is not documented here: usual codes, and a list that is absent.', 'The pace is our own care.'] },
} satisfies Manifest;
