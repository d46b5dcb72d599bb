import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const lookup: StepTemplate = { request: { method: 'POST', path: '/domain_analytics/technologies/domain_technologies/live', json: [{ target: '{domain}' }] }, shape: { path: 'tasks[0].status_code', exists: true } };

export default {
  kiln: 1,
  id: 'dataforseo',
  name: 'DataForSEO',
  homepage: 'https://dataforseo.com',
  docs: 'https://docs.dataforseo.com',
  baseUrl: 'https://api.dataforseo.com/v3',
  auth: { kind: 'basic', user: '{key.login}', password: '{key.password}', parts: ['login', 'password'] },
  key: { label: 'API login and password (login:password)', helpUrl: 'https://app.dataforseo.com/api-access' },
  limits: { perMinute: 2_000, concurrent: 5 },
  rules: [
    // Errors come inside a 200, by number: of the whole answer or of the one task in it.
    { when: { any: [{ path: 'status_code', is: 40100 }, { path: 'tasks[0].status_code', is: 40100 }] }, then: 'auth' },
    { when: { any: [{ path: 'status_code', is: 40200 }, { path: 'tasks[0].status_code', is: 40200 }] }, then: 'no-credits' },
    { when: { any: [{ path: 'status_code', is: 40202 }, { path: 'tasks[0].status_code', is: 40202 }] }, then: 'rate-limited' },
    { when: { any: [{ path: 'status_code', matches: '^4' }, { path: 'tasks[0].status_code', matches: '^4' }] }, then: 'bad-input' },
    { when: { any: [{ path: 'status_code', matches: '^5' }, { path: 'tasks[0].status_code', matches: '^5' }] }, then: 'server' },
  ],
  errorText: ['tasks[0].status_message', 'status_message'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [lookup] }],
      answer: {
        fields: {
          phone: 'tasks[0].result[0].phone_numbers',
          email: 'tasks[0].result[0].emails',
          linkedinUrl: { path: 'tasks[0].result[0].social_graph_urls', as: ['linkedinUrl'] },
        },
      },
      notes: ['Contacts that stand on the site.'],
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [lookup] }],
      answer: { fields: { technologies: { path: 'tasks[0].result[0].technologies.*.*', by: ', ', most: 100 } } },
    },
  },
  price: { note: 'Paid per call from a balance; the answer says the cost in US dollars', charged: 'call' },
  verified: {
    sure: 'documented-in-use',
    sources: ['docs.dataforseo.com', 'public clients and their tests'],
    on: '2026-11',
    live: false,
    notes: ['20000 means success; 40100, 40200 and 40202 are the key, the balance and the pace.', 'One client reads result[0].items[0], a recorded answer has the record in result[0]; the recorded one is followed.', '2,000 calls a minute come from a client.'],
  },
} satisfies Manifest;
