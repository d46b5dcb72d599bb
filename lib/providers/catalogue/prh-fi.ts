import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search: StepTemplate = { request: { method: 'GET', path: '/companies', query: { name: '{companyName}' } }, shape: { path: 'totalResults', exists: true } };
const named = [{ among: 'companies', agree: { path: 'names[*].name', with: 'companyName' as const, as: 'name' as const } }];
const FINLAND = '^(fi|fin|finland|suomi)$';

const facts = {
  legalName: 'names[0].name',
  companyNumber: 'businessId.value',
  industry: 'mainBusinessLine.descriptions[?languageCode=="3"].description',
  industryCode: 'mainBusinessLine.type',
  website: 'website.url',
  domain: { path: 'website.url', as: ['domain'] },
  founded: { path: 'registrationDate', as: ['year'] },
  address: { parts: ['addresses[0].street', 'addresses[0].postCode'] },
  country: { value: 'Finland' },
};

export default {
  kiln: 1,
  id: 'prh-fi',
  name: 'PRH and YTJ (Finland)',
  homepage: 'https://www.prh.fi',
  docs: 'https://avoindata.prh.fi/en',
  baseUrl: 'https://avoindata.prh.fi/opendata-ytj-api/v3',
  auth: { kind: 'none' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'errorcode'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyNumber']], only: { companyNumber: '^[0-9]{7}-[0-9]$' }, steps: [{ ...search, request: { method: 'GET', path: '/companies', query: { businessId: '{companyNumber}' } } }], answer: { choose: [{ among: 'companies', agree: { path: 'businessId.value', with: 'companyNumber', as: 'exact' } }], fields: facts, wanted: ['companyNumber'] } },
        { needs: [['companyName', 'country']], only: { country: FINLAND }, steps: [search] },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: FINLAND, domain: '[.]fi$' }, steps: [search] },
      ],
      answer: { choose: named, fields: facts, wanted: ['companyNumber'] },
      notes: ['Former and parallel names count when names are compared; the first of the list is the one that is kept.', 'The year is that of the registration.'],
    },
    'find-domain': {
      ways: [{ needs: [['companyName', 'country']], only: { country: FINLAND }, steps: [search] }],
      answer: { choose: named, fields: { domain: facts.domain, website: facts.website } },
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented', sources: ['avoindata.prh.fi', 'fixtures of several public clients agree'], on: '2026-11', live: false, notes: ['Language code 3 is English.', 'No pace is published; two calls a second are our own.'] },
} satisfies Manifest;
