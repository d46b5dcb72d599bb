import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'vies',
  name: 'VIES (EU VAT numbers)',
  homepage: 'https://ec.europa.eu/taxation_customs/vies/',
  docs: 'https://ec.europa.eu/taxation_customs/vies/#/technical-information',
  baseUrl: 'https://ec.europa.eu/taxation_customs/vies/rest-api',
  auth: { kind: 'none' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [
    // Troubles of the countries' own servers come as a word inside 200.
    { when: { status: 200, path: 'userError', matches: 'MAX_CONCURRENT' }, then: 'rate-limited' },
    { when: { status: 200, path: 'userError', matches: 'UNAVAILABLE|TIMEOUT' }, then: 'server' },
    { when: { status: 200, path: 'isValid', is: false }, then: 'no-result' },
  ],
  errorText: ['userError', 'errorWrappers[0].error'],
  operations: {
    'enrich-company': {
      ways: [
        {
          needs: [['vatId']],
          only: { vatId: '^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[ .-]?[0-9A-Z]' },
          steps: [{ request: { method: 'GET', path: '/ms/{vatId|alnum|start:2}/vat/{vatId|alnum|skip:2}' }, shape: { path: 'isValid', exists: true } }],
        },
      ],
      answer: {
        fields: {
          legalName: { path: 'name', unless: '^-+$' },
          address: { path: 'address', unless: '^-+$' },
          vatId: { template: '{vatId|alnum}', when: { path: 'isValid', is: true } },
        },
        wanted: ['vatId'],
      },
      notes: ['Some countries (Germany, Spain) tell that a number is valid and disclose no name.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: {
    sure: 'documented-in-use',
    sources: ['ec.europa.eu/taxation_customs/vies', 'public clients'],
    on: '2026-11',
    live: false,
    notes: ['Asked for the way by GET, which answers with isValid.', 'Greece is EL, Northern Ireland XI.', 'The words of a 400 are not documented.'],
  },
} satisfies Manifest;
