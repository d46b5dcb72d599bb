import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search = (text: string): StepTemplate => ({ request: { method: 'GET', path: '/api', query: { search: text, country: 'dk' } }, shape: { path: 'vat', exists: true } });
const DENMARK = '^(dk|dnk|denmark|danmark)$';

const fields = {
  legalName: 'name',
  companyNumber: 'vat',
  address: { parts: ['address', 'zipcode', 'city'] },
  location: 'city',
  country: { value: 'Denmark' },
  // Danish numbers come without the code of the country.
  phone: { path: 'phone', as: ['digitsOf:8'], wrap: '+45{value}' },
  email: 'email',
  industry: 'industrydesc',
  employees: { path: 'employees', as: ['number'] },
  founded: { path: 'startdate', as: ['end:4', 'year'] },
};

export default {
  kiln: 1,
  id: 'cvrapi-dk',
  name: 'CVR API (Denmark)',
  homepage: 'https://cvrapi.dk',
  docs: 'https://cvrapi.dk/documentation',
  baseUrl: 'https://cvrapi.dk',
  auth: { kind: 'none' },
  limits: { perMinute: 20, perDay: 50, concurrent: 1 },
  rules: [
    // Errors are a word in the answer, whatever its status.
    { when: { path: 'error', is: 'NOT_FOUND' }, then: 'no-result' },
    { when: { path: 'error', matches: 'QUOTA' }, then: 'rate-limited' },
    { when: { path: 'error', exists: true }, then: 'bad-input' },
  ],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['vatId']], only: { vatId: '^DK[ ]?[0-9]{8}$' }, steps: [search('{vatId|digitsOf:8}')], answer: { fields, wanted: ['legalName'] } },
        { needs: [['companyNumber', 'country']], only: { companyNumber: '^[0-9]{8}$', country: DENMARK }, steps: [search('{companyNumber}')], answer: { fields, wanted: ['legalName'], agree: { path: 'vat', with: 'companyNumber', as: 'exact' } } },
        { needs: [['companyName', 'country']], only: { country: DENMARK }, steps: [search('{companyName}')] },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: DENMARK, domain: '[.]dk$' }, steps: [search('{companyName}')] },
      ],
      answer: { fields, wanted: ['legalName'], agree: { path: 'name', with: 'companyName', as: 'name' } },
      notes: ['The search answers with the nearest company: it counts only when the names agree.'],
    },
  },
  price: { note: 'Free within a small quota of a day', charged: 'free' },
  verified: {
    sure: 'documented-in-use',
    sources: ['cvrapi.dk/documentation', 'public clients'],
    on: '2026-11',
    live: false,
    notes: ['The quota of a day is small and not told as a number; 50 is our own care.', 'The service asks for a descriptive User-Agent, which a browser cannot set.', 'Parts of the field list are inferred; the shape of `startdate` is read by its last four digits.'],
  },
} satisfies Manifest;
