import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'aeroleads',
  name: 'AeroLeads',
  homepage: 'https://aeroleads.com',
  docs: 'https://aeroleads.com/api',
  baseUrl: 'https://aeroleads.com',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key', helpUrl: 'https://aeroleads.com/api' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [
    // What is wrong comes with HTTP 200.
    { when: { status: 200, path: 'message', matches: 'Api Key' }, then: 'auth' },
    { when: { status: 200, path: 'message', matches: '[Cc]redit' }, then: 'no-credits' },
    { when: { status: 200, path: 'status', is: [400, 422] }, then: 'bad-input' },
  ],
  errorText: ['message', 'error'],
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['firstName', 'lastName', 'companyDomain']],
          steps: [{ request: { method: 'GET', path: '/apis/details', query: { first_name: '{firstName}', last_name: '{lastName}', company_url: '{companyDomain}' } } }],
        },
      ],
      answer: { fields: { workEmail: 'emails.email' }, confidence: { path: 'emails.status', times: 100 }, verdict: { path: 'emails.status', cases: [{ matches: '^1(\\.0)?$', gives: 'valid' }, { matches: '^0?\\.5$', gives: 'catch-all' }], otherwise: 'unknown' } },
      price: '1 credit a call',
      notes: ['1.0 is a confirmed address, 0.5 a host that takes everything, 0.1 a guess.'],
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/api/get_linkedin_details', query: { linkedin_url: '{linkedinUrl}' } } }] }],
      answer: {
        fields: {
          name: 'full_name',
          firstName: 'first_name',
          lastName: 'last_name',
          title: 'job_title',
          companyName: 'job_company_name',
          companyDomain: { path: 'job_company_url', as: ['domain'] },
          location: 'location',
          linkedinUrl: 'linkedin_url',
          photoUrl: 'profile_picture_url',
        },
      },
      price: '1 credit a call',
      notes: ['Addresses and numbers come too, without saying of which kind; they are not read.'],
    },
  },
  price: { note: '1 credit a call; prices on the vendor\'s site', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['aeroleads.com/api', 'aeroleads.com/blog (how to use the API)', 'public clients (errors, profiles)'],
    on: '2026-11',
    live: false,
    notes: ['Two versions are documented; the newer one does not say how its answer looks, so the older is used.', 'The key travels in the address: there is no header form.', 'No pace is documented; 1 call a second is used.'],
  },
} satisfies Manifest;
