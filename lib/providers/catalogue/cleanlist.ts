import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'cleanlist',
  name: 'Cleanlist',
  homepage: 'https://www.cleanlist.ai',
  docs: 'https://docs.cleanlist.ai/mcp-api/enrichment',
  baseUrl: 'https://api.cleanlist.ai/api/v2',
  auth: { kind: 'bearer' },
  key: { label: 'API key (clapi_…)', helpUrl: 'https://docs.cleanlist.ai' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['detail', 'message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain'], ['companyName']], steps: [{ request: { method: 'POST', path: '/enrichment/company', json: { domain: '{domain}', company_name: '{companyName}' } } }] }],
      answer: {
        fields: { name: 'company.name', domain: 'company.domain', industry: 'company.industry', employees: 'company.employee_count', employeeRange: { path: 'company.employee_count', unless: '^\\d+$' }, revenue: 'company.revenue_range', linkedinUrl: 'company.linkedin_url' },
        wanted: ['name', 'industry'],
      },
      notes: ['Whether the count of employees is a number or a range is not documented; both are read.'],
    },
  },
  price: { note: 'Credits of the plan; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['docs.cleanlist.ai (read by a third party, 2026-07)'],
    on: '2026-11',
    live: false,
    notes: ['Questions about people need a list that was made before; they are left out.', 'How a miss looks is not documented: an empty company and 404 are read as one.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
