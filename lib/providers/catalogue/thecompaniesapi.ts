import type { AnswerSpec, Manifest } from '../../contracts/manifest.ts';

const company: AnswerSpec['fields'] = {
  name: 'about.name',
  legalName: 'about.nameLegal',
  domain: 'domain.domain',
  industry: 'about.industry',
  employees: 'about.totalEmployeesExact',
  employeeRange: 'about.totalEmployees',
  founded: { path: 'about.yearFounded', as: ['year'] },
  companyType: 'about.businessType',
  revenue: 'finances.revenue',
  ticker: 'finances.stockSymbol',
  industryCode: 'codes.naics',
  parentCompany: 'companies.parent.name',
  phone: 'contacts.phones.value',
  email: 'contacts.emails.value',
  description: 'descriptions.primary',
  location: { parts: ['locations.headquarters.city.name', 'locations.headquarters.state.name', 'locations.headquarters.country.name'] },
  country: 'locations.headquarters.country.name',
  linkedinUrl: 'socials.linkedin.url',
  technologies: { path: 'technologies.active', by: ', ' },
};
const shape = { path: 'domain.domain', exists: true };

export default {
  kiln: 1,
  id: 'thecompaniesapi',
  name: 'The Companies API',
  homepage: 'https://www.thecompaniesapi.com',
  docs: 'https://www.thecompaniesapi.com/api',
  baseUrl: 'https://api.thecompaniesapi.com/v2',
  // The word Basic stands before the token as it is, not before its base64 form.
  auth: { kind: 'header', name: 'Authorization', prefix: 'Basic ' },
  key: { label: 'API token', helpUrl: 'https://www.thecompaniesapi.com' },
  limits: { perSecond: 10, concurrent: 4 },
  rules: [
    { when: { status: 403, path: 'messages', is: 'noCreditsRemaining' }, then: 'no-credits' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['messages'],
  creditsLeft: { path: ['meta.credits', 'company.meta.credits'] },
  keyCheck: { request: { method: 'GET', path: '/user' }, notes: ['The balance is told by answers about companies only (meta.credits).'] },
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/{domain}' }, shape }] },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/companies/by-social', query: { linkedin: '{linkedinUrl}' } }, shape }] },
      ],
      answer: { fields: company },
      spent: 'meta.cost',
      price: '1 credit for each record',
      notes: ['Size, revenue and visitors are ranges such as 10-50 or over-1b.', 'Whether by-social wants the address or the last part of it is not documented; the address is sent.'],
    },
    'enrich-person': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/companies/by-email', query: { email: '{email}' } }, shape: { path: 'email', exists: true } }] }],
      answer: {
        fields: {
          companyName: 'company.about.name',
          companyDomain: 'company.domain.domain',
          firstName: { path: 'email.fullName.first', as: ['titleCase'] },
          lastName: { path: 'email.fullName.last', as: ['titleCase'] },
        },
        wanted: ['companyName'],
      },
      price: '1 credit for each company',
      notes: ['It knows the company behind an address; the name is read from the address itself.'],
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/companies/by-name', query: { name: '{companyName}', size: 1 } }, shape: { path: 'meta', exists: true } }] }],
      answer: {
        fields: { domain: 'companies[0].domain.domain', name: 'companies[0].about.name' },
        agree: { path: 'companies[0].about.name', with: 'companyName', as: 'name' },
      },
      price: '1 credit for each record',
      notes: ['The search finds similar names too: an answer counts only when the names agree, legal forms aside.'],
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/{domain}' }, shape }] }],
      answer: { fields: { technologies: { path: 'technologies.active', by: ', ' } } },
      price: '1 credit for each record',
    },
  },
  price: { note: 'From 95 USD a month for 50,000 credits', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['types of the official SDK (thecompaniesapi/sdk-typescript)'],
    on: '2026-11',
    live: false,
    notes: ['403 with noCreditsRemaining means that the credits are used up.', '50 calls a second belong to the Startup plan; 10 is the cautious reading.'],
  },
} satisfies Manifest;
