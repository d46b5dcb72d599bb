import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'mailgun-validate',
  name: 'Mailgun Validate',
  homepage: 'https://www.mailgun.com',
  docs: 'https://documentation.mailgun.com/docs/validate',
  baseUrl: 'https://api.mailgun.net/v4',
  auth: { kind: 'basic', user: 'api', password: '{key}' },
  key: { label: 'Private API key', helpUrl: 'https://app.mailgun.com/settings/api_security' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message'],
  operations: {
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/address/validate', query: { address: '{email}' } }, shape: { path: 'result', exists: true } }] }],
      answer: {
        fields: {},
        verdict: { path: 'result', map: { deliverable: 'valid', undeliverable: 'invalid', do_not_send: 'invalid', catch_all: 'catch-all', unknown: 'unknown' }, otherwise: 'unknown' },
      },
      price: '1 validation for each check',
    },
  },
  price: { note: 'About 0.02 USD a check (49 USD a month for 2,500)', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['documentation.mailgun.com/docs/validate'],
    on: '2026-11',
    live: false,
    notes: ['Accounts of the European region use the host api.eu.mailgun.net.', 'How many calls may run at a time is not published; beyond it 429.'],
  },
} satisfies Manifest;
