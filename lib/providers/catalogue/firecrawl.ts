import type { Choice, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search = (query: string): StepTemplate => ({ request: { method: 'POST', path: '/search', json: { query, limit: 10 } }, shape: { path: 'success', exists: true } });
/** The page of the company: its address is its name, and it speaks of it. */
const sites: Choice[] = [{ among: 'data.web', agree: [{ path: 'url', with: 'companyName', as: 'site' }, { path: ['title', 'description'], with: 'companyName', as: 'words' }] }];
/** A profile that names the person and the company. */
const profiles: Choice[] = [{ among: 'data.web', where: { path: 'url', matches: 'linkedin[.]com/in/' }, agree: [{ path: 'title', with: 'name', as: 'words' }, { path: ['title', 'description'], with: 'companyName', as: 'words' }] }];

export default {
  kiln: 1,
  id: 'firecrawl',
  name: 'Firecrawl',
  homepage: 'https://www.firecrawl.dev',
  docs: 'https://docs.firecrawl.dev/api-reference/endpoint/search',
  baseUrl: 'https://api.firecrawl.dev/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://www.firecrawl.dev/app/api-keys' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [
    { when: { status: 408 }, then: 'server' },
    { when: { status: 200, path: 'success', is: false }, then: 'bad-input' },
  ],
  errorText: ['error'],
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
  price: { note: 'Credits; searches are counted by their results', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.firecrawl.dev (OpenAPI v2)'], on: '2026-11', live: false, notes: ['The pace is our own care.', 'What a search cost is told at creditsUsed.'] },
} satisfies Manifest;
