import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'disify',
  name: 'Disify',
  homepage: 'https://www.disify.com',
  docs: 'https://docs.disify.com',
  baseUrl: 'https://www.disify.com/api',
  auth: { kind: 'none' },
  limits: { perSecond: 1, concurrent: 1 },
  errorText: ['error', 'message'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/email/{email}' }, shape: { path: 'format', exists: true } }] }],
      answer: {
        fields: {},
        verdict: [
          { value: 'invalid', when: { any: [{ path: 'format', is: false }, { path: 'dns', is: false }, { path: 'disposable', is: true }] } },
          { value: 'unknown', when: { path: 'format', is: true } },
        ],
      },
      notes: ['Knows throw-away domains and domains without mail; whether the mailbox exists is not looked at, so nothing is ever valid.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['docs.disify.com', 'public clients'], on: '2026-11', live: false, notes: ['No pace is published; one call a second is our own.'] },
} satisfies Manifest;
