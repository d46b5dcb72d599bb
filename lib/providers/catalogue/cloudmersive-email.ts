import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'cloudmersive-email',
  name: 'Cloudmersive (email)',
  homepage: 'https://cloudmersive.com/validate-api',
  docs: 'https://api.cloudmersive.com/docs/validate.asp',
  baseUrl: 'https://api.cloudmersive.com',
  auth: { kind: 'header', name: 'Apikey' },
  key: { label: 'API key', helpUrl: 'https://account.cloudmersive.com/keys' },
  limits: { perSecond: 1, concurrent: 1 },
  errorText: ['message', 'Message'],
  operations: {
    'verify-email': {
      // The body is the address itself, as a JSON text.
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/validate/email/address/full', json: '{email}' }, shape: { path: 'ValidAddress', exists: true } }] }],
      answer: {
        fields: { mailHost: 'MailServerUsedForValidation' },
        verdict: [
          { value: 'catch-all', when: { all: [{ path: 'ValidAddress', is: true }, { path: 'IsCatchallDomain', is: true }] } },
          { path: 'ValidAddress', map: { true: 'valid', false: 'invalid' } },
        ],
      },
      price: '1 call for each check',
    },
  },
  price: { note: 'By the plan', charged: 'call' },
  verified: { sure: 'documented', sources: ['vendor client (Cloudmersive.APIClient.NodeJS.Validate)'], on: '2026-11', live: false, notes: ['One call a second is the pace of the free plan.', 'How a used-up plan is told is not documented.'] },
} satisfies Manifest;
