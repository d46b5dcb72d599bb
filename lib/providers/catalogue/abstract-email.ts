import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'abstract-email',
  name: 'Abstract email reputation',
  homepage: 'https://www.abstractapi.com/api/email-reputation-api',
  docs: 'https://docs.abstractapi.com/api/email-reputation',
  baseUrl: 'https://emailreputation.abstractapi.com/v1',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key of this product', helpUrl: 'https://app.abstractapi.com/' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 422 }, then: 'no-credits' }],
  errorText: ['error.message'],
  operations: {
    'verify-email': {
      ways: [
        {
          needs: [['email']],
          steps: [{ request: { method: 'GET', path: '/', query: { email: '{email}' } }, shape: { any: [{ path: 'email_deliverability.status', exists: true }, { path: 'deliverability.status', exists: true }] } }],
        },
      ],
      answer: {
        fields: { firstName: 'email_sender.first_name', lastName: 'email_sender.last_name', companyName: 'email_sender.organization_name', mailHost: 'email_deliverability.mx_records[0]' },
        confidence: { path: ['email_quality.score', 'quality.score'], times: 100 },
        verdict: [
          { value: 'invalid', when: { any: [{ path: 'email_deliverability.status', matches: '^undeliverable$' }, { path: 'email_quality.is_disposable', is: true }] } },
          { value: 'catch-all', when: { path: 'email_quality.is_catchall', is: true } },
          { path: ['email_deliverability.status', 'deliverability.status'], map: { deliverable: 'valid', undeliverable: 'invalid', risky: 'unknown', unknown: 'unknown' }, otherwise: 'unknown' },
        ],
      },
      price: '1 credit for each check',
    },
  },
  price: { note: '1 credit for each check; 100 are free', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.abstractapi.com/api/email-reputation', 'recorded answers in public clients'],
    on: '2026-11',
    live: false,
    notes: ['422 is a used-up quota.', 'Sources differ in the name of the part that holds the status: both are read.', 'One call a second is the pace of the free plan.'],
  },
} satisfies Manifest;
