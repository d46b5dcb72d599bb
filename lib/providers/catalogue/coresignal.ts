import type { Manifest } from '../../contracts/manifest.ts';

const company = { request: { method: 'GET', path: '/company_multi_source/enrich', query: { website: '{domain}' } }, shape: { path: 'company_name', exists: true } } as const;
const person = { request: { method: 'GET', path: '/employee_multi_source/collect/{linkedinUrl|linkedinSlug}' }, shape: { path: 'full_name', exists: true } } as const;
const NOW = 'experience[?active_experience==1]';

export default {
  kiln: 1,
  id: 'coresignal',
  name: 'Coresignal',
  homepage: 'https://coresignal.com',
  docs: 'https://docs.coresignal.com',
  baseUrl: 'https://api.coresignal.com/cdapi/v2',
  auth: { kind: 'header', name: 'apikey' },
  key: { label: 'API key', helpUrl: 'https://dashboard.coresignal.com' },
  limits: { perSecond: 5, concurrent: 4 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['detail'],
  creditsLeft: { header: 'x-credits-remaining' },
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl']], steps: [person] }],
      answer: {
        fields: { workEmail: 'primary_professional_email', title: 'active_experience_title', companyName: `${NOW}.company_name` },
        verdict: { path: 'primary_professional_email_status', map: { verified: 'valid' }, otherwise: 'unknown' },
      },
      price: '1 collect credit for each record; more for records of several sources',
      notes: ['Only verified is read as valid; the other words of the status say how an address was guessed.'],
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl']], steps: [person] }],
      answer: {
        fields: {
          name: 'full_name',
          firstName: 'first_name',
          lastName: 'last_name',
          headline: 'headline',
          title: { path: ['active_experience_title', `${NOW}.position_title`] },
          companyName: `${NOW}.company_name`,
          companyDomain: { path: `${NOW}.company_website`, as: ['domain'] },
          location: { parts: ['location_city', 'location_country'] },
          country: 'location_country',
          linkedinUrl: 'professional_network_url',
          photoUrl: 'picture_url',
        },
      },
      price: '1 collect credit for each record; more for records of several sources',
    },
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [company] }],
      answer: {
        fields: {
          name: 'company_name',
          domain: { path: 'website', as: ['domain'] },
          industry: 'industry',
          employees: 'employees_count',
          employeeRange: 'size_range',
          founded: { path: 'founded_year', as: ['year'] },
          companyType: 'type',
          location: { parts: ['hq_city', 'hq_country'] },
          country: 'hq_country',
          industryCode: 'naics_codes',
          linkedinUrl: 'professional_network_url',
          openJobs: 'active_job_postings_count',
        },
      },
      price: '1 collect credit for each record; more for records of several sources',
      notes: ['The inner form of revenue_annual and last_funding_round is not spelled out; both are left out.'],
    },
    'find-open-jobs': {
      ways: [{ needs: [['domain']], steps: [company] }],
      answer: { fields: { openJobs: 'active_job_postings_count' } },
      price: '1 collect credit for each record; more for records of several sources',
    },
  },
  price: { note: '200 collect credits to try; the Starter plan costs about 49 USD a month', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.coresignal.com', 'OpenAPI collection api-evangelist/coresignal', 'public clients (active_job_postings_count)'],
    on: '2026-11',
    live: false,
    notes: ['5 calls a second belong to the trial; plans allow more.', 'No call that checks a key is documented; what is left comes with answers only.', 'An unknown address and an unknown record are both 404.'],
  },
} satisfies Manifest;
