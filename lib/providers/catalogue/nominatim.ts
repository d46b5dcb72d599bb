import type { Choice, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search: StepTemplate = { request: { method: 'GET', path: '/search', query: { q: '{companyName}, {location}', format: 'jsonv2', limit: 5, addressdetails: 1, extratags: 1 } } };
/** Only what has a website or a phone: the same words may name a street. */
const business: Choice[] = [{ among: '', where: { any: [{ path: 'extratags.website', exists: true }, { path: 'extratags["contact:website"]', exists: true }, { path: 'extratags.phone', exists: true }] }, agree: { path: 'display_name', with: 'companyName', as: 'words' } }];
const site = { path: ['extratags.website', 'extratags["contact:website"]'] };

export default {
  kiln: 1,
  id: 'nominatim',
  name: 'OpenStreetMap (Nominatim)',
  homepage: 'https://www.openstreetmap.org',
  docs: 'https://nominatim.org/release-docs/latest/api/Search/',
  baseUrl: 'https://nominatim.openstreetmap.org',
  auth: { kind: 'none' },
  limits: { perSecond: 1, concurrent: 1 },
  errorText: ['error.message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['companyName', 'location']], steps: [search] }],
      answer: {
        choose: business,
        fields: { website: site, domain: { ...site, as: ['domain'] }, phone: { path: ['extratags.phone', 'extratags["contact:phone"]'] }, address: 'display_name', country: 'address.country' },
        wanted: ['website', 'phone'],
      },
    },
    'find-domain': {
      ways: [{ needs: [['companyName', 'location']], steps: [search] }],
      answer: { choose: business, fields: { domain: { ...site, as: ['domain'] }, website: site } },
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['nominatim.org/release-docs', 'operations.osmfoundation.org/policies/nominatim'], on: '2026-11', live: false, notes: ['At most one call a second, and no bulk work: fit for single leads, not for long lists.', 'The service asks for a User-Agent of the program, which a browser cannot set.', '© OpenStreetMap contributors (ODbL).'] },
} satisfies Manifest;
