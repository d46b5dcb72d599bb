import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'semrush',
  name: 'Semrush Analytics',
  homepage: 'https://www.semrush.com',
  docs: 'https://developer.semrush.com/api/v3/analytics/',
  baseUrl: 'https://api.semrush.com',
  auth: { kind: 'query', name: 'key' },
  key: { label: 'API key', helpUrl: 'https://www.semrush.com/accounts/subscription-info/api-units/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Errors are a line of text inside a 200.
    { when: { text: true, matches: '^\\s*ERROR 50 ' }, then: 'no-result' },
    { when: { text: true, matches: '^\\s*ERROR \\d+ :: .*KEY' }, then: 'auth' },
    { when: { text: true, matches: '^\\s*ERROR \\d+ :: .*BALANCE' }, then: 'no-credits' },
    { when: { text: true, matches: '^\\s*ERROR \\d+ :: .*LIMIT' }, then: 'rate-limited' },
    { when: { text: true, matches: '^\\s*ERROR ' }, then: 'bad-input' },
  ],
  operations: {
    'find-traffic': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/', query: { type: 'domain_ranks', export_columns: 'Dn,Rk,Ot', domain: '{domain}', database: 'us' }, accept: 'csv' } }] }],
      answer: { fields: { monthlyVisits: { path: ['[0]["Organic Traffic"]', '[0].Ot'] }, trafficRank: { path: ['[0].Rank', '[0].Rk'] } } },
      price: '10 units a line',
      notes: ['Visits from search in the United States, not all visits; the rank is Semrush\'s own by that traffic.'],
    },
  },
  price: { note: 'Units that are bought with a plan; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented-in-use',
    sources: ['developer.semrush.com', 'public clients'],
    on: '2026-11',
    live: false,
    notes: ['The answer is CSV with ; between the columns.', 'Of the errors only ERROR 50 is documented as "nothing found"; the others are read by their words.', 'The key has no documented header form.'],
  },
} satisfies Manifest;
