import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'emailrep',
  name: 'EmailRep',
  homepage: 'https://emailrep.io',
  docs: 'https://docs.sublime.security/reference/get_-email',
  baseUrl: 'https://emailrep.io',
  auth: { kind: 'header', name: 'Key', optional: true },
  key: { label: 'API key (optional, for a higher pace)', helpUrl: 'https://emailrep.io/key' },
  limits: { perDay: 10, concurrent: 1 },
  limitsWithKey: { perSecond: 1, perDay: 250, concurrent: 1 },
  errorText: ['reason', 'status'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/{email}' }, shape: { path: 'reputation', exists: true } }] }],
      answer: {
        fields: {},
        verdict: [
          { value: 'invalid', when: { any: [{ path: 'details.disposable', is: true }, { path: 'details.domain_exists', is: false }, { path: 'details.deliverable', is: false }] } },
          { value: 'unknown', when: { path: 'reputation', exists: true } },
        ],
      },
      notes: ['`deliverable` says that the domain takes mail, so it makes no address valid.'],
    },
  },
  price: { note: 'Free: a few calls a day without a key', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['public clients of emailrep.io'], on: '2026-11', live: false, notes: ['Fields are partly inferred.', 'The quota without a key is tiny; the numbers here are our own care.'] },
} satisfies Manifest;
