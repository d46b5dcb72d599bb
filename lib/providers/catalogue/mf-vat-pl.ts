import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search = (nip: string): StepTemplate => ({ request: { method: 'GET', path: `/search/nip/${nip}`, query: { date: '{today}' } }, shape: { path: 'result.requestId', exists: true } });

export default {
  kiln: 1,
  id: 'mf-vat-pl',
  name: 'White list of VAT payers (Poland)',
  homepage: 'https://www.podatki.gov.pl/wykaz-podatnikow-vat-wyszukiwarka/',
  docs: 'https://wl-api.mf.gov.pl',
  baseUrl: 'https://wl-api.mf.gov.pl/api',
  auth: { kind: 'none' },
  limits: { perSecond: 1, perDay: 100, concurrent: 1 },
  errorText: ['message', 'code'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['vatId']], only: { vatId: '^PL[ -]?[0-9]{3}-?[0-9]{3}-?[0-9]{2}-?[0-9]{2}$' }, steps: [search('{vatId|digitsOf:10}')] },
        { needs: [['vatId', 'country']], only: { vatId: '^[0-9]{3}-?[0-9]{3}-?[0-9]{2}-?[0-9]{2}$', country: '^(pl|pol|poland|polska)$' }, steps: [search('{vatId|digitsOf:10}')] },
      ],
      answer: {
        fields: {
          legalName: 'result.subject.name',
          vatId: { path: 'result.subject.nip', wrap: 'PL{value}' },
          companyNumber: 'result.subject.krs',
          companyStatus: 'result.subject.statusVat',
          address: { path: ['result.subject.workingAddress', 'result.subject.residenceAddress'] },
          country: { value: 'Poland', when: { path: 'result.subject.name', exists: true } },
        },
        wanted: ['legalName'],
      },
      notes: ['Numbers of bank accounts are in the answer too and are not kept as a field.'],
    },
  },
  price: { note: 'Free within a quota of a day', charged: 'free' },
  verified: {
    sure: 'documented-in-use',
    sources: ['wl-api.mf.gov.pl', 'public clients'],
    on: '2026-11',
    live: false,
    notes: ['The quota of a day is not told as a number here; 100 is our own care.', 'That every answer carries result.requestId is read from public clients.'],
  },
} satisfies Manifest;
