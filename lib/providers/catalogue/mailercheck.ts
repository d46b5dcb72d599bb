import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'mailercheck',
  name: 'MailerCheck',
  homepage: 'https://www.mailercheck.com',
  docs: 'https://developers.mailercheck.com',
  baseUrl: 'https://app.mailercheck.com/api',
  auth: { kind: 'bearer' },
  key: { label: 'API token', helpUrl: 'https://app.mailercheck.com/' },
  limits: { perMinute: 60, concurrent: 2 },
  errorText: ['message'],
  keyCheck: { request: { method: 'GET', path: '/credits' }, creditsLeft: 'total' },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/check/single', json: { email: '{email}' } }, shape: { path: 'status', exists: true } }] }],
      answer: {
        fields: {},
        verdict: {
          path: 'status',
          map: {
            valid: 'valid',
            catch_all: 'catch-all',
            syntax_error: 'invalid',
            typo: 'invalid',
            mailbox_not_found: 'invalid',
            disposable: 'invalid',
            blocked: 'invalid',
            mailbox_full: 'unknown',
            role: 'unknown',
            unknown: 'unknown',
          },
          otherwise: 'unknown',
        },
      },
      price: '1 credit for each check',
      notes: ['A role address and a full mailbox are counted as unknown.'],
    },
  },
  price: { note: '1 credit for each check; the price of a credit depends on the pack', charged: 'call' },
  verified: { sure: 'documented', sources: ['developers.mailercheck.com'], on: '2026-11', live: false, notes: ['60 calls a minute; beyond it 429 with retry-after.'] },
} satisfies Manifest;
