import type { Choice, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search = (q: string): StepTemplate => ({ request: { method: 'GET', path: '/', query: { q }, headers: { 'X-Respond-With': 'no-content' } }, shape: { path: 'code', exists: true } });
/** The page of the company: its address is its name, and it speaks of it. */
const sites: Choice[] = [{ among: 'data', agree: [{ path: 'url', with: 'companyName', as: 'site' }, { path: ['title', 'description', 'content'], with: 'companyName', as: 'words' }] }];
/** A profile that names the person and the company. */
const profiles: Choice[] = [{ among: 'data', where: { path: 'url', matches: 'linkedin[.]com/in/' }, agree: [{ path: 'title', with: 'name', as: 'words' }, { path: ['title', 'description', 'content'], with: 'companyName', as: 'words' }] }];

export default {
  kiln: 1,
  id: 'jina-search',
  name: 'Jina Search',
  homepage: 'https://jina.ai',
  docs: 'https://jina.ai/reader',
  baseUrl: 'https://s.jina.ai',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://jina.ai/api-dashboard/key-manager' },
  limits: { perMinute: 60, concurrent: 2 },
  rules: [
    { when: { status: 422, path: 'message', matches: 'no search results' }, then: 'no-result' },
  ],
  errorText: ['message', 'readableMessage'],
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
  price: { note: 'Tokens, counted by the answer; a new key has some for free', charged: 'call' },
  verified: { sure: 'documented', sources: ['jina.ai/reader'], on: '2026-11', live: false, notes: ['X-Respond-With: no-content keeps the texts of the pages out of the answer; to be confirmed by one live call.', 'A 422 that says that there are no results is a miss.', 'The pace is our own care.'] },
} satisfies Manifest;
