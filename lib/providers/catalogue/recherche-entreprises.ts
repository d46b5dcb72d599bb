import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search = (q: string): StepTemplate => ({ request: { method: 'GET', path: '/search', query: { q, page: 1, per_page: 5 } }, shape: { path: 'total_results', exists: true } });

/** Bands of staff of the French statistics office, by their code. */
const staff = {
  '00': '0', '01': '1-2', '02': '3-5', '03': '6-9', '11': '10-19', '12': '20-49', '21': '50-99', '22': '100-199', '31': '200-249', '32': '250-499',
  '41': '500-999', '42': '1000-1999', '51': '2000-4999', '52': '5000-9999', '53': '10000+',
};
const fields = {
  legalName: { path: ['nom_raison_sociale', 'nom_complet'] },
  companyNumber: 'siren',
  companyStatus: { path: 'etat_administratif', map: { A: 'active', C: 'closed' } },
  industryCode: 'activite_principale',
  employeeRange: { path: 'tranche_effectif_salarie', map: staff },
  founded: { path: 'date_creation', as: ['year'] },
  address: 'siege.adresse',
  location: { parts: ['siege.code_postal', 'siege.libelle_commune'], by: ' ' },
  country: { value: 'France' },
};

export default {
  kiln: 1,
  id: 'recherche-entreprises',
  name: "Recherche d'entreprises (France)",
  homepage: 'https://recherche-entreprises.api.gouv.fr',
  docs: 'https://recherche-entreprises.api.gouv.fr/docs/',
  baseUrl: 'https://recherche-entreprises.api.gouv.fr',
  auth: { kind: 'none' },
  limits: { perSecond: 5, concurrent: 2 },
  errorText: ['erreur'],
  operations: {
    'enrich-company': {
      ways: [
        // A French VAT number ends in the number of the register.
        { needs: [['vatId']], only: { vatId: '^FR[ .]?[0-9A-Z]{2}[ .]?[0-9]{9}$' }, steps: [search('{vatId|alnum|end:9}')], answer: { choose: [{ among: 'results' }], fields, wanted: ['companyNumber'] } },
        { needs: [['companyNumber', 'country']], only: { companyNumber: '^[0-9]{9}$', country: '^(fr|fra|france)$' }, steps: [search('{companyNumber}')], answer: { choose: [{ among: 'results', agree: { path: 'siren', with: 'companyNumber', as: 'exact' } }], fields, wanted: ['companyNumber'] } },
        { needs: [['companyName', 'country']], only: { country: '^(fr|fra|france)$' }, steps: [search('{companyName}')] },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: '^(fr|fra|france)$', domain: '[.]fr$' }, steps: [search('{companyName}')] },
      ],
      answer: { choose: [{ among: 'results', agree: { path: ['nom_raison_sociale', 'nom_complet'], with: 'companyName', as: 'name' } }], fields, wanted: ['companyNumber'] },
      notes: ['The search answers with the nearest names: only one that agrees counts, legal forms aside.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: {
    sure: 'documented',
    sources: ['recherche-entreprises.api.gouv.fr', 'source code of the service, annuaire-entreprises-data-gouv-fr/search-api', 'INSEE list of staff bands'],
    on: '2026-11',
    live: false,
    notes: ['7 calls a second for one address.', 'Only code 12 of the staff bands is spelled out in the page; the others are the public list of the statistics office.'],
  },
} satisfies Manifest;
