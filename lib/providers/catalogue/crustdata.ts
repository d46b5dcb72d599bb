import type { BatchSpec, Manifest } from '../../contracts/manifest.ts';

const DATA = 'matches[0].person_data';
const COMPANY = 'matches[0].company_data';
const JOB = `${DATA}.experience.employment_details.current[0]`;
/** One identifier of one kind in each call. */
const byProfile = { professional_network_profile_urls: ['{linkedinUrl}'] };
const byEmail = { business_emails: ['{email}'] };
const shape = { path: '[0].matched_on', exists: true };
const confidence = { path: 'matches[0].confidence_score', times: 100 } as const;
/** The answer is a list with one entry for each identifier; alone and among others an entry is read the same. */
const first = [{ among: '' }];
const many = { max: 25, needs: [['linkedinUrl']], row: '{linkedinUrl}', answers: '', match: { by: 'echo', path: 'matched_on', with: 'linkedinUrl' } } satisfies Omit<BatchSpec, 'request'>;

export default {
  kiln: 1,
  id: 'crustdata',
  name: 'Crustdata',
  homepage: 'https://crustdata.com',
  docs: 'https://docs.crustdata.com',
  baseUrl: 'https://api.crustdata.com',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://crustdata.com' },
  headers: { 'x-api-version': '2025-11-01' },
  limits: { perMinute: 15, concurrent: 3 },
  // 403 is a missing permission or used-up credits; the words tell.
  rules: [{ when: { status: 403, text: true, matches: 'credit' }, then: 'no-credits' }],
  errorText: ['error.message', 'error', 'message'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/person/enrich', json: { ...byProfile, fields: ['basic_profile', 'experience', 'contact.business_emails'] } }, shape }] }],
      batch: { ...many, request: { method: 'POST', path: '/person/enrich', json: { professional_network_profile_urls: '{rows}', fields: ['basic_profile', 'experience', 'contact.business_emails'] } } },
      answer: { choose: first, fields: { workEmail: `${DATA}.contact.business_emails.email`, title: `${JOB}.title`, companyName: { path: [`${JOB}.name`, `${JOB}.company_name`] } } },
      price: '1 credit for the profile and 1 for the address',
      notes: ['The words of the status of an address are not listed; it is not read as a verdict.'],
    },
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/person/enrich', json: { ...byProfile, fields: ['basic_profile', 'contact.personal_emails'] } }, shape }] }],
      batch: { ...many, request: { method: 'POST', path: '/person/enrich', json: { professional_network_profile_urls: '{rows}', fields: ['basic_profile', 'contact.personal_emails'] } } },
      answer: { choose: first, fields: { personalEmail: `${DATA}.contact.personal_emails.email` } },
      price: '1 credit for the profile and 2 for the address',
      notes: ['Some accounts have no access to personal addresses; they come back empty then.'],
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/person/enrich', json: { ...byProfile, fields: ['basic_profile', 'contact.phone_numbers'] } }, shape }] }],
      batch: { ...many, request: { method: 'POST', path: '/person/enrich', json: { professional_network_profile_urls: '{rows}', fields: ['basic_profile', 'contact.phone_numbers'] } } },
      answer: { choose: first, fields: { phone: `${DATA}.contact.phone_numbers` } },
      price: '1 credit for the profile and 2 for the number',
      notes: ['The kind of a number is not told.'],
    },
    'enrich-person': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/person/enrich', json: { ...byProfile, fields: ['basic_profile', 'experience', 'social_handles'] } }, shape }] },
        { needs: [['email']], steps: [{ request: { method: 'POST', path: '/person/enrich', json: { ...byEmail, fields: ['basic_profile', 'experience', 'social_handles'] } }, shape }] },
      ],
      batch: { ...many, request: { method: 'POST', path: '/person/enrich', json: { professional_network_profile_urls: '{rows}', fields: ['basic_profile', 'experience', 'social_handles'] } } },
      answer: {
        choose: first,
        fields: {
          name: `${DATA}.basic_profile.name`,
          headline: `${DATA}.basic_profile.headline`,
          title: `${JOB}.title`,
          companyName: { path: [`${JOB}.name`, `${JOB}.company_name`] },
          companyDomain: { path: `${JOB}.company_website_domain`, as: ['domain'] },
          country: `${DATA}.basic_profile.location.country`,
          linkedinUrl: `${DATA}.social_handles.professional_network_identifier.profile_url`,
        },
        confidence,
      },
      price: '1 credit for each match',
    },
    'enrich-company': {
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'POST', path: '/company/enrich', json: { domains: ['{domain}'], fields: ['basic_info', 'headcount', 'funding', 'taxonomy', 'locations'] } }, shape }] },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/company/enrich', json: { professional_network_profile_urls: ['{linkedinUrl}'], fields: ['basic_info', 'headcount', 'funding', 'taxonomy', 'locations'] } }, shape }] },
      ],
      answer: {
        choose: first,
        fields: {
          name: `${COMPANY}.basic_info.name`,
          domain: `${COMPANY}.basic_info.primary_domain`,
          website: `${COMPANY}.basic_info.website`,
          description: `${COMPANY}.basic_info.description`,
          companyType: `${COMPANY}.basic_info.company_type`,
          founded: { path: `${COMPANY}.basic_info.year_founded`, as: ['year'] },
          industry: `${COMPANY}.taxonomy.professional_network_industry`,
          employees: `${COMPANY}.headcount.total`,
          funding: { path: `${COMPANY}.funding.total_investment_usd`, wrap: '{value} USD' },
          fundingStage: `${COMPANY}.funding.last_round_type`,
          country: `${COMPANY}.locations.country`,
          linkedinUrl: `${COMPANY}.basic_info.professional_network_url`,
        },
        confidence,
      },
      price: '1 credit for each match and more for some groups of fields',
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'POST', path: '/company/identify', json: { names: ['{companyName}'] } }, shape }] }],
      answer: {
        choose: first,
        fields: { domain: `${COMPANY}.basic_info.primary_domain`, name: `${COMPANY}.basic_info.name`, linkedinUrl: `${COMPANY}.basic_info.professional_network_url` },
        agree: { path: `${COMPANY}.basic_info.name`, with: 'companyName', as: 'name' },
        confidence,
      },
      price: 'Free',
    },
  },
  price: { note: '1 to 7 credits for a person; prices of credits on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.crustdata.com (API version 2025-11-01)', 'crustdata/skills'],
    on: '2026-11',
    live: false,
    notes: ['No match is a 200 with an empty list of matches.', 'The current employer is called name in one vendor text and company_name in another; both are read.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
