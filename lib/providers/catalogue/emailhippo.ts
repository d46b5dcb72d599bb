import type { Manifest } from '../../contracts/manifest.ts';

const mailbox = 'emailVerification.mailboxVerification';

export default {
  kiln: 1,
  id: 'emailhippo',
  name: 'Email Hippo MORE',
  homepage: 'https://www.emailhippo.com',
  docs: 'https://docs.emailhippo.com',
  baseUrl: 'https://api.hippoapi.com',
  auth: { kind: 'path' },
  key: { label: 'License key', helpUrl: 'https://docs.emailhippo.com' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['errorSummary', 'message'],
  keyCheck: { request: { method: 'GET', path: '/customer/reports/v3/quota/{key}' }, creditsLeft: 'quotaRemaining' },
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/v3/more/json/{key}/{email}' }, shape: { path: `${mailbox}.result`, exists: true } }] }],
      answer: {
        fields: {},
        verdict: [
          { path: `${mailbox}.reason`, map: { ServerIsCatchAll: 'catch-all', DomainIsWellKnownDea: 'invalid' } },
          { path: `${mailbox}.result`, map: { Ok: 'valid', Bad: 'invalid', RetryLater: 'unknown', Unverifiable: 'unknown' }, otherwise: 'unknown' },
        ],
      },
      price: '1 query for each check',
    },
  },
  price: { note: '1 query for each check; the price depends on the plan', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.emailhippo.com', 'public clients (reasons, quota)'],
    on: '2026-11',
    live: false,
    notes: ['The key stands in the path of the address: there is no other form.', '401 is a bad key or a used-up quota; the check of the key tells them apart.', 'No pace is published.'],
  },
} satisfies Manifest;
