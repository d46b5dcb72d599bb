import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'who-hosts-this',
  name: 'Who Hosts This',
  homepage: 'https://www.who-hosts-this.com',
  docs: 'https://www.who-hosts-this.com',
  baseUrl: 'https://www.who-hosts-this.com/APIEndpoint',
  auth: { kind: 'query', name: 'key' },
  key: { label: 'API key', helpUrl: 'https://www.who-hosts-this.com' },
  limits: { perMinute: 6, concurrent: 1 },
  rules: [
    // The status is always 200; the words in result.msg tell.
    { when: { path: 'result.msg', matches: 'not found' }, then: 'no-result' },
    { when: { path: 'result.msg', matches: 'invalid url' }, then: 'bad-input' },
    { when: { path: 'result.msg', matches: 'key' }, then: 'auth' },
    { when: { path: 'result.msg', matches: 'quota' }, then: 'no-credits' },
    { when: { path: 'result.msg', matches: 'too many' }, then: 'rate-limited' },
  ],
  errorText: ['result.msg'],
  keyCheck: { request: { method: 'GET', path: '/Status' }, notes: ['Tells the use of the period; the form of the numbers is not documented.'] },
  operations: {
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/Detect', query: { url: '{domain}' } }, shape: { path: 'result', exists: true } }] }],
      answer: { fields: { technologies: { path: 'results.isp_name', by: ', ' } } },
      notes: ['Only who hosts the site, no software on it.'],
    },
  },
  price: { note: 'Calls of the plan; some are free', charged: 'call' },
  verified: {
    sure: 'documented-in-use',
    sources: ['OpenAPI (paths)', 'public clients (result.msg, results, isp_name)'],
    on: '2026-11',
    live: false,
    notes: ['"Invalid Url" and "Not Found" are seen in clients; the words for key, quota and pace are inferred.', 'The pace is that of the free key, one call in ten seconds.'],
  },
} satisfies Manifest;
