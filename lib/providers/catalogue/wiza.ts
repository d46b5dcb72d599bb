import type { Manifest } from '../../contracts/manifest.ts';

const reveal = { profile_url: '{linkedinUrl}', full_name: '{name}', domain: '{companyDomain}', company: '{companyName}', email: '{email}' } as const;
const submit = { method: 'POST', path: '/individual_reveals' } as const;
const poll = {
  kind: 'job' as const,
  id: 'data.id',
  request: { method: 'GET' as const, path: '/individual_reveals/{job.id}' },
  everyMs: 3_000,
  maxWaitMs: 300_000,
};
const spent = 'data.credits.api_credits.total';

export default {
  kiln: 1,
  id: 'wiza',
  name: 'Wiza',
  homepage: 'https://wiza.co',
  docs: 'https://docs.wiza.co',
  baseUrl: 'https://wiza.co/api',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://wiza.co/app/settings/api' },
  limits: { perSecond: 2, concurrent: 4 },
  rules: [
    { when: { status: 200, path: 'data.status', is: ['queued', 'resolving'] }, then: 'pending' },
    { when: { status: 404 }, then: 'no-result' },
    { when: { status: 200, path: 'data.status', is: 'failed' }, then: 'no-result' },
  ],
  errorText: ['status.message', 'message', 'error'],
  keyCheck: { request: { method: 'GET', path: '/meta/credits' }, creditsLeft: 'credits.api_credits' },
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['name', 'companyDomain'], ['name', 'companyName']], steps: [{ request: { ...submit, json: { individual_reveal: reveal, enrichment_level: 'partial', email_options: { accept_work: true, accept_personal: false } } } }] }],
      answer: {
        fields: { workEmail: 'data.email', title: 'data.title', linkedinUrl: 'data.linkedin_profile_url', companyName: 'data.company' },
        verdict: { path: 'data.email_status', map: { valid: 'valid', catch_all: 'catch-all', risky: 'catch-all', invalid: 'invalid' }, otherwise: 'unknown' },
      },
      poll,
      price: '2 credits for each address found',
      spent,
      notes: ['The words of email_status beyond valid, catch_all and risky are not listed.'],
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyDomain'], ['name', 'companyName']], steps: [{ request: { ...submit, json: { individual_reveal: reveal, enrichment_level: 'phone' } } }] }],
      answer: { fields: { mobile: { path: ['data.mobile_phone', 'data.phones[?type=="mobile"].number'] }, phone: { path: ['data.phone_number', 'data.phones[?type!="mobile"].number'] } } },
      poll,
      price: '5 credits for each number found',
      spent,
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyDomain'], ['name', 'companyName']], steps: [{ request: { ...submit, json: { individual_reveal: reveal, enrichment_level: 'none' } } }] }],
      answer: {
        fields: {
          name: 'data.name',
          title: 'data.title',
          linkedinUrl: 'data.linkedin_profile_url',
          companyName: 'data.company',
          companyDomain: { path: 'data.company_domain', as: ['domain'] },
        },
      },
      poll,
      price: '1 credit for each profile found',
      spent,
    },
    'enrich-company': {
      ways: [
        {
          needs: [['domain'], ['companyName'], ['linkedinUrl']],
          steps: [{ request: { method: 'POST', path: '/company_enrichments', json: { company_domain: '{domain}', company_name: '{companyName}', company_linkedin_slug: '{linkedinUrl|linkedinSlug}' } } }],
        },
      ],
      answer: {
        fields: {
          name: 'data.company_name',
          industry: 'data.company_industry',
          employees: 'data.company_size',
          employeeRange: 'data.company_size_range',
          founded: { path: 'data.company_founded', as: ['year'] },
          ticker: 'data.company_ticker',
          location: { parts: ['data.company_locality', 'data.company_region', 'data.company_country'], as: ['titleCase'] },
          address: { parts: ['data.company_postal_code', 'data.company_locality', 'data.company_country'], as: ['titleCase'] },
          country: { path: 'data.company_country', as: ['titleCase'] },
          linkedinUrl: 'data.company_linkedin',
        },
      },
      price: '2 credits for each company found',
      spent,
    },
  },
  price: { note: 'API credits of the Wiza plan; what was charged is in each answer', charged: 'found' },
  verified: { sure: 'documented', sources: ['docs.wiza.co', 'public clients (live answers)'], on: '2026-11', live: false, notes: ['Each question asks for one thing, so the other things are not charged.', 'No pace is documented; 2 calls a second are used.'] },
} satisfies Manifest;
