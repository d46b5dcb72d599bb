import type { AnswerSpec, Manifest } from '../../contracts/manifest.ts';

const company: AnswerSpec['fields'] = {
  name: 'name',
  website: 'website',
  domain: { path: 'website', as: ['domain'] },
  description: 'description',
  industry: 'industry',
  employees: 'company_size_on_linkedin',
  employeeRange: { parts: ['company_size[0]', 'company_size[1]'], by: '-' },
  companyType: 'company_type',
  founded: { path: 'founded_year', as: ['year'] },
  location: { parts: ['hq.city', 'hq.state', 'hq.country'] },
  country: 'hq.country',
  linkedinUrl: { path: 'universal_name_id', wrap: 'https://www.linkedin.com/company/{value}' },
};
const person: AnswerSpec['fields'] = {
  name: 'full_name',
  firstName: 'first_name',
  lastName: 'last_name',
  headline: 'headline',
  title: 'experiences[0].title',
  companyName: 'experiences[0].company',
  location: { parts: ['city', 'state', 'country_full_name'] },
  country: 'country_full_name',
  linkedinUrl: { path: 'public_identifier', wrap: 'https://www.linkedin.com/in/{value}' },
  photoUrl: 'profile_pic_url',
  description: 'summary',
};
/** Answers of look-ups hold the same profile one floor deeper. */
const resolved: AnswerSpec['fields'] = {
  name: 'profile.full_name',
  firstName: 'profile.first_name',
  lastName: 'profile.last_name',
  headline: 'profile.headline',
  title: 'profile.experiences[0].title',
  companyName: 'profile.experiences[0].company',
  location: { parts: ['profile.city', 'profile.state', 'profile.country_full_name'] },
  country: 'profile.country_full_name',
  linkedinUrl: 'url',
  photoUrl: 'profile.profile_pic_url',
  description: 'profile.summary',
};

export default {
  kiln: 1,
  id: 'enrich-layer',
  name: 'Enrich Layer',
  homepage: 'https://enrichlayer.com',
  docs: 'https://enrichlayer.com/docs',
  baseUrl: 'https://enrichlayer.com/api/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://enrichlayer.com/dashboard' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    { when: { status: 403 }, then: 'no-credits' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['description', 'message', 'error'],
  keyCheck: { request: { method: 'GET', path: '/credit-balance' }, creditsLeft: 'credit_balance', notes: ['Free of charge.'] },
  operations: {
    'find-linkedin': {
      ways: [
        { needs: [['email']], steps: [{ request: { method: 'GET', path: '/profile/resolve/email', query: { email: '{email}' } } }] },
        { needs: [['firstName', 'lastName', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/profile/resolve', query: { first_name: '{firstName}', last_name: '{lastName}', company_domain: '{companyDomain}' } } }] },
      ],
      answer: { fields: { linkedinUrl: 'url' } },
      price: '3 credits by address, 2 by name and domain',
    },
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/contact-api/personal-email', query: { profile_url: '{linkedinUrl}' } } }] }],
      answer: { fields: { personalEmail: 'emails' } },
      price: '1 credit for each address',
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/contact-api/personal-contact', query: { profile_url: '{linkedinUrl}' } } }] }],
      answer: { fields: { phone: 'numbers' } },
      price: '1 credit for each number',
      notes: ['The kind of a number is not told.'],
    },
    'enrich-person': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/profile', query: { profile_url: '{linkedinUrl}' } }, shape: { path: 'public_identifier', exists: true } }] },
        { needs: [['email']], steps: [{ request: { method: 'GET', path: '/profile/resolve/email', query: { email: '{email}', enrich_profile: 'enrich' } } }], answer: { fields: resolved } },
      ],
      answer: { fields: person },
      price: '1 credit by profile, 4 by address',
      notes: ['The first of the experiences is read as the present one.'],
    },
    'enrich-company': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/company', query: { url: '{linkedinUrl}' } }, shape: { path: 'name', exists: true } }] },
        {
          needs: [['domain']],
          steps: [
            { request: { method: 'GET', path: '/company/resolve', query: { company_domain: '{domain}' } }, save: { url: 'url' } },
            { request: { method: 'GET', path: '/company', query: { url: '{step.url}' } }, shape: { path: 'name', exists: true } },
          ],
        },
      ],
      answer: { fields: company },
      price: '1 credit by profile, 3 by domain',
    },
  },
  price: { note: 'Credits of the plan; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['official MCP server (enrichlayer/mcp-server) and the OpenAPI file in it', 'public clients (personal contacts)'],
    on: '2026-11',
    live: false,
    notes: ['403 means that the credits are used up.', 'Work addresses are delivered to a callback and are not asked for.', 'The field credit_balance follows from the older API of the same family.'],
  },
} satisfies Manifest;
