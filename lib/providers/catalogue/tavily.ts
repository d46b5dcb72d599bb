import type { Choice, JsonTemplate, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search = (query: string, more: { readonly [name: string]: JsonTemplate } = {}): StepTemplate => ({ request: { method: 'POST', path: '/search', json: { query, search_depth: 'basic', max_results: 10, ...more } }, shape: { path: 'query', exists: true } });
/** The page of the company: its address is its name, and it speaks of it. */
const sites: Choice[] = [{ among: 'results', agree: [{ path: 'url', with: 'companyName', as: 'site' }, { path: ['title', 'content'], with: 'companyName', as: 'words' }] }];
/** A profile that names the person and the company. */
const profiles: Choice[] = [{ among: 'results', where: { path: 'url', matches: 'linkedin[.]com/in/' }, agree: [{ path: 'title', with: 'name', as: 'words' }, { path: ['title', 'content'], with: 'companyName', as: 'words' }] }];

export default {
  kiln: 1,
  id: 'tavily',
  name: 'Tavily',
  homepage: 'https://tavily.com',
  docs: 'https://docs.tavily.com/documentation/api-reference/endpoint/search',
  baseUrl: 'https://api.tavily.com',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://app.tavily.com/home' },
  limits: { perMinute: 100, concurrent: 4 },
  rules: [
    // The plan and pay-as-you-go have their own codes.
    { when: { status: [432, 433] }, then: 'no-credits' },
  ],
  errorText: ['detail.error', 'detail'],
  operations: {
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [search('{companyName} official website')] }],
      answer: { choose: sites, fields: { domain: { path: 'url', as: ['registrable'] }, website: { path: 'url', as: ['origin'] } } },
      notes: ['Counts only when the address is the name of the company and the page speaks of it.'],
    },
    'find-linkedin': {
      ways: [{ needs: [['name', 'companyName']], steps: [search('"{name|quoted}" "{companyName|quoted}" LinkedIn', { include_domains: ['linkedin.com'] })] }],
      answer: { choose: profiles, fields: { linkedinUrl: 'url' } },
      notes: ['Counts only when the result names the person and the company.'],
    },
  },
  price: { note: '1 credit for each search; 1,000 a month are free', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.tavily.com'], on: '2026-11', live: false, notes: ['432 and 433 as a used-up plan are inferred.', 'The pace is our own care.'] },
} satisfies Manifest;
