import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'sendgrid-validation',
  name: 'SendGrid Email Validation',
  homepage: 'https://sendgrid.com/en-us/solutions/email-validation-api',
  docs: 'https://www.twilio.com/docs/sendgrid/api-reference/email-address-validation',
  baseUrl: 'https://api.sendgrid.com/v3',
  auth: { kind: 'bearer' },
  key: { label: 'Key for email address validation', helpUrl: 'https://app.sendgrid.com/settings/api_keys' },
  limits: { perSecond: 7, concurrent: 4 },
  errorText: ['errors[0].message'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/validations/email', json: { email: '{email}' } }, shape: { path: 'result.verdict', exists: true } }] }],
      answer: { fields: {}, confidence: { path: 'result.score', times: 100 }, verdict: { path: 'result.verdict', map: { Valid: 'valid', Invalid: 'invalid', Risky: 'unknown' }, otherwise: 'unknown' } },
      price: '1 validation for each check',
    },
  },
  price: { note: 'Part of the Pro and Premier plans', charged: 'call' },
  verified: { sure: 'documented', sources: ['twilio.com/docs/sendgrid (Email Address Validation)'], on: '2026-11', live: false, notes: ['It needs a key made for this alone.', '403 is a plan or a key without it.', 'How used-up validations are told is not documented.'] },
} satisfies Manifest;
