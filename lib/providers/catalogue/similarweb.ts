import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'similarweb',
  name: 'Similarweb',
  homepage: 'https://www.similarweb.com',
  docs: 'https://developers.similarweb.com',
  baseUrl: 'https://api.similarweb.com/v1',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key', helpUrl: 'https://account.similarweb.com' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['meta.error_message', 'error', 'message'],
  operations: {
    'find-traffic': {
      ways: [
        {
          needs: [['domain']],
          steps: [{ request: { method: 'GET', path: '/website/{domain}/total-traffic-and-engagement/visits', query: { start_date: '{today|monthsAgo:2|month}', end_date: '{today|monthsAgo:2|month}', country: 'world', granularity: 'monthly', main_domain_only: false } } }],
        },
      ],
      answer: { fields: { monthlyVisits: { path: 'visits.visits' } } },
      notes: ['All visits of the month before the last one, which every plan has by then.'],
    },
  },
  price: { note: 'By contract', charged: 'call' },
  verified: {
    sure: 'documented-in-use',
    sources: ['several public clients that agree on path and names'],
    on: '2026-11',
    live: false,
    notes: ['401 and 403 mean a bad key or a plan without this; 404 is read as "no data".', 'The rank has a path of its own whose answer is not spelled out; it is left out.', 'The key has no documented header form.'],
  },
} satisfies Manifest;
