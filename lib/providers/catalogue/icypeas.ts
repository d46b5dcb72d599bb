import type { Manifest } from '../../contracts/manifest.ts';

const read = { method: 'POST', path: '/bulk-single-searchs/read', json: { id: '{job.id}', mode: 'single' } } as const;

export default {
  kiln: 1,
  id: 'icypeas',
  name: 'Icypeas',
  homepage: 'https://www.icypeas.com',
  docs: 'https://api-doc.icypeas.com',
  baseUrl: 'https://app.icypeas.com/api',
  auth: { kind: 'header', name: 'Authorization' },
  key: { label: 'API key', helpUrl: 'https://api-doc.icypeas.com' },
  limits: { perSecond: 2, concurrent: 4 },
  rules: [
    { when: { path: 'items[0].status', is: ['NONE', 'SCHEDULED', 'IN_PROGRESS'] }, then: 'pending' },
    { when: { path: 'items[0].status', is: 'BAD_INPUT' }, then: 'bad-input' },
    { when: { path: 'items[0].status', is: 'INSUFFICIENT_FUNDS' }, then: 'no-credits' },
    { when: { path: 'items[0].status', is: 'ABORTED' }, then: 'no-result' },
    // What is wrong with a question comes inside HTTP 200.
    { when: { status: 200, path: 'success', is: false }, then: 'bad-input' },
  ],
  errorText: ['validationErrors[0].message', 'message', 'error'],
  operations: {
    'find-work-email': {
      ways: [
        { needs: [['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/email-search', json: { firstname: '{firstName}', lastname: '{lastName}', domainOrCompany: '{companyDomain}' } } }] },
        { needs: [['firstName', 'lastName', 'companyName']], steps: [{ request: { method: 'POST', path: '/email-search', json: { firstname: '{firstName}', lastname: '{lastName}', domainOrCompany: '{companyName}' } } }] },
      ],
      answer: {
        fields: { workEmail: 'items[0].results.emails[0].email' },
        verdict: { path: 'items[0].results.emails[0].certainty', map: { ultra_sure: 'valid', very_sure: 'valid', sure: 'valid' }, otherwise: 'unknown' },
      },
      poll: { kind: 'job', id: 'item._id', request: read, everyMs: 3_000, maxWaitMs: 300_000 },
      price: '1 credit for each address found',
      notes: ['certainty is read: sure and above count as valid, probable as unknown.'],
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/email-verification', json: { email: '{email}' } } }] }],
      answer: { fields: {}, verdict: { path: 'items[0].status', map: { FOUND: 'valid', DEBITED: 'valid', NOT_FOUND: 'invalid', DEBITED_NOT_FOUND: 'invalid' } } },
      poll: { kind: 'job', id: 'item._id', request: read, everyMs: 3_000, maxWaitMs: 300_000 },
      price: '0.1 credits',
      charged: 'call',
      notes: ['Not found is what the partner says of an address that does not exist.'],
    },
  },
  price: { note: 'Credits for addresses found; prices on the vendor\'s site', charged: 'found' },
  verified: { sure: 'documented', sources: ['api-doc.icypeas.com', 'icypeas-tech/n8n-nodes-icypeas'], on: '2026-11', live: false, notes: ['The key is sent bare.', 'A pace exists and could not be read; 2 calls a second are used.'] },
} satisfies Manifest;
