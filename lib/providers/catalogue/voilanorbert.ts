import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'voilanorbert',
  name: 'Voila Norbert',
  homepage: 'https://www.voilanorbert.com',
  docs: 'https://www.voilanorbert.com/api/',
  baseUrl: 'https://api.voilanorbert.com/2018-01-08',
  auth: { kind: 'basic', user: 'kiln', password: '{key}' },
  key: { label: 'API token', helpUrl: 'https://www.voilanorbert.com/api/' },
  limits: { perSecond: 1, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['name', 'companyDomain']], steps: [{ request: { method: 'POST', path: '/search/name', form: { name: '{name}', domain: '{companyDomain}' } } }] }],
      answer: { fields: { workEmail: 'email.email' }, confidence: 'email.score' },
      notes: ['A search that is not done at once goes on at the partner and cannot be asked for later: it is no result here.'],
    },
  },
  price: { note: 'A credit for each address found; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['www.voilanorbert.com/api'],
    on: '2026-11',
    live: false,
    notes: ['Any user name is accepted beside the token.', 'A newer version (2019-01-04) is seen too.', 'Error answers are not documented; codes are read by their usual meaning.', 'No pace is documented; 1 call a second is used.'],
  },
} satisfies Manifest;
