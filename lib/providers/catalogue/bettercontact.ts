import type { Manifest } from '../../contracts/manifest.ts';

const row = { first_name: '{firstName}', last_name: '{lastName}', company: '{companyName}', company_domain: '{companyDomain}', linkedin_url: '{linkedinUrl}' };
const needs: ('linkedinUrl' | 'firstName' | 'lastName' | 'companyDomain' | 'companyName')[][] = [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']];
const poll = {
  kind: 'job' as const,
  id: 'id',
  request: { method: 'GET' as const, path: '/async/{job.id}' },
  everyMs: 10_000,
  maxWaitMs: 600_000,
};

export default {
  kiln: 1,
  id: 'bettercontact',
  name: 'BetterContact',
  homepage: 'https://bettercontact.rocks',
  docs: 'https://doc.bettercontact.rocks',
  baseUrl: 'https://app.bettercontact.rocks/api/v2',
  auth: { kind: 'header', name: 'X-API-Key' },
  key: { label: 'API key', helpUrl: 'https://doc.bettercontact.rocks' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [
    { when: { status: 201, path: 'success', is: false }, then: 'bad-input' },
    { when: { status: 200, all: [{ path: 'status', exists: true }, { not: { path: 'status', is: 'terminated' } }] }, then: 'pending' },
  ],
  errorText: ['message', 'error'],
  keyCheck: { request: { method: 'GET', path: '/account' }, notes: ['Where the answer says what is left is not recorded; only whether the key works is read.'] },
  creditsLeft: 'credits_left',
  operations: {
    'find-work-email': {
      ways: [{ needs, steps: [{ request: { method: 'POST', path: '/async', json: { data: [row], enrich_email_address: true, enrich_phone_number: false } } }] }],
      answer: {
        fields: { workEmail: 'data[0].contact_email_address', title: 'data[0].contact_job_title' },
        verdict: {
          path: 'data[0].contact_email_address_status',
          map: { valid: 'valid', deliverable: 'valid', catch_all_safe: 'catch-all', catch_all_not_safe: 'catch-all', undeliverable: 'invalid' },
          otherwise: 'unknown',
        },
        wanted: ['workEmail'],
      },
      poll,
      price: 'About 1 credit for each address found',
      spent: 'credits_consumed',
    },
    'find-phone': {
      ways: [{ needs, steps: [{ request: { method: 'POST', path: '/async', json: { data: [row], enrich_email_address: false, enrich_phone_number: true } } }] }],
      answer: { fields: { phone: 'data[0].contact_phone_number' } },
      poll,
      price: 'About 10 credits for each number found',
      spent: 'credits_consumed',
      notes: ['Whether a number is a mobile is not said.'],
    },
  },
  price: { note: 'About 1 credit an address, 10 a number; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['doc.bettercontact.rocks (OpenAPI)', 'public clients'],
    on: '2026-11',
    live: false,
    notes: ['Asking too often may block the account: one call a second, and 10 seconds between two looks at a job.'],
  },
} satisfies Manifest;
