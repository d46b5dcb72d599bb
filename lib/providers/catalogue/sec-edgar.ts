import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const byName: StepTemplate[] = [
  { request: { base: 'https://www.sec.gov', method: 'GET', path: '/files/company_tickers.json', keepMinutes: 720 }, choose: [{ among: '*', agree: { path: 'title', with: 'companyName', as: 'name' } }], save: { cik: { path: 'cik_str', as: ['digits', 'zeros:10'] } } },
  { request: { method: 'GET', path: '/submissions/CIK{step.cik}.json' }, shape: { path: 'name', exists: true } },
];

export default {
  kiln: 1,
  id: 'sec-edgar',
  name: 'SEC EDGAR (listed in the United States)',
  homepage: 'https://www.sec.gov/edgar',
  docs: 'https://www.sec.gov/search-filings/edgar-application-programming-interfaces',
  baseUrl: 'https://data.sec.gov',
  auth: { kind: 'none' },
  limits: { perMinute: 20, concurrent: 1 },
  rules: [
    { when: { status: 404 }, then: 'no-result' },
    // Callers that are too fast, or that do not say who they are, are refused for some minutes.
    { when: { status: 403 }, then: 'rate-limited' },
  ],
  errorText: ['message'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyName', 'country']], only: { country: '^(us|usa|united states|united states of america)$' }, steps: byName },
      ],
      answer: {
        fields: {
          legalName: 'name',
          ticker: { path: 'tickers', by: ', ' },
          industry: 'sicDescription',
          industryCode: 'sic',
          website: 'website',
          domain: { path: 'website', as: ['domain'] },
          phone: { path: 'phone', as: ['digitsOf:10'], wrap: '+1{value}' },
        },
        wanted: ['ticker', 'industry'],
        agree: { path: 'name', with: 'companyName', as: 'name' },
      },
      notes: ['The list of all listed companies (some hundred kilobytes) is fetched once in twelve hours and looked through here.', 'The CIK is no number of a register and is not kept.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: {
    sure: 'documented',
    sources: ['www.sec.gov/search-filings/edgar-application-programming-interfaces'],
    on: '2026-11',
    live: false,
    notes: ['The service asks for a User-Agent that names a contact, which a browser cannot set: the pace is far below the 10 calls a second that are allowed.', 'Website and phone are often empty.'],
  },
} satisfies Manifest;
