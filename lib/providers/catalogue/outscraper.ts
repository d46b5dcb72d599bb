import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'outscraper',
  name: 'Outscraper',
  homepage: 'https://outscraper.com',
  docs: 'https://app.outscraper.com/api-docs',
  baseUrl: 'https://api.app.outscraper.com',
  auth: { kind: 'header', name: 'X-API-KEY' },
  key: { label: 'API key', helpUrl: 'https://app.outscraper.com/profile' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['errorMessage', 'message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/emails-and-contacts', query: { query: '{domain}', async: false } }, shape: { any: [{ path: 'data', exists: true }, { path: 'status', is: 'Pending' }] } }] }],
      answer: { fields: { email: 'data[0].emails.value', phone: 'data[0].phones.value', description: 'data[0].site_data.description' } },
      poll: {
        kind: 'job',
        id: { path: 'id', when: { path: 'status', is: 'Pending' } },
        request: { method: 'GET', base: 'https://api.outscraper.cloud', path: '/requests/{job.id}' },
        rules: [{ when: { path: 'status', is: 'Pending' }, then: 'pending' }],
        everyMs: 10_000,
        maxWaitMs: 600_000,
      },
      notes: ['Contacts that stand on the site.', 'When it takes long, the partner answers with a job that is asked for later.'],
    },
  },
  price: { note: 'Paid per record; some are free each month', charged: 'found' },
  verified: {
    sure: 'documented-in-use',
    sources: ['several public clients that agree'],
    on: '2026-11',
    live: false,
    notes: ['data may be nested one list deeper; both are read.', 'Meanings of error codes are the usual ones.', 'No free call that checks a key is documented.'],
  },
} satisfies Manifest;
