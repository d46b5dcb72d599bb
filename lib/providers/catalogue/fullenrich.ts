import type { Manifest } from '../../contracts/manifest.ts';

const who = { first_name: '{firstName}', last_name: '{lastName}', domain: '{companyDomain}', company_name: '{companyName}', linkedin_url: '{linkedinUrl}' };
const submit = { method: 'POST', path: '/contact/enrich/bulk' } as const;
const needs: ('linkedinUrl' | 'firstName' | 'lastName' | 'companyDomain' | 'companyName')[][] = [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']];
const status = { DELIVERABLE: 'valid', HIGH_PROBABILITY: 'catch-all', CATCH_ALL: 'catch-all', INVALID: 'invalid', INVALID_DOMAIN: 'invalid' };
/** The partner asks for long intervals: a contact takes 30 to 90 seconds. */
const wait = { everyMs: 60_000, maxWaitMs: 2_400_000 };

export default {
  kiln: 1,
  id: 'fullenrich',
  name: 'FullEnrich',
  homepage: 'https://fullenrich.com',
  docs: 'https://docs.fullenrich.com',
  baseUrl: 'https://app.fullenrich.com/api/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://app.fullenrich.com' },
  limits: { perMinute: 60, concurrent: 4 },
  rules: [
    // A job that is still running answers with a 400.
    { when: { path: 'code', is: 'error.enrichment.in_progress' }, then: 'pending' },
    { when: { status: 200, path: 'status', is: ['CREATED', 'IN_PROGRESS'] }, then: 'pending' },
    { when: { path: 'status', is: 'CREDITS_INSUFFICIENT' }, then: 'no-credits' },
    { when: { path: 'status', is: 'RATE_LIMIT' }, then: 'rate-limited' },
    { when: { path: 'status', is: 'CANCELED' }, then: 'no-result' },
  ],
  errorText: ['message', 'code'],
  keyCheck: { request: { method: 'GET', path: '/account/credits' }, creditsLeft: 'balance' },
  operations: {
    'find-work-email': {
      ways: [{ needs, steps: [{ request: { ...submit, json: { name: 'Kiln', data: [{ ...who, enrich_fields: ['contact.work_emails'] }] } } }] }],
      answer: {
        fields: { workEmail: 'data[0].contact_info.most_probable_work_email.email', title: 'data[0].profile.employment.current.title', companyName: 'data[0].profile.employment.current.company.name', linkedinUrl: 'data[0].profile.social_profiles.professional_network.url' },
        verdict: { path: 'data[0].contact_info.most_probable_work_email.status', map: status, otherwise: 'unknown' },
      },
      poll: { kind: 'job', id: 'enrichment_id', request: { method: 'GET', path: '/contact/enrich/bulk/{job.id}' }, ...wait },
      price: '1 credit for each address found; the same contact is free for 3 months',
      spent: 'cost.credits',
    },
    'find-personal-email': {
      ways: [{ needs, steps: [{ request: { ...submit, json: { name: 'Kiln', data: [{ ...who, enrich_fields: ['contact.personal_emails'] }] } } }] }],
      answer: { fields: { personalEmail: 'data[0].contact_info.most_probable_personal_email.email' } },
      poll: { kind: 'job', id: 'enrichment_id', request: { method: 'GET', path: '/contact/enrich/bulk/{job.id}' }, ...wait },
      price: '3 credits for each address found',
      spent: 'cost.credits',
    },
    'find-phone': {
      ways: [{ needs, steps: [{ request: { ...submit, json: { name: 'Kiln', data: [{ ...who, enrich_fields: ['contact.phones'] }] } } }] }],
      answer: { fields: { phone: { path: ['data[0].contact_info.most_probable_phone.number', 'data[0].contact_info.phones.number'] } } },
      poll: { kind: 'job', id: 'enrichment_id', request: { method: 'GET', path: '/contact/enrich/bulk/{job.id}' }, ...wait },
      price: '10 credits for each number found',
      spent: 'cost.credits',
      notes: ['Whether a number is a mobile is not said.'],
    },
    'enrich-person': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/contact/reverse/email/bulk', json: { name: 'Kiln', data: [{ email: '{email}' }] } } }] }],
      answer: {
        fields: {
          name: 'data[0].profile.full_name',
          firstName: 'data[0].profile.first_name',
          lastName: 'data[0].profile.last_name',
          headline: 'data[0].profile.headline',
          title: 'data[0].profile.employment.current.title',
          seniority: 'data[0].profile.employment.current.seniority',
          companyName: 'data[0].profile.employment.current.company.name',
          companyDomain: { path: 'data[0].profile.employment.current.company.domain', as: ['domain'] },
          linkedinUrl: 'data[0].profile.social_profiles.professional_network.url',
          location: { parts: ['data[0].profile.location.city', 'data[0].profile.location.region', 'data[0].profile.location.country'] },
          country: 'data[0].profile.location.country',
        },
      },
      poll: { kind: 'job', id: 'enrichment_id', request: { method: 'GET', path: '/contact/reverse/email/bulk/{job.id}' }, ...wait },
      price: '1 credit for each person found',
      spent: 'cost.credits',
    },
  },
  price: { note: 'From about 29 USD a month; 50 credits to try', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.fullenrich.com/api/v2 (OpenAPI)', 'fullenrich.com/pricing.md'],
    on: '2026-11',
    live: false,
    notes: ['60 calls a minute for the whole account.', 'HIGH_PROBABILITY is read as an address on a host that takes everything.'],
  },
} satisfies Manifest;
