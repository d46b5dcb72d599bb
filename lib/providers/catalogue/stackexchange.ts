import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'stackexchange',
  name: 'Stack Overflow profiles',
  homepage: 'https://stackoverflow.com',
  docs: 'https://api.stackexchange.com/docs',
  baseUrl: 'https://api.stackexchange.com/2.3',
  auth: { kind: 'none' },
  limits: { perDay: 300, perSecond: 2, concurrent: 1 },
  rules: [
    // Being too fast has its own number in the answer, whatever the status.
    { when: { path: 'error_id', is: 502 }, then: 'rate-limited' },
    { when: { status: [400, 404], path: 'error_id', exists: true }, then: 'bad-input' },
  ],
  errorText: ['error_message', 'error_name'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['name', 'companyDomain']], steps: [{ request: { method: 'GET', path: '/users', query: { inname: '{name}', site: 'stackoverflow', pagesize: 30 } }, shape: { path: 'quota_remaining', exists: true } }] }],
      answer: {
        choose: [{ among: 'items', agree: [{ path: 'display_name', with: 'name', as: 'words' }, { path: 'website_url', with: 'companyDomain', as: 'domain' }] }],
        fields: { profileUrl: 'link', website: 'website_url', location: 'location' },
        wanted: ['profileUrl'],
      },
      notes: ['Counts only when the profile shows the website of the company: too many people share a name.'],
    },
  },
  price: { note: 'Free: 300 calls a day', charged: 'free' },
  verified: { sure: 'documented', sources: ['api.stackexchange.com/docs'], on: '2026-11', live: false, notes: ['300 calls a day without a key.', 'A `backoff` in an answer (seconds) is not read: the pace is low.', 'error_id 502 is the throttle.'] },
} satisfies Manifest;
