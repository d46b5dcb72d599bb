import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'wappalyzer',
  name: 'Wappalyzer',
  homepage: 'https://www.wappalyzer.com',
  docs: 'https://www.wappalyzer.com/docs/api/v2',
  baseUrl: 'https://api.wappalyzer.com/v2',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://www.wappalyzer.com/apikey' },
  limits: { perSecond: 10, concurrent: 4 },
  rules: [
    { when: { status: 403, text: true, matches: 'credit' }, then: 'no-credits' },
    { when: { status: 403 }, then: 'auth' },
  ],
  errorText: ['message', '[0].errors[0]'],
  creditsLeft: { header: 'wappalyzer-credits-remaining' },
  keyCheck: { request: { method: 'GET', path: '/credits/balance' }, creditsLeft: 'credits' },
  operations: {
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/lookup', query: { urls: 'https://{domain}' } }, shape: { any: [{ path: '[0].url', exists: true }, { status: 202 }] } }] }],
      answer: { fields: { technologies: { path: '[0].technologies.name', by: ', ', most: 100 } } },
      rules: [
        { when: { any: [{ path: '[0].crawl', is: true }, { status: 202 }] }, then: 'pending' },
        { when: { path: '[0].errors[0]', exists: true }, then: 'no-result' },
      ],
      poll: { kind: 'repeat', everyMs: 60_000, maxWaitMs: 1_800_000 },
      price: '1 credit',
      notes: ['A site that is not known yet is crawled first; it is asked again every minute.', 'Contact and company fields come with sets whose names are not documented.'],
    },
  },
  price: { note: 'Credits of the plan; prices on the vendor\'s site', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['wappalyzer.com/docs/api/v2', 'OpenAPI mirror api-evangelist/wappalyzer'],
    on: '2026-11',
    live: false,
    notes: ['403 means a bad key, a wrong resource or used-up credits; the words tell, as far as they are known.', 'Whether asking again during a crawl costs is not documented.'],
  },
} satisfies Manifest;
