import type { Manifest } from '../../contracts/manifest.ts';

const status = { valid: 'valid', risky: 'catch-all', invalid: 'invalid' };
const fields = { workEmail: { path: ['valid_email', 'email'] }, title: 'person_job_title' };

export default {
  kiln: 1,
  id: 'anymailfinder',
  name: 'Anymail Finder',
  homepage: 'https://anymailfinder.com',
  docs: 'https://anymailfinder.com/email-finder-api/docs',
  baseUrl: 'https://api.anymailfinder.com/v5.1',
  auth: { kind: 'header', name: 'Authorization' },
  key: { label: 'API key', helpUrl: 'https://anymailfinder.com/email-finder-api/docs/authentication' },
  limits: { concurrent: 8 },
  timeoutMs: 25_000,
  rules: [
    { when: { status: 200, path: 'email_status', is: 'blacklisted' }, then: 'legal-suppressed' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['error_explained', 'error'],
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'POST', path: '/find-email/person', json: { first_name: '{firstName}', last_name: '{lastName}', domain: '{companyDomain}', company_name: '{companyName}' } }, shape: { path: 'email_status', exists: true } }],
        },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/find-email/linkedin-url', json: { linkedin_url: '{linkedinUrl}' } }, shape: { path: 'email_status', exists: true } }] },
      ],
      answer: { fields, verdict: { path: 'email_status', map: status, otherwise: 'unknown' }, wanted: ['workEmail'] },
      price: '1 credit for each valid address; risky ones and misses are free',
      spent: 'credits_charged',
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/verify-email', json: { email: '{email}' } }, shape: { path: 'email_status', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'email_status', map: status, otherwise: 'unknown' } },
      price: '0.2 credits',
      charged: 'call',
      spent: 'credits_charged',
    },
  },
  price: { note: 'About 0.07 USD an address (29 USD for 400 a month); the same question is free for a period', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['anymailfinder.com/email-finder-api/docs'],
    on: '2026-11',
    live: false,
    notes: [
      'An answer may take longer than the 25 seconds a call may last here: it then counts as a timeout, and asking again costs nothing more.',
      'The key is sent bare; older pages show it as a bearer.',
      '503 server_busy is a queue at the partner. No pace is published; 8 calls at a time are used.',
    ],
  },
} satisfies Manifest;
