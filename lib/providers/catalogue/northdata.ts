import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'northdata',
  name: 'North Data',
  homepage: 'https://www.northdata.com',
  docs: 'https://github.com/northdata/api',
  baseUrl: 'https://www.northdata.com/_api',
  auth: { kind: 'header', name: 'X-Api-Key' },
  key: { label: 'API key', helpUrl: 'https://github.com/northdata/api' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/company/v1/company', query: { name: '{companyName}', address: '{location}', fuzzyMatch: true, financials: true, extras: true } }, shape: { path: 'name', exists: true } }] }],
      answer: {
        fields: {
          name: 'name.name',
          legalName: 'name.name',
          companyType: 'name.legalForm',
          location: { parts: ['address.city', 'address.country'] },
          country: 'address.country',
          industryCode: { path: 'segmentCodes.nace', wrap: 'NACE {value}' },
          revenue: { path: ['financials.items[?id=="revenue"].value', 'financials.items[?id=="Revenue"].value'] },
          employees: { path: ['financials.items[?id=="employees"].value', 'financials.items[?id=="Employees"].value'] },
          website: { path: 'extras.items[?id=="url"].value' },
          domain: { path: 'extras.items[?id=="url"].value', as: ['domain'] },
          phone: 'extras.items[?id=="phone"].value',
        },
        wanted: ['name'],
        agree: { path: 'name.name', with: 'companyName', as: 'name' },
      },
      notes: ['Registers of about twenty European countries.', 'It matches similar names too: an answer counts only when the names agree, legal forms aside.', 'The currency of revenue stands beside it and is not read.'],
    },
  },
  price: { note: 'From about 500 EUR a month, keys on request (second-hand figure)', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['github.com/northdata/api (user guide and OpenAPI, read by a third party, 2026-07)'],
    on: '2026-11',
    live: false,
    notes: ['The first letter of the names of figures differs between the guide and the OpenAPI file; both are read.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
