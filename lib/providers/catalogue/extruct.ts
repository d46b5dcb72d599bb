import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'extruct',
  name: 'Extruct',
  homepage: 'https://www.extruct.ai',
  docs: 'https://docs.extruct.ai/api-reference/company-lookup',
  baseUrl: 'https://api.extruct.ai/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API token', helpUrl: 'https://docs.extruct.ai' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['detail', 'message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/{domain}' } }] }],
      answer: { fields: { name: 'company_name', domain: 'domain', employees: 'context.employee_count', employeeRange: { path: 'context.employee_count', unless: '^\\d+$' } }, wanted: ['name'] },
      notes: ['Whether the count of employees is a number or a range is not documented; both are read.'],
    },
  },
  price: { note: 'Credits of the plan; prices on the vendor\'s site', charged: 'found' },
  verified: { sure: 'third-party', sources: ['docs.extruct.ai (read by a third party, 2026-07)'], on: '2026-11', live: false, notes: ['How a miss looks is not documented: an answer without a name and 404 are read as one.', 'No call that checks a key is documented.'] },
} satisfies Manifest;
