import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const byName: StepTemplate[] = [{ request: { method: 'POST', path: '/company/search', json: { name: '{companyName}', activeOnly: true } } }];

export default {
  kiln: 1,
  id: 'zefix',
  name: 'Zefix (Switzerland)',
  homepage: 'https://www.zefix.ch',
  docs: 'https://www.zefix.admin.ch/ZefixPublicREST/swagger-ui/index.html',
  baseUrl: 'https://www.zefix.admin.ch/ZefixPublicREST/api/v1',
  auth: { kind: 'basic', user: '{key.user}', password: '{key.secret}', parts: ['user', 'secret'] },
  key: { label: 'User and password, with a colon between them', helpUrl: 'https://www.zefix.admin.ch/ZefixPublicREST/swagger-ui/index.html' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyName', 'country']], only: { country: '^(ch|che|switzerland|schweiz|suisse|svizzera)$' }, steps: byName },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: '^(ch|che|switzerland|schweiz|suisse|svizzera)$', domain: '[.]ch$' }, steps: byName },
      ],
      answer: {
        choose: [{ among: '', agree: { path: 'name', with: 'companyName', as: 'name' } }],
        fields: { legalName: 'name', companyNumber: 'uid', companyStatus: 'status', companyType: 'legalForm.name.en', location: 'legalSeat', country: { value: 'Switzerland' } },
        wanted: ['companyNumber'],
      },
    },
  },
  price: { note: 'Free with a free account, asked for by mail', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['www.zefix.admin.ch/ZefixPublicREST', 'public clients'], on: '2026-11', live: false, notes: ['Field names are partly inferred; the legal form is read as public clients do.', 'One call a second is what clients recommend.'] },
} satisfies Manifest;
