import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'gravatar',
  name: 'Gravatar',
  homepage: 'https://gravatar.com',
  docs: 'https://docs.gravatar.com/rest-api/',
  baseUrl: 'https://api.gravatar.com/v3',
  auth: { kind: 'bearer', optional: true },
  key: { label: 'API key (optional, for a higher pace)', helpUrl: 'https://gravatar.com/developers/applications' },
  limits: { perHour: 100, concurrent: 2 },
  limitsWithKey: { perHour: 1_000, concurrent: 2 },
  resets: [{ header: 'X-RateLimit-Reset', unit: 'epoch-seconds' }],
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error', 'code'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/profiles/{email|trim|lower|sha256}' }, shape: { path: 'profile_url', exists: true } }] }],
      answer: {
        fields: {
          name: 'display_name',
          firstName: 'first_name',
          lastName: 'last_name',
          title: 'job_title',
          companyName: 'company',
          location: 'location',
          description: 'description',
          profileUrl: 'profile_url',
          photoUrl: 'avatar_url',
          githubUrl: 'verified_accounts[?service_type=="github"].url',
          xUrl: 'verified_accounts[?service_type=="twitter"].url',
          linkedinUrl: 'verified_accounts[?service_type=="linkedin"].url',
          phone: { path: 'contact_info.work_phone' },
          mobile: { path: 'contact_info.cell_phone' },
        },
      },
      notes: ['Only a hash of the address is sent.', 'First and last name are given with a key only.'],
    },
  },
  price: { note: 'Free: 100 calls an hour without a key, 1,000 with one', charged: 'free' },
  verified: { sure: 'documented', sources: ['docs.gravatar.com/rest-api (OpenAPI)'], on: '2026-11', live: false, notes: ['The names of the services (github, twitter, linkedin) are to be seen in one live call.', 'X-RateLimit-Reset is read as seconds since 1970.'] },
} satisfies Manifest;
