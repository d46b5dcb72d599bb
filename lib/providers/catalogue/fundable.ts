import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'fundable',
  name: 'Fundable',
  homepage: 'https://www.tryfundable.ai',
  docs: 'https://www.tryfundable.ai/api',
  baseUrl: 'https://www.tryfundable.ai/api/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://www.tryfundable.ai' },
  limits: { perMinute: 200, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error.message', 'error', 'message'],
  operations: {
    'enrich-company': {
      // One identifier only in each question.
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'GET', path: '/company/', query: { domain: '{domain}' } }, shape: { path: 'data', exists: true } }] },
        { needs: [['linkedinUrl']], steps: [{ request: { method: 'GET', path: '/company/', query: { linkedin: '{linkedinUrl}' } }, shape: { path: 'data', exists: true } }] },
      ],
      answer: {
        fields: {
          name: 'data.name',
          description: { path: ['data.description', 'data.short_description'] },
          employees: 'data.employee_count',
          employeeRange: { path: 'data.employee_count', unless: '^\\d+$' },
          funding: { path: 'data.total_raised', wrap: '{value} USD' },
          fundingStage: 'data.latest_deal.type',
        },
      },
      price: '1 credit',
      notes: ['Money is read as US dollars, as a public client does.'],
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/company/search/', query: { name: '{companyName}' } }, shape: { path: 'data', exists: true } }] }],
      answer: { choose: [{ among: 'data.companies', agree: { path: 'name', with: 'companyName', as: 'name' } }], fields: { domain: { path: ['domain', 'website'], as: ['domain'] }, name: 'name' } },
      price: 'Free',
      charged: 'free',
      notes: ['The first company whose name agrees counts, legal forms aside.'],
    },
  },
  price: { note: '1 credit for a company; searches by name are free', charged: 'found' },
  verified: {
    sure: 'documented-in-use',
    sources: ['public descriptions and clients of the programming interface'],
    on: '2026-11',
    live: false,
    notes: ['The record of the company call is known from one client, that of the search from a description.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
