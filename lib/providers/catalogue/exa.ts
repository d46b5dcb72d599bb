import type { Choice, JsonTemplate, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search = (query: string, more: { readonly [name: string]: JsonTemplate }): StepTemplate => ({ request: { method: 'POST', path: '/search', json: { query, type: 'auto', numResults: 10, contents: { highlights: true }, ...more } }, shape: { any: [{ path: 'results', exists: true }, { path: 'requestId', exists: true }, { path: 'costDollars', exists: true }] } });
/** The page of the company: its address is its name, and it speaks of it. */
const sites: Choice[] = [{ among: 'results', agree: [{ path: 'url', with: 'companyName', as: 'site' }, { path: ['title', 'highlights'], with: 'companyName', as: 'words' }] }];
/** A profile that names the person and the company. */
const profiles: Choice[] = [{ among: 'results', where: { path: 'url', matches: 'linkedin[.]com/in/' }, agree: [{ path: 'title', with: 'name', as: 'words' }, { path: ['title', 'highlights'], with: 'companyName', as: 'words' }] }];

export default {
  kiln: 1,
  id: 'exa',
  name: 'Exa',
  homepage: 'https://exa.ai',
  docs: 'https://docs.exa.ai/reference/search',
  baseUrl: 'https://api.exa.ai',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://dashboard.exa.ai/api-keys' },
  limits: { perSecond: 5, concurrent: 4 },
  errorText: ['error', 'message'],
  operations: {
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [search('{companyName} official website', { category: 'company' })] }],
      answer: { choose: sites, fields: { domain: { path: 'url', as: ['registrable'] }, website: { path: 'url', as: ['origin'] } } },
      notes: ['Counts only when the address is the name of the company and the page speaks of it.'],
    },
    'find-linkedin': {
      ways: [{ needs: [['name', 'companyName']], steps: [search('{name} at {companyName}, LinkedIn profile', { includeDomains: ['linkedin.com'] })] }],
      answer: { choose: profiles, fields: { linkedinUrl: 'url' } },
      notes: ['Counts only when the result names the person and the company.'],
    },
  },
  price: { note: 'By the search and the contents, told in each answer in dollars', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.exa.ai (OpenAPI)'], on: '2026-11', live: false, notes: ['The pace is our own care.', 'What a search cost is told at costDollars.total.'] },
} satisfies Manifest;
