import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'enrichso',
  name: 'Enrich.so',
  homepage: 'https://www.enrich.so',
  docs: 'https://doc.enrich.so',
  // The host of version 3 really is "dev.".
  baseUrl: 'https://dev.enrich.so/api/v3',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://doc.enrich.so' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['detail', 'title', 'message'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path: '/reverse-lookup/lookup', json: { email: '{email}' } } }] }],
      answer: {
        fields: {
          name: 'data.displayName',
          firstName: 'data.firstName',
          lastName: 'data.lastName',
          title: 'data.positions.positionHistory[0].title',
          linkedinUrl: 'data.profileUrl',
          companyName: 'data.companyName',
        },
      },
    },
  },
  price: { note: 'Credits for people found; a miss is free', charged: 'found' },
  verified: { sure: 'documented', sources: ['doc.enrich.so'], on: '2026-11', live: false, notes: ['The body of a miss is not documented: a 404 and an answer without data are read as one.', 'No pace is documented; 2 calls a second are used.'] },
} satisfies Manifest;
