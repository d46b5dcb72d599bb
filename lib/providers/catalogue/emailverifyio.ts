import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'emailverifyio',
  name: 'EmailVerify.io',
  homepage: 'https://www.emailverify.io',
  docs: 'https://www.emailverify.io/api/docs/',
  baseUrl: 'https://app.emailverify.io/api/v1',
  auth: { kind: 'query', name: 'key' },
  key: { label: 'API key', helpUrl: 'https://app.emailverify.io' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [
    // Whatever its code: an error about credits is an empty account.
    { when: { status: '4xx', text: true, matches: '0 credits|no.{0,20}credits' }, then: 'no-credits' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['error', 'message'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['name', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/finder', query: { name: '{name}', domain: '{companyDomain}' } } }] }],
      answer: { fields: { workEmail: 'email' }, confidence: 'score' },
      price: '1 credit for each address found',
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/validate', query: { email: '{email}' } }, shape: { path: 'status', exists: true } }] }],
      answer: {
        fields: {},
        verdict: { path: 'status', map: { valid: 'valid', invalid: 'invalid', catch_all: 'catch-all', 'catch-all': 'catch-all', do_not_mail: 'invalid', unknown: 'unknown' }, otherwise: 'unknown' },
      },
      price: '1 credit for each check',
      charged: 'call',
      notes: ['Only valid and invalid are seen in use; other words are read by their usual meaning or as unknown.'],
    },
  },
  price: { note: 'About 10 finds and 100 checks a month are free', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['a directory\'s reading of www.emailverify.io/api/docs', 'public clients'],
    on: '2026-11',
    live: false,
    notes: ['The key travels in the address: there is no header form.', 'About one call a second is what clients keep to.'],
  },
} satisfies Manifest;
