import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'keybase',
  name: 'Keybase',
  homepage: 'https://keybase.io',
  docs: 'https://keybase.io/docs/api/1.0',
  baseUrl: 'https://keybase.io/_/api/1.0',
  auth: { kind: 'none' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 200, path: 'status.code', exists: true, not: { path: 'status.code', is: 0 } }, then: 'bad-input' }],
  errorText: ['status.desc', 'status.name'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['githubLogin']], steps: [{ request: { method: 'GET', path: '/user/lookup.json', query: { github: '{githubLogin}' } }, shape: { path: 'status.code', exists: true } }] }],
      answer: {
        fields: {
          name: 'them[0].profile.full_name',
          location: 'them[0].profile.location',
          description: 'them[0].profile.bio',
          profileUrl: { path: 'them[0].basics.username', wrap: 'https://keybase.io/{value}' },
        },
        wanted: ['profileUrl'],
      },
      notes: ['The GitHub name was proven by the person: it is the same one.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['keybase.io/docs/api/1.0/call/user/lookup', 'public clients'], on: '2026-11', live: false, notes: ['Every answer has a status.code; anything but 0 is a bad question.', 'No pace is published; one call a second is our own.'] },
} satisfies Manifest;
