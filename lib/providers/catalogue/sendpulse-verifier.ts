import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'sendpulse-verifier',
  name: 'SendPulse Email Verifier',
  homepage: 'https://sendpulse.com/features/email-verifier',
  docs: 'https://sendpulse.com/integrations/api/verifier',
  baseUrl: 'https://api.sendpulse.com',
  auth: {
    kind: 'token',
    parts: ['id', 'secret'],
    request: { method: 'POST', path: '/oauth/access_token', json: { grant_type: 'client_credentials', client_id: '{key.id}', client_secret: '{key.secret}' } },
    token: 'access_token',
    expires: 'expires_in',
  },
  key: { label: 'API ID and secret, as id:secret', helpUrl: 'https://login.sendpulse.com/settings/#api' },
  limits: { perSecond: 10, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'verify-email': {
      ways: [
        {
          needs: [['email']],
          steps: [
            {
              request: { method: 'POST', path: '/verifier-service/send-single-to-verify/', json: { email: '{email}' } },
              rules: [{ when: { path: 'result', is: false }, then: 'bad-input' }],
              shape: { path: 'result', is: true },
            },
          ],
        },
      ],
      answer: {
        fields: {},
        verdict: [
          { path: 'data.checks.status', map: { 1: 'valid', 2: 'unknown', 3: 'invalid' } },
          { value: 'unknown', when: { path: 'data.checks', exists: true } },
        ],
      },
      // The job is asked for by its address. 0 is an address that is not looked at yet.
      poll: {
        kind: 'job',
        id: { template: '{email}', when: { path: 'result', is: true } },
        request: { method: 'GET', path: '/verifier-service/get-single-result/', query: { email: '{job.id}' } },
        rules: [{ when: { any: [{ path: 'result', is: false }, { path: 'data.checks.status', is: 0 }] }, then: 'pending' }],
        everyMs: 5_000,
        maxWaitMs: 300_000,
      },
      price: '1 verification for each check',
    },
  },
  price: { note: '1 verification for each check; some are part of every plan', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['sendpulse.com/integrations/api/verifier', 'vendor SDKs and public clients (numbers of the status)'],
    on: '2026-11',
    live: false,
    notes: [
      'The words of the status are in the language of the account: its number is read (1 valid, 3 invalid, 2 not sure, 0 not yet).',
      'Ten calls a second.',
      'How used-up verifications are told is not documented.',
    ],
  },
} satisfies Manifest;
