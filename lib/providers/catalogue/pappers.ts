import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const whole = (siren: string): StepTemplate => ({ request: { method: 'GET', path: '/entreprise', query: { siren } }, shape: { path: 'siren', exists: true } });
const FRANCE = '^(fr|fra|france)$';

const byName: StepTemplate[] = [
  { request: { method: 'GET', path: '/recherche', query: { q: '{companyName}', par_page: 5 } }, shape: { any: [{ path: 'resultats', exists: true }, { path: 'total', exists: true }] }, choose: [{ among: 'resultats', agree: { path: ['nom_entreprise', 'denomination'], with: 'companyName', as: 'name' } }], save: { siren: 'siren' } },
  whole('{step.siren}'),
];

export default {
  kiln: 1,
  id: 'pappers',
  name: 'Pappers (France)',
  homepage: 'https://www.pappers.fr',
  docs: 'https://www.pappers.fr/api/documentation',
  baseUrl: 'https://api.pappers.fr/v2',
  auth: { kind: 'query', name: 'api_token' },
  key: { label: 'API key', helpUrl: 'https://moncompte.pappers.fr/api' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['vatId']], only: { vatId: '^FR[ .]?[0-9A-Z]{2}[ .]?[0-9]{9}$' }, steps: [whole('{vatId|alnum|end:9}')] },
        { needs: [['companyNumber', 'country']], only: { companyNumber: '^[0-9]{9}$', country: FRANCE }, steps: [whole('{companyNumber}')] },
        { needs: [['companyName', 'country']], only: { country: FRANCE }, steps: byName },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: FRANCE, domain: '[.]fr$' }, steps: byName },
      ],
      rules: [{ when: { status: 404 }, then: 'no-result' }],
      answer: {
        fields: {
          legalName: { path: ['denomination', 'nom_entreprise'] },
          companyNumber: 'siren',
          industryCode: 'code_naf',
          employeeRange: 'effectif',
          revenue: { path: ['chiffre_affaires', 'finances[0].chiffre_affaires'], wrap: '{value} EUR' },
          country: { value: 'France' },
        },
        wanted: ['companyNumber'],
      },
      notes: ['The search answers with the nearest names: only one that agrees counts, legal forms aside.'],
    },
  },
  price: { note: 'Credits, bought in packs; some calls are free for a new account', charged: 'call' },
  verified: { sure: 'documented', sources: ['www.pappers.fr/api/documentation (paths)', 'public clients'], on: '2026-11', live: false, notes: ['The spelling of some fields is inferred.', 'What an empty account answers is not documented here: 402 is taken at its usual meaning.', 'The key travels in the address.', 'The pace is our own care.'] },
} satisfies Manifest;
