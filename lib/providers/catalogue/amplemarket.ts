import type { Manifest } from '../../contracts/manifest.ts';

const lead = { email: '{email}', linkedin_url: '{linkedinUrl}', name: '{name}', company_domain: '{companyDomain}' };
const submit = { method: 'POST', path: '/people/enrichment-requests' } as const;
const poll = { kind: 'job' as const, id: 'id', request: { method: 'GET' as const, path: '/people/enrichment-requests/{job.id}' }, everyMs: 5_000, maxWaitMs: 600_000 };

export default {
  kiln: 1,
  id: 'amplemarket',
  name: 'Amplemarket',
  homepage: 'https://www.amplemarket.com',
  docs: 'https://docs.amplemarket.com',
  baseUrl: 'https://api.amplemarket.com',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://docs.amplemarket.com' },
  limits: { perSecond: 2, concurrent: 4 },
  rules: [
    { when: { path: 'status', is: ['queued', 'processing'] }, then: 'pending' },
    { when: { status: 404 }, then: 'no-result' },
    { when: { path: 'results[0].status', is: 'not_found' }, then: 'no-result' },
    { when: { path: 'results[0].status', is: 'gdpr_removed' }, then: 'legal-suppressed' },
  ],
  errorText: ['_errors[0].detail', '_errors[0].title', 'message', 'error'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['name', 'companyDomain']], steps: [{ request: { ...submit, json: { leads: [lead], reveal_email: true, reveal_phone_numbers: false } } }] }],
      answer: { fields: { workEmail: 'results[0].result.email', title: 'results[0].result.title', linkedinUrl: 'results[0].result.linkedin_url', companyName: 'results[0].result.company.name' } },
      poll,
      notes: ['The partner says nothing about deliverability: an address from here carries no verdict.'],
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyDomain']], steps: [{ request: { ...submit, json: { leads: [lead], reveal_email: false, reveal_phone_numbers: true } } }] }],
      answer: { fields: { mobile: 'results[0].result.phone_numbers[?type=="mobile"].number', phone: 'results[0].result.phone_numbers[?type!="mobile"].number' } },
      poll,
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyDomain']], steps: [{ request: { ...submit, json: { leads: [lead], reveal_email: false, reveal_phone_numbers: false } } }] }],
      answer: {
        fields: {
          name: 'results[0].result.name',
          firstName: 'results[0].result.first_name',
          lastName: 'results[0].result.last_name',
          title: 'results[0].result.title',
          linkedinUrl: 'results[0].result.linkedin_url',
          companyName: 'results[0].result.company.name',
          companyDomain: { path: 'results[0].result.company.website', as: ['domain'] },
        },
      },
      poll,
    },
  },
  price: { note: 'Credits of the Amplemarket plan, by what is revealed', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.amplemarket.com'],
    on: '2026-11',
    live: false,
    notes: ['451 and gdpr_removed mean that the person is withheld: no result.', 'What the partner knows of the company comes with the person only; companies are not enriched from here.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
