import type { Manifest } from '../../contracts/manifest.ts';

/** All match fields travel in the query: a JSON body is silently ignored for some accounts. */
const match = {
  first_name: '{firstName}',
  last_name: '{lastName}',
  name: '{name}',
  domain: '{companyDomain}',
  organization_name: '{companyName}',
  linkedin_url: '{linkedinUrl}',
  email: '{email}',
} as const;
const LOCKED = '^email_not_unlocked@|^domain_locked@';

export default {
  kiln: 1,
  id: 'apollo',
  name: 'Apollo.io',
  homepage: 'https://www.apollo.io',
  docs: 'https://docs.apollo.io/reference',
  baseUrl: 'https://api.apollo.io/api/v1',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://app.apollo.io/#/settings/integrations/api' },
  limits: { perMinute: 50, concurrent: 4 },
  errorText: ['error', 'message', 'error_message'],
  keyCheck: {
    request: { method: 'GET', base: 'https://api.apollo.io/v1', path: '/auth/health' },
    rules: [{ when: { status: 200, path: 'is_logged_in', is: false }, then: 'auth' }],
    notes: ['The check call is from the vendor\'s older reference; it says nothing about credits.'],
  },
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['name', 'companyDomain'], ['name', 'companyName']], steps: [{ request: { method: 'POST', path: '/people/match', query: match } }] }],
      answer: {
        fields: { workEmail: { path: 'person.email', unless: LOCKED }, title: 'person.title', linkedinUrl: 'person.linkedin_url' },
        verdict: { path: 'person.email_status', map: { verified: 'valid', catch_all: 'catch-all', guessed: 'unknown', unverified: 'unknown', bounced: 'invalid' }, otherwise: 'unknown' },
      },
      price: '1 credit for an address that was not revealed before',
      notes: ['A locked address reads email_not_unlocked@…: no result.', 'The words of email_status are gathered from clients; others are read as unknown.'],
    },
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyDomain'], ['name', 'companyName']], steps: [{ request: { method: 'POST', path: '/people/match', query: { ...match, reveal_personal_emails: true } } }] }],
      answer: { fields: { personalEmail: { path: 'person.personal_emails', unless: LOCKED } } },
      price: '1 credit',
      notes: ['People of regions with data protection law are not revealed.'],
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyDomain'], ['name', 'companyName']], steps: [{ request: { method: 'POST', path: '/people/match', query: match } }] }],
      answer: {
        fields: {
          name: 'person.name',
          firstName: 'person.first_name',
          lastName: 'person.last_name',
          title: 'person.title',
          headline: 'person.headline',
          seniority: 'person.seniority',
          department: { path: 'person.departments', by: ', ' },
          location: { parts: ['person.city', 'person.state', 'person.country'] },
          country: 'person.country',
          linkedinUrl: 'person.linkedin_url',
          xUrl: 'person.twitter_url',
          githubUrl: 'person.github_url',
          facebookUrl: 'person.facebook_url',
          companyName: 'person.organization.name',
          companyDomain: { path: 'person.organization.primary_domain', as: ['domain'] },
          mobile: { path: 'person.contact.phone_numbers[?type=="mobile"].sanitized_number' },
        },
      },
      price: '1 credit',
      notes: ['New numbers are looked up only for those who give a public webhook address (the result can then be asked for too), so they are not asked for; one revealed before may be in the answer.'],
    },
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/organizations/enrich', query: { domain: '{domain}' } } }] }],
      answer: {
        fields: {
          name: 'organization.name',
          domain: { path: 'organization.primary_domain', as: ['domain'] },
          website: 'organization.website_url',
          description: { path: ['organization.short_description', 'organization.seo_description'] },
          industry: 'organization.industry',
          employees: 'organization.estimated_num_employees',
          founded: { path: 'organization.founded_year', as: ['year'] },
          revenue: 'organization.annual_revenue',
          funding: 'organization.total_funding',
          fundingStage: 'organization.latest_funding_stage',
          parentCompany: { path: ['organization.owned_by_organization.name', 'organization.ultimate_parent_organization.name'] },
          ticker: 'organization.publicly_traded_symbol',
          location: { parts: ['organization.city', 'organization.state', 'organization.country'] },
          country: 'organization.country',
          address: 'organization.raw_address',
          phone: 'organization.phone',
          linkedinUrl: 'organization.linkedin_url',
          xUrl: 'organization.twitter_url',
          facebookUrl: 'organization.facebook_url',
          technologies: { path: ['organization.current_technologies[*].name', 'organization.technology_names'], by: ', ' },
        },
      },
      price: '1 credit',
    },
  },
  price: { note: 'Credits of the Apollo plan; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.apollo.io/reference/people-enrichment', 'docs.apollo.io/reference/organization-enrichment', 'vendor reference of auth/health'],
    on: '2026-11',
    live: false,
    notes: ['The pace depends on the plan; 50 a minute is the cautious reading.', 'An answer that is only demographic may cost a credit too.'],
  },
} satisfies Manifest;
