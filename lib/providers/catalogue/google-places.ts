import type { Choice, Manifest, StepTemplate } from '../../contracts/manifest.ts';

const MASK = 'places.id,places.displayName,places.formattedAddress,places.websiteUri,places.internationalPhoneNumber,places.primaryTypeDisplayName,places.businessStatus';
const search = (textQuery: string): StepTemplate => ({ request: { method: 'POST', path: '/v1/places:searchText', json: { textQuery, pageSize: 5, languageCode: 'en', regionCode: '{country|countryCode}' }, headers: { 'X-Goog-FieldMask': MASK } } });
const named: Choice[] = [{ among: 'places', agree: { path: 'displayName.text', with: 'companyName', as: 'name' } }];

const facts = {
  name: 'displayName.text',
  address: 'formattedAddress',
  website: 'websiteUri',
  domain: { path: 'websiteUri', as: ['domain'] },
  phone: 'internationalPhoneNumber',
  industry: 'primaryTypeDisplayName.text',
  companyStatus: { path: 'businessStatus', map: { OPERATIONAL: 'open', CLOSED_TEMPORARILY: 'closed for a time', CLOSED_PERMANENTLY: 'closed' } },
};

export default {
  kiln: 1,
  id: 'google-places',
  name: 'Google Places',
  homepage: 'https://developers.google.com/maps',
  docs: 'https://developers.google.com/maps/documentation/places/web-service/text-search',
  baseUrl: 'https://places.googleapis.com',
  auth: { kind: 'header', name: 'X-Goog-Api-Key' },
  key: { label: 'API key', helpUrl: 'https://console.cloud.google.com/google/maps-apis/credentials' },
  limits: { perSecond: 5, concurrent: 4 },
  rules: [
    { when: { status: 403, path: 'error.message', matches: 'billing' }, then: 'no-credits' },
    { when: { status: 403 }, then: 'auth' },
    { when: { status: 400, path: 'error.message', matches: 'api key' }, then: 'auth' },
  ],
  errorText: ['error.message', 'error.status'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyName', 'location']], steps: [search('{companyName}, {location}')] },
        // Without a place only the website can tell which of the same name is meant.
        { needs: [['companyName', 'domain']], steps: [search('{companyName}')], answer: { choose: [{ among: 'places', agree: [{ path: 'displayName.text', with: 'companyName', as: 'words' }, { path: 'websiteUri', with: 'domain', as: 'domain' }] }], fields: facts, wanted: ['address', 'phone', 'website'] } },
      ],
      answer: { choose: named, fields: facts, wanted: ['address', 'phone', 'website'] },
      notes: ['Google limits for how long content of its places may be kept.'],
    },
    'find-domain': {
      ways: [{ needs: [['companyName', 'location']], steps: [search('{companyName}, {location}')] }],
      answer: { choose: named, fields: { domain: facts.domain, website: facts.website } },
    },
  },
  price: { note: 'By the call, and by the fields that are asked for', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['developers.google.com/maps/documentation/places/web-service (discovery document)'],
    on: '2026-11',
    live: false,
    notes: ['Phone and website put a call into a dearer class.', '403 stands for the key and for billing; the words tell them apart.', 'The pace is our own care.'],
  },
} satisfies Manifest;
