import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search: StepTemplate = {
  request: { method: 'GET', path: '/enheter', query: { navn: '{companyName}', size: 5 } },
  choose: [{ among: '_embedded.enheter', agree: { path: 'navn', with: 'companyName', as: 'name' } }],
  save: { number: 'organisasjonsnummer' },
};
const unit = (number: string): StepTemplate => ({ request: { method: 'GET', path: `/enheter/${number}` }, shape: { path: 'organisasjonsnummer', exists: true } });
const gone = [{ when: { status: [404, 410] }, then: 'no-result' as const }];
const NORWAY = '^(no|nor|norway|norge)$';

export default {
  kiln: 1,
  id: 'brreg',
  name: 'Brønnøysund registers (Norway)',
  homepage: 'https://www.brreg.no',
  docs: 'https://data.brreg.no/enhetsregisteret/api/dokumentasjon/no/index.html',
  baseUrl: 'https://data.brreg.no/enhetsregisteret/api',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['feilmelding', 'error'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['vatId']], only: { vatId: '^NO[ ]?[0-9]{9}(MVA)?$' }, steps: [unit('{vatId|digitsOf:9}')] },
        { needs: [['companyNumber', 'country']], only: { companyNumber: '^[0-9]{9}$', country: NORWAY }, steps: [unit('{companyNumber}')] },
        { needs: [['companyName', 'country']], only: { country: NORWAY }, steps: [search, unit('{step.number}')] },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: NORWAY, domain: '[.]no$' }, steps: [search, unit('{step.number}')] },
      ],
      rules: gone,
      answer: {
        fields: {
          legalName: 'navn',
          companyNumber: 'organisasjonsnummer',
          companyType: 'organisasjonsform.kode',
          employees: { path: 'antallAnsatte', as: ['number'] },
          industry: 'naeringskode1.beskrivelse',
          website: 'hjemmeside',
          domain: { path: 'hjemmeside', as: ['domain'] },
          founded: { path: 'stiftelsesdato', as: ['year'] },
          location: 'forretningsadresse.poststed',
          country: { value: 'Norway' },
        },
        wanted: ['companyNumber'],
      },
    },
    'find-domain': {
      ways: [{ needs: [['companyName', 'country']], only: { country: NORWAY }, steps: [search, unit('{step.number}')] }],
      rules: gone,
      answer: { fields: { domain: { path: 'hjemmeside', as: ['domain'] }, website: 'hjemmeside' } },
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: {
    sure: 'documented',
    sources: ['data.brreg.no/enhetsregisteret/api/dokumentasjon'],
    on: '2026-11',
    live: false,
    notes: ['The list is absent when nothing was found. 404 is an unknown number, 410 one that was removed.', 'No pace is published; two calls a second are our own.'],
  },
} satisfies Manifest;
