import type { Manifest } from '../../contracts/manifest.ts';

const R = 'output.data[0]';

export default {
  kiln: 1,
  id: 'fiber-ai',
  name: 'Fiber AI',
  homepage: 'https://fiber.ai',
  docs: 'https://api.fiber.ai/docs',
  baseUrl: 'https://api.fiber.ai/v1',
  // The key is a part of the body.
  auth: { kind: 'parts', parts: ['key'], json: { apiKey: '{key}' } },
  key: { label: 'API key', helpUrl: 'https://fiber.ai' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'POST', path: '/company-search', json: { searchParams: { exactCompanyV2: { anyOf: [{ identifier: 'domain', domain: '{domain}' }] } } } }, shape: { path: 'output', exists: true } }] }],
      answer: {
        fields: {
          name: { path: [`${R}.preferred_name`, `${R}.name_consensus.value`, `${R}.name_consensus`] },
          domain: { path: [`${R}.domain_consensus.value`, `${R}.domain_consensus`] },
          employees: { path: [`${R}.employee_count_consensus.value`, `${R}.employee_count_consensus`] },
          location: { parts: [`${R}.location_consensus.city`, `${R}.location_consensus.country`] },
          country: `${R}.location_consensus.country`,
          linkedinUrl: { path: `${R}.linkedin_primary_slug`, wrap: 'https://www.linkedin.com/company/{value}' },
        },
        wanted: ['name', 'employees', 'linkedinUrl'],
      },
      spent: 'chargeInfo.creditsCharged',
    },
  },
  price: { note: 'Credits of the plan; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['two public clients of api.fiber.ai (the request agrees; the record is read by one)'],
    on: '2026-11',
    live: false,
    notes: ['A consensus is a value or an object with one; both are read.', 'The key has no documented form outside the body.', 'No check of a key by its own form is documented.'],
  },
} satisfies Manifest;
