import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'scrapingdog-profile',
  name: 'Scrapingdog Profiles',
  homepage: 'https://www.scrapingdog.com',
  docs: 'https://docs.scrapingdog.com',
  baseUrl: 'https://api.scrapingdog.com',
  auth: { kind: 'query', name: 'api_key' },
  key: { label: 'API key', helpUrl: 'https://api.scrapingdog.com' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [
    { when: { status: 202 }, then: 'pending' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['message', 'error'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/linkedin/', query: { type: 'profile', linkId: '{linkedinUrl|linkedinSlug}' } } }] }],
      answer: {
        fields: {
          name: { path: ['[0].fullName', '[0].full_name'] },
          firstName: '[0].first_name',
          lastName: '[0].last_name',
          headline: '[0].headline',
          location: '[0].location',
          description: '[0].about',
        },
        wanted: ['name', 'firstName', 'headline'],
      },
      poll: { kind: 'repeat', everyMs: 60_000 },
      price: 'About 50 credits for each profile',
      notes: ['The entries of experience are not spelled out; employer and title are left out.'],
    },
  },
  price: { note: 'About 50 credits for each profile; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented-in-use',
    sources: ['several public clients that agree on path and names'],
    on: '2026-11',
    live: false,
    notes: ['202 is read as "being collected, ask again"; no vendor page says so.', 'The record of a company is not spelled out; it is left out.', 'Meanings of error codes are the usual ones; nothing about them is documented.'],
  },
} satisfies Manifest;
