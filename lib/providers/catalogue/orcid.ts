import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'orcid',
  name: 'ORCID',
  homepage: 'https://orcid.org',
  docs: 'https://info.orcid.org/documentation/api-tutorials/api-tutorial-searching-the-orcid-registry/',
  baseUrl: 'https://pub.orcid.org/v3.0',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 1 },
  errorText: ['user-message', 'developer-message'],
  operations: {
    'enrich-person': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyName']],
          steps: [{ request: { method: 'GET', path: '/expanded-search/', query: { q: 'given-names:"{firstName|quoted}" AND family-name:"{lastName|quoted}"', rows: 50 } }, shape: { path: 'num-found', exists: true } }],
        },
      ],
      answer: {
        choose: [
          {
            among: 'expanded-result',
            agree: [
              { path: 'family-names', with: 'lastName', as: 'words' },
              { path: 'given-names', with: 'firstName', as: 'words' },
              { path: 'institution-name', with: 'companyName', as: 'name' },
            ],
          },
        ],
        fields: { profileUrl: { path: 'orcid-id', wrap: 'https://orcid.org/{value}' }, firstName: 'given-names', lastName: 'family-names', email: 'email' },
        wanted: ['profileUrl'],
      },
      notes: ['Counts only with the name and an institution that were asked for.', 'Addresses are those that people show to everyone.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'third-party', sources: ['public API of ORCID, as its clients use it'], on: '2026-11', live: false, notes: ['The path of the expanded search is inferred; num-found is read from public clients.', 'No pace is published here; two calls a second are our own.'] },
} satisfies Manifest;
