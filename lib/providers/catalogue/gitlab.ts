import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'gitlab',
  name: 'GitLab',
  homepage: 'https://gitlab.com',
  docs: 'https://docs.gitlab.com/api/users/',
  baseUrl: 'https://gitlab.com/api/v4',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 1 },
  resets: [{ header: 'RateLimit-Reset', unit: 'epoch-seconds' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['githubLogin', 'name']], steps: [{ request: { method: 'GET', path: '/users', query: { username: '{githubLogin}' } } }] }],
      answer: { choose: [{ among: '', agree: { path: 'name', with: 'name', as: 'words' } }], fields: { profileUrl: 'web_url', name: 'name', photoUrl: 'avatar_url' }, wanted: ['profileUrl'] },
      notes: ['Somebody with the login of GitHub counts only when the name is the same too.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'third-party', sources: ['docs.gitlab.com/api/users'], on: '2026-11', live: false, notes: ['Place, company and title need a token and are not asked for.', 'No pace is told here; two calls a second are our own.'] },
} satisfies Manifest;
