import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'clearout',
  name: 'Clearout',
  homepage: 'https://clearout.io',
  docs: 'https://docs.clearout.io',
  baseUrl: 'https://api.clearout.io/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API token', helpUrl: 'https://app.clearout.io/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // Failures come with their own code or inside HTTP 200.
    { when: { path: 'error.message', matches: 'credit' }, then: 'no-credits' },
    { when: { path: 'error.message', matches: 'token|unauthor' }, then: 'auth' },
    { when: { status: 200, path: 'status', is: ['failure', 'failed'] }, then: 'bad-input' },
  ],
  errorText: ['error.message'],
  keyCheck: { request: { method: 'GET', path: '/email_verify/getcredits' }, creditsLeft: { path: ['data.available_credits', 'data.credits.available'] } },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/email_verify/instant', json: { email: '{email}', timeout: 20_000 } }, shape: { path: 'data.status', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'data.status', map: { valid: 'valid', invalid: 'invalid', catch_all: 'catch-all', unknown: 'unknown' }, otherwise: 'unknown' } },
      price: '1 credit for each check',
    },
    'find-work-email': {
      ways: [
        {
          needs: [['name', 'companyDomain']],
          steps: [{ request: { method: 'POST', path: '/email_finder/instant', json: { name: '{name}', domain: '{companyDomain}', timeout: 20_000, queue: false } }, shape: { path: 'data', exists: true } }],
        },
      ],
      answer: { fields: { workEmail: 'data.emails[0].email_address', companyName: 'data.company.name' }, confidence: 'data.confidence_score' },
      charged: 'found',
      price: '4 credits for each address found',
    },
  },
  price: { note: '1 credit a check, 4 credits an address found; the price of a credit depends on the pack', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.clearout.io'],
    on: '2026-11',
    live: false,
    notes: ['How many calls a minute are allowed depends on the plan and is told in x-ratelimit headers.', '524 is a check that took too long.', 'Numbers are checked by another product with its own account (clearoutphone.io).'],
  },
} satisfies Manifest;
