import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'findymail',
  name: 'Findymail',
  homepage: 'https://www.findymail.com',
  docs: 'https://app.findymail.com/docs/',
  baseUrl: 'https://app.findymail.com',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://app.findymail.com/user/api-tokens' },
  limits: { concurrent: 20 },
  rules: [
    // 423: the subscription is paused.
    { when: { status: 423 }, then: 'forbidden-plan' },
  ],
  errorText: ['message', 'error'],
  keyCheck: { request: { method: 'GET', path: '/api/credits' }, creditsLeft: 'credits' },
  operations: {
    'find-work-email': {
      ways: [
        { needs: [['name', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/api/search/name', json: { name: '{name}', domain: '{companyDomain}' } } }] },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/api/search/linkedin', json: { linkedin_url: '{linkedinUrl}' } } }] },
        { needs: [['name', 'companyName']], steps: [{ request: { method: 'POST', path: '/api/search/name', json: { name: '{name}', domain: '{companyName}' } } }] },
      ],
      rules: [{ when: { status: 404 }, then: 'no-result' }],
      answer: {
        fields: { workEmail: 'contact.email', title: 'contact.job_title', linkedinUrl: 'contact.linkedin_url', companyName: 'contact.company' },
        verdict: { value: 'valid', when: { path: 'contact.email', exists: true } },
      },
      price: '1 credit for each address found',
      notes: ['Only addresses that the partner validated are returned.'],
    },
    'find-mobile': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/api/search/phone', json: { linkedin_url: '{linkedinUrl}' } } }] }],
      rules: [{ when: { status: 404 }, then: 'no-result' }],
      answer: { fields: { mobile: { path: 'phone', when: { not: { path: 'line_type', matches: 'land|fixed' } } } } },
      price: '10 credits for each number found',
      notes: ['The words of line_type are not listed; land lines are left out.'],
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/api/verify', json: { email: '{email}' } }, shape: { path: 'verified', exists: true } }] }],
      answer: { fields: {}, verdict: { path: 'verified', map: { true: 'valid', false: 'invalid' }, otherwise: 'unknown' } },
      price: '1 verifier credit',
      charged: 'call',
      notes: ['One yes or no for all reasons: a no is read as invalid.'],
    },
    'enrich-person': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/api/search/reverse-email', json: { email: '{email}', with_profile: true } } }] }],
      rules: [{ when: { status: 404 }, then: 'no-result' }],
      answer: { fields: { name: 'fullName', title: 'jobTitle', companyName: 'companyName', linkedinUrl: 'linkedin_url', headline: 'headline' } },
      price: 'Finder credits; the number with the profile is not documented',
    },
    'enrich-company': {
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'POST', path: '/api/search/company', json: { domain: '{domain}' } } }] },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/api/search/company', json: { linkedin_url: '{linkedinUrl}' } } }] },
        { needs: [['companyName']], steps: [{ request: { method: 'POST', path: '/api/search/company', json: { name: '{companyName}' } } }] },
      ],
      rules: [{ when: { status: 404 }, then: 'no-result' }],
      answer: {
        fields: {
          name: 'name',
          domain: { path: 'domain', as: ['domain'] },
          industry: 'industry',
          employeeRange: 'company_size',
          linkedinUrl: 'linkedin_url',
          description: 'description',
          location: { parts: ['city', 'region'] },
          country: { path: 'country', as: ['upper'] },
        },
      },
      price: '1 credit',
    },
  },
  price: { note: 'About 0.02 USD an address (99 USD for 5,000 a month)', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['app.findymail.com/docs', 'Findymail/n8n-nodes-findymail'],
    on: '2026-11',
    live: false,
    notes: ['The limit is parallel calls: 300 are reported, 20 are used.'],
  },
} satisfies Manifest;
