import type { Manifest } from '../../contracts/manifest.ts';

const profile = {
  name: 'name',
  location: 'location',
  email: 'email',
  description: 'bio',
  website: 'blog',
  companyName: { path: 'company', as: ['trim', 'dropAt'] },
  xUrl: { path: 'twitter_username', wrap: 'https://x.com/{value}' },
  githubUrl: 'html_url',
  photoUrl: 'avatar_url',
};

export default {
  kiln: 1,
  id: 'github',
  name: 'GitHub',
  homepage: 'https://github.com',
  docs: 'https://docs.github.com/en/rest',
  baseUrl: 'https://api.github.com',
  auth: { kind: 'bearer', optional: true },
  key: { label: 'Access token (optional, for a higher pace)', helpUrl: 'https://github.com/settings/tokens' },
  headers: { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' },
  limits: { perHour: 60, concurrent: 2 },
  limitsWithKey: { perHour: 5_000, concurrent: 4 },
  resets: [{ header: 'x-ratelimit-reset', unit: 'epoch-seconds' }],
  rules: [
    { when: { status: [403, 429], any: [{ header: 'x-ratelimit-remaining', is: '0' }, { header: 'retry-after', exists: true }] }, then: 'rate-limited' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['message'],
  keyCheck: {
    request: { method: 'GET', path: '/rate_limit' },
    creditsLeft: { path: 'resources.core.remaining', wrap: '{value} calls this hour' },
    notes: ['This call is not counted against the pace.'],
  },
  operations: {
    'enrich-person': {
      ways: [
        { needs: [['githubLogin']], steps: [{ request: { method: 'GET', path: '/users/{githubLogin}' }, shape: { path: 'login', exists: true } }] },
        {
          needs: [['email']],
          steps: [
            {
              request: { method: 'GET', path: '/search/users', query: { q: '{email} in:email', per_page: 1 } },
              shape: { path: 'total_count', exists: true },
              save: { login: 'items[0].login' },
            },
            { request: { method: 'GET', path: '/users/{step.login}' }, shape: { path: 'login', exists: true } },
          ],
        },
      ],
      rules: [{ when: { status: 200, path: 'type', is: 'Organization' }, then: 'no-result' }],
      answer: { fields: profile },
      notes: ['Only addresses that people show on their profile can be found.', 'Names are not searched: too many people share one.'],
    },
    'enrich-company': {
      ways: [{ needs: [['githubLogin']], steps: [{ request: { method: 'GET', path: '/orgs/{githubLogin}' }, shape: { path: 'login', exists: true } }] }],
      answer: {
        fields: {
          name: 'name',
          location: 'location',
          email: 'email',
          description: 'description',
          website: 'blog',
          domain: { path: 'blog', as: ['domain'] },
          xUrl: { path: 'twitter_username', wrap: 'https://x.com/{value}' },
          githubUrl: 'html_url',
          photoUrl: 'avatar_url',
        },
      },
    },
    'find-linkedin': {
      ways: [{ needs: [['githubLogin']], steps: [{ request: { method: 'GET', path: '/users/{githubLogin}/social_accounts' } }] }],
      answer: { fields: { linkedinUrl: { path: '[*].url', as: ['linkedinUrl'] } } },
      notes: ['What people list on their profile themselves.'],
    },
    'find-technologies': {
      ways: [{ needs: [['githubLogin']], steps: [{ request: { method: 'GET', path: '/users/{githubLogin}/repos', query: { sort: 'pushed', per_page: 30 } } }] }],
      answer: { fields: { technologies: { path: '[?fork==false].language', by: ', ' } } },
      notes: ['Programming languages of what was worked on last, forks aside.'],
    },
  },
  price: { note: 'Free: 60 calls an hour without a token, 5,000 with one', charged: 'free' },
  verified: {
    sure: 'documented',
    sources: ['docs.github.com/en/rest'],
    on: '2026-11',
    live: false,
    notes: ['403 and 429 with x-ratelimit-remaining 0 or Retry-After are the pace; other 403 are permissions.', 'Searching is limited to 10 a minute without a token.'],
  },
} satisfies Manifest;
