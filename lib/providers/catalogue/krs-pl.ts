import type { Manifest } from '../../contracts/manifest.ts';

const entity = 'odpis.dane.dzial1.danePodmiotu';
const seat = 'odpis.dane.dzial1.siedzibaIAdres';

export default {
  kiln: 1,
  id: 'krs-pl',
  name: 'KRS (Poland)',
  homepage: 'https://www.gov.pl/web/sprawiedliwosc/krajowy-rejestr-sadowy',
  docs: 'https://prs.ms.gov.pl/krs/openApi',
  baseUrl: 'https://api-krs.ms.gov.pl/api/krs',
  auth: { kind: 'none' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['title', 'detail'],
  operations: {
    'enrich-company': {
      ways: [
        {
          needs: [['companyNumber', 'country']],
          only: { companyNumber: '^[0-9]{10}$', country: '^(pl|pol|poland|polska)$' },
          steps: [{ request: { method: 'GET', path: '/OdpisAktualny/{companyNumber}', query: { rejestr: 'P', format: 'json' } }, shape: { path: 'odpis', exists: true } }],
        },
      ],
      answer: {
        fields: {
          legalName: `${entity}.nazwa`,
          companyType: `${entity}.formaPrawna`,
          location: `${seat}.siedziba.miejscowosc`,
          address: { parts: [`${seat}.adres.ulica`, `${seat}.adres.nrDomu`, `${seat}.adres.kodPocztowy`, `${seat}.adres.miejscowosc`] },
          country: { value: 'Poland', when: { path: `${entity}.nazwa`, exists: true } },
        },
        wanted: ['legalName'],
      },
      notes: ['Only companies (part P of the register), by their number. Names of people are masked by the register and not kept.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['prs.ms.gov.pl/krs/openApi', 'public clients'], on: '2026-11', live: false, notes: ['No pace is published; one call a second is our own.', 'The parts of the address are read from public clients, which agree.'] },
} satisfies Manifest;
