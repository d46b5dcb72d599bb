import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const byName: StepTemplate[] = [{ request: { method: 'GET', path: '/companies', query: { company_name: '{companyName}', max: 10, format: 'json' } } }];

export default {
  kiln: 1,
  id: 'cro-ie',
  name: 'Companies Registration Office (Ireland)',
  homepage: 'https://cro.ie',
  docs: 'https://services.cro.ie',
  baseUrl: 'https://services.cro.ie/cws',
  auth: { kind: 'basic', user: '{key.email}', password: '{key.secret}', parts: ['email', 'secret'] },
  key: { label: 'E-mail address and API key, with a colon between them', helpUrl: 'https://services.cro.ie' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'Message'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyName', 'country']], only: { country: '^(ie|irl|ireland|éire)$' }, steps: byName },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: '^(ie|irl|ireland|éire)$', domain: '[.]ie$' }, steps: byName },
      ],
      answer: {
        choose: [{ among: '', agree: { path: 'company_name', with: 'companyName', as: 'name' } }],
        fields: {
          legalName: 'company_name',
          companyNumber: 'company_num',
          companyStatus: 'company_status_desc',
          founded: { path: 'company_reg_date', as: ['year'] },
          address: { parts: ['company_addr_1', 'company_addr_2', 'company_addr_3', 'eircode'] },
          country: { value: 'Ireland' },
        },
        wanted: ['companyNumber'],
      },
      notes: ['The search answers with names that begin alike: only one that agrees counts, legal forms aside.'],
    },
  },
  price: { note: 'Free with a free key', charged: 'free' },
  verified: { sure: 'documented', sources: ['services.cro.ie', 'public clients (names of the fields)'], on: '2026-11', live: false, notes: ['The pace is our own care.'] },
} satisfies Manifest;
