import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const fields = {
  legalName: 'obchodniJmeno',
  companyNumber: 'ico',
  industryCode: { path: 'czNace', by: ', ' },
  founded: { path: 'datumVzniku', as: ['year'] },
  location: 'sidlo.nazevObce',
  country: { path: 'sidlo.nazevStatu' },
};
const CZECHIA = '^(cz|cze|czechia|czech republic|česko|česká republika)$';

const byName: StepTemplate[] = [{ request: { method: 'POST', path: '/ekonomicke-subjekty/vyhledat', json: { obchodniJmeno: '{companyName}', pocet: 5 } } }];

export default {
  kiln: 1,
  id: 'ares-cz',
  name: 'ARES (Czechia)',
  homepage: 'https://ares.gov.cz',
  docs: 'https://ares.gov.cz/stranky/vyvojar-info',
  baseUrl: 'https://ares.gov.cz/ekonomicke-subjekty-v-be/rest',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['popis', 'kod'],
  operations: {
    'enrich-company': {
      ways: [
        // VAT numbers of companies are CZ and the number of the register.
        { needs: [['vatId']], only: { vatId: '^CZ[ ]?[0-9]{8}$' }, steps: [{ request: { method: 'GET', path: '/ekonomicke-subjekty/{vatId|digitsOf:8}' }, shape: { path: 'ico', exists: true } }], answer: { fields, wanted: ['companyNumber'] } },
        { needs: [['companyNumber', 'country']], only: { companyNumber: '^[0-9]{8}$', country: CZECHIA }, steps: [{ request: { method: 'GET', path: '/ekonomicke-subjekty/{companyNumber}' }, shape: { path: 'ico', exists: true } }], answer: { fields, wanted: ['companyNumber'] } },
        { needs: [['companyName', 'country']], only: { country: CZECHIA }, steps: byName },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: CZECHIA, domain: '[.]cz$' }, steps: byName },
      ],
      answer: { choose: [{ among: 'ekonomickeSubjekty', agree: { path: 'obchodniJmeno', with: 'companyName', as: 'name' } }], fields, wanted: ['companyNumber'] },
      notes: ['The legal form is a code and is not kept.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['ares.gov.cz (OpenAPI)'], on: '2026-11', live: false, notes: ['No pace is published; two calls a second are our own.', 'The words of an error are read at `popis` and `kod`; to be seen in one live call.'] },
} satisfies Manifest;
