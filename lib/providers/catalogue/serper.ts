import type { Choice, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search = (q: string): StepTemplate => ({ request: { method: 'POST', path: '/search', json: { q, num: 10, gl: '{country|countryCode|lower}' } } });
/** The page of the company: its address is its name, and it speaks of it. */
const sites: Choice[] = [{ among: 'knowledgeGraph', where: { path: 'website', exists: true }, agree: { path: 'title', with: 'companyName', as: 'name' } }, { among: 'organic', agree: [{ path: 'link', with: 'companyName', as: 'site' }, { path: ['title', 'snippet'], with: 'companyName', as: 'words' }] }];
/** A profile that names the person and the company. */
const profiles: Choice[] = [{ among: 'organic', where: { path: 'link', matches: 'linkedin[.]com/in/' }, agree: [{ path: 'title', with: 'name', as: 'words' }, { path: ['title', 'snippet'], with: 'companyName', as: 'words' }] }];

export default {
  kiln: 1,
  id: 'serper',
  name: 'Serper',
  homepage: 'https://serper.dev',
  docs: 'https://serper.dev/playground',
  baseUrl: 'https://google.serper.dev',
  auth: { kind: 'header', name: 'X-API-KEY' },
  key: { label: 'API key', helpUrl: 'https://serper.dev/api-keys' },
  limits: { perSecond: 50, concurrent: 8 },
  rules: [
    { when: { status: [400, 403], path: 'message', matches: 'credit' }, then: 'no-credits' },
    { when: { status: 403 }, then: 'auth' },
  ],
  errorText: ['message'],
  operations: {
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [search('{companyName} official website')] }],
      answer: { choose: sites, fields: { domain: { path: ['website', 'link'], as: ['registrable'] }, website: { path: ['website', 'link'], as: ['origin'] } } },
      notes: ['Counts only when the address is the name of the company and the page speaks of it.'],
    },
    'find-linkedin': {
      ways: [{ needs: [['name', 'companyName']], steps: [search('site:linkedin.com/in "{name|quoted}" "{companyName|quoted}"')] }],
      answer: { choose: profiles, fields: { linkedinUrl: 'link' } },
      notes: ['Counts only when the result names the person and the company.'],
    },
    'enrich-company': {
      ways: [{ needs: [['companyName', 'location']], steps: [{ request: { method: 'POST', path: '/places', json: { q: '{companyName}, {location}', gl: '{country|countryCode|lower}' } } }] }],
      answer: {
        choose: [{ among: 'places', agree: { path: 'title', with: 'companyName', as: 'name' } }],
        fields: { name: 'title', address: 'address', website: 'website', domain: { path: 'website', as: ['domain'] }, phone: 'phoneNumber' },
        wanted: ['address', 'website', 'phone'],
      },
    },
  },
  price: { note: 'About 1 USD for 1,000 searches; 2,500 are free', charged: 'call' },
  verified: { sure: 'documented', sources: ['serper.dev'], on: '2026-11', live: false, notes: ['What an empty account answers is inferred: a 4xx whose words speak of credits.', '50 calls a second are those of a free account.'] },
} satisfies Manifest;
