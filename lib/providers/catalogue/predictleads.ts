import type { Manifest } from '../../contracts/manifest.ts';

const HQ = 'data.attributes.location_data[?category=="headquarters"]';

export default {
  kiln: 1,
  id: 'predictleads',
  name: 'PredictLeads',
  homepage: 'https://predictleads.com',
  docs: 'https://docs.predictleads.com',
  baseUrl: 'https://predictleads.com/api/v3',
  auth: { kind: 'parts', parts: ['id', 'token'], headers: { 'X-Api-Key': '{key.id}', 'X-Api-Token': '{key.token}' } },
  key: { label: 'API key and API token (key:token)', helpUrl: 'https://predictleads.com' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error.message', 'error.title', 'error', 'errors[0].title', 'message'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/{domain}' } }] }],
      answer: {
        fields: {
          name: { path: ['data.attributes.company_name', 'data.attributes.friendly_company_name'] },
          domain: 'data.attributes.domain',
          description: { path: ['data.attributes.description', 'data.attributes.description_short'] },
          country: `${HQ}.country`,
        },
        wanted: ['name'],
      },
      notes: ['Size and industry are no part of the record.'],
    },
    'find-technologies': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/{domain}/technology_detections' } }] }],
      answer: { fields: { technologies: { path: 'included[?type=="technology"].attributes.name', by: ', ', most: 100 } } },
      notes: ['The first page of detections is read.'],
    },
    'find-open-jobs': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/{domain}/job_openings' } }] }],
      answer: { fields: { jobTitles: { path: 'data.attributes.title', by: ', ', most: 20 } } },
      notes: ['The first page of openings is read; how many there are is not told in a documented place.'],
    },
    'find-news': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/{domain}/news_events' } }] }],
      answer: { fields: { news: { path: 'data.attributes.summary', by: ' · ', most: 3 } } },
      notes: ['The summaries come from public clients, not from a vendor page.'],
    },
  },
  price: { note: '100 calls a month are free, then from about 0.04 USD a call', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.predictleads.com', 'public clients and their tests'],
    on: '2026-11',
    live: false,
    notes: ['data is a record in one source and a list of one in others; both are read.', 'Financing events are left out: the form of amounts is not spelled out.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
