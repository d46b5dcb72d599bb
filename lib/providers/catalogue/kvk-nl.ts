import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search: StepTemplate = {
  request: { method: 'GET', path: '/v2/zoeken', query: { naam: '{companyName}', resultatenPerPagina: 10 } },
  choose: [{ among: 'resultaten', agree: { path: 'naam', with: 'companyName', as: 'name' } }],
  save: { number: 'kvkNummer' },
};
const profile = (number: string): StepTemplate => ({ request: { method: 'GET', path: `/v1/basisprofielen/${number}` }, shape: { path: 'kvkNummer', exists: true } });
const NETHERLANDS = '^(nl|nld|netherlands|the netherlands|nederland|holland)$';
const none = [{ when: { status: 404 }, then: 'no-result' as const }];
const seat = '_embedded.hoofdvestiging';

export default {
  kiln: 1,
  id: 'kvk-nl',
  name: 'KVK (Netherlands)',
  homepage: 'https://www.kvk.nl',
  docs: 'https://developers.kvk.nl/documentation',
  baseUrl: 'https://api.kvk.nl/api',
  auth: { kind: 'header', name: 'apikey' },
  key: { label: 'API key', helpUrl: 'https://developers.kvk.nl/apis' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['fout[0].omschrijving', 'fault.faultstring', 'message'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyNumber', 'country']], only: { companyNumber: '^[0-9]{8}$', country: NETHERLANDS }, steps: [profile('{companyNumber}')] },
        { needs: [['companyName', 'country']], only: { country: NETHERLANDS }, steps: [search, profile('{step.number}')] },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: NETHERLANDS, domain: '[.]nl$' }, steps: [search, profile('{step.number}')] },
      ],
      rules: none,
      answer: {
        fields: {
          legalName: { path: ['statutaireNaam', 'naam'] },
          companyNumber: 'kvkNummer',
          companyType: '_embedded.eigenaar.rechtsvorm',
          employees: { path: ['totaalWerkzamePersonen', `${seat}.totaalWerkzamePersonen`], as: ['number'] },
          industry: { path: ['sbiActiviteiten[?indHoofdactiviteit=="Ja"].sbiOmschrijving', 'sbiActiviteiten[0].sbiOmschrijving'] },
          industryCode: { path: 'sbiActiviteiten[*].sbiCode', by: ', ' },
          founded: { path: 'materieleRegistratie.datumAanvang', as: ['start:4', 'year'] },
          address: `${seat}.adressen[?type=="bezoekadres"].volledigAdres`,
          location: `${seat}.adressen[?type=="bezoekadres"].plaats`,
          website: `${seat}.websites`,
          domain: { path: `${seat}.websites`, as: ['domain'] },
          country: { value: 'Netherlands' },
        },
        wanted: ['companyNumber'],
      },
    },
    'find-domain': {
      ways: [{ needs: [['companyName', 'country']], only: { country: NETHERLANDS }, steps: [search, profile('{step.number}')] }],
      rules: none,
      answer: { fields: { domain: { path: `${seat}.websites`, as: ['domain'] }, website: `${seat}.websites` } },
    },
  },
  price: { note: 'Paid by contract; a test key is free', charged: 'call' },
  verified: { sure: 'documented-in-use', sources: ['developers.kvk.nl', 'public clients (basic profile)'], on: '2026-11', live: false, notes: ['The parts of the main branch are read from public clients, which agree.', 'What an unpaid contract answers is not documented here: 402 is taken at its usual meaning.', 'The pace is our own care.'] },
} satisfies Manifest;
