import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const byName: StepTemplate[] = [
  { request: { method: 'GET', path: '/searchCharityName/{companyName}' }, choose: [{ among: '', agree: { path: 'charity_name', with: 'companyName', as: 'name' } }], save: { number: { path: 'reg_charity_number', as: ['digits'] } } },
  { request: { method: 'GET', path: '/allcharitydetailsV2/{step.number}/0' }, shape: { path: 'charity_name', exists: true } },
];

export default {
  kiln: 1,
  id: 'uk-charities',
  name: 'Charity Commission (England and Wales)',
  homepage: 'https://register-of-charities.charitycommission.gov.uk',
  docs: 'https://api-portal.charitycommission.gov.uk',
  baseUrl: 'https://api.charitycommission.gov.uk/register/api',
  auth: { kind: 'header', name: 'Ocp-Apim-Subscription-Key' },
  key: { label: 'Subscription key', helpUrl: 'https://api-portal.charitycommission.gov.uk/profile' },
  limits: { perSecond: 2, concurrent: 1 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyName', 'country']], only: { country: '^(gb|gbr|uk|united kingdom|great britain|england|wales)$' }, steps: byName },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: '^(gb|gbr|uk|united kingdom|great britain|england|wales)$', domain: '[.]uk$' }, steps: byName },
      ],
      answer: {
        fields: {
          legalName: 'charity_name',
          companyNumber: 'reg_charity_number',
          companyType: 'charity_type',
          website: 'web',
          domain: { path: 'web', as: ['domain'] },
          revenue: { path: 'latest_income', wrap: '{value} GBP' },
          country: { value: 'United Kingdom' },
        },
        wanted: ['companyNumber'],
      },
      notes: ['The number that is kept is the one of the charity register.'],
    },
  },
  price: { note: 'Free with a free key', charged: 'free' },
  verified: { sure: 'documented', sources: ['api-portal.charitycommission.gov.uk', 'public clients (names of the fields)'], on: '2026-11', live: false, notes: ['The search answers with a bare list, 404 when there is none (public clients).', 'The pace is our own care.'] },
} satisfies Manifest;
