import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'enrow',
  name: 'Enrow',
  homepage: 'https://enrow.io',
  docs: 'https://docs.enrow.io',
  baseUrl: 'https://api.enrow.io',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://docs.enrow.io' },
  limits: { perSecond: 10, concurrent: 8 },
  rules: [
    { when: { any: [{ status: 202 }, { path: 'qualification', is: 'ongoing' }] }, then: 'pending' },
    // 422 is an empty account.
    { when: { status: 422 }, then: 'no-credits' },
  ],
  errorText: ['message'],
  keyCheck: { request: { method: 'GET', path: '/account/info' }, notes: ['Where the answer says what is left is not recorded; only whether the key works is read.'] },
  operations: {
    'find-work-email': {
      ways: [
        { needs: [['name', 'companyDomain'], ['name', 'companyName']], steps: [{ request: { method: 'POST', path: '/email/find/single', json: { fullname: '{name}', company_domain: '{companyDomain}', company_name: '{companyName}' } } }] },
      ],
      answer: { fields: { workEmail: { path: 'email', when: { path: 'qualification', is: 'valid' } } }, verdict: { value: 'valid', when: { path: 'qualification', is: 'valid' } } },
      poll: { kind: 'job', id: 'id', request: { method: 'GET', path: '/email/find/single', query: { id: '{job.id}' } }, everyMs: 5_000, maxWaitMs: 300_000 },
      price: '1 credit for each address found; a miss is given back',
      notes: ['Only valid addresses are found; invalid means none.'],
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/email/verify/single', json: { email: '{email}' } } }] }],
      answer: { fields: {}, verdict: { path: 'qualification', map: { valid: 'valid', invalid: 'invalid' }, otherwise: 'unknown' } },
      poll: { kind: 'job', id: 'id', request: { method: 'GET', path: '/email/verify/single', query: { id: '{job.id}' } }, everyMs: 5_000, maxWaitMs: 300_000 },
      price: '0.25 credits',
      charged: 'call',
    },
    'find-phone': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/phone/single', json: { linkedin_url: '{linkedinUrl}' } } }] },
        { needs: [['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [{ request: { method: 'POST', path: '/phone/single', json: { first_name: '{firstName}', last_name: '{lastName}', company_domain: '{companyDomain}', company_name: '{companyName}' } } }] },
      ],
      answer: { fields: { phone: { path: 'number', when: { path: 'qualification', is: 'found' } }, country: 'country' }, wanted: ['phone'] },
      poll: { kind: 'job', id: 'id', request: { method: 'GET', path: '/phone/single', query: { id: '{job.id}' } }, everyMs: 5_000, maxWaitMs: 600_000 },
      price: 'About 50 credits for each number found',
      notes: ['Whether a number is a mobile is not said.'],
    },
  },
  price: { note: 'From about 0.015 EUR a valid address', charged: 'found' },
  verified: { sure: 'documented', sources: ['docs.enrow.io', 'vendor reference (EnrowAPI/enrow-mcp)'], on: '2026-11', live: false, notes: ['10 submits a second; asking for a result is not limited and free.', '422 is an empty account.'] },
} satisfies Manifest;
