import type { Manifest } from '../../contracts/manifest.ts';

const status = {
  connected: 'valid',
  'connected-75': 'valid',
  disconnected: 'invalid',
  'disconnected-85': 'invalid',
  'disconnected-70': 'invalid',
  'invalid-phone': 'invalid',
  'invalid phone': 'invalid',
  'invalid-format': 'invalid',
};

export default {
  kiln: 1,
  id: 'realphonevalidation',
  name: 'RealPhoneValidation',
  homepage: 'https://realphonevalidation.com',
  docs: 'https://realphonevalidation.com/resources/api-documentation/',
  baseUrl: 'https://api.realvalidation.com/rpvWebService',
  auth: { kind: 'query', name: 'token' },
  key: { label: 'Token', helpUrl: 'https://realphonevalidation.com/' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // The outcome is a word inside HTTP 200.
    { when: { path: 'status', is: 'unauthorized' }, then: 'auth' },
    { when: { path: 'status', is: 'server-unavailable' }, then: 'server' },
    { when: { all: [{ path: 'status', is: 'ERROR' }, { path: 'error_text', matches: 'credit|balance|fund' }] }, then: 'no-credits' },
    { when: { path: 'status', is: 'ERROR' }, then: 'bad-input' },
    { when: { status: 403 }, then: 'rate-limited' },
  ],
  errorText: ['error_text', 'status'],
  operations: {
    'check-phone': {
      ways: [
        {
          needs: [['phone']],
          only: { phone: '^\\+1[2-9]\\d{9}$' },
          steps: [{ request: { method: 'GET', path: '/TurboV3.php', query: { phone: '{phone|end:10}', output: 'json' } }, shape: { path: 'status', exists: true } }],
        },
      ],
      answer: {
        fields: {
          phoneStatus: { path: 'status', map: status, otherwise: 'unknown' },
          phoneType: { path: 'phone_type', map: { Mobile: 'mobile', Landline: 'landline', VoIP: 'voip' } },
          carrier: 'carrier',
          name: { path: 'caller_name', when: { path: 'caller_type', is: 'Consumer' } },
          companyName: { path: 'caller_name', when: { path: 'caller_type', is: 'Business' } },
        },
      },
      price: '1 credit for each check',
      notes: ['Numbers of the United States only.', 'Lines that are busy, not reached, half connected or still being looked at are unknown.'],
    },
  },
  price: { note: '1 credit for each check; the price depends on the account', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['realphonevalidation.com (API documentation)', 'public clients (words of status, names of callers)'],
    on: '2026-11',
    live: false,
    notes: ['The host is api.realvalidation.com.', 'Public clients take 403 for the pace.', 'How an empty account is told is not documented.'],
  },
} satisfies Manifest;
