import type { AnswerSpec, Manifest } from '../../contracts/manifest.ts';

const FIELDS = 'company_name,domain,country,city,staff_number,turn_over,industry_code,form_of_company,foundation_date,linkedin_link,phone,technologies';
const R = 'results[0]';
const record: AnswerSpec['fields'] = {
  name: `${R}.company_name`,
  domain: { path: `${R}.domain`, as: ['domain'] },
  employees: `${R}.staff_number`,
  revenue: `${R}.turn_over`,
  industryCode: `${R}.industry_code`,
  companyType: `${R}.form_of_company`,
  founded: { path: `${R}.foundation_date`, as: ['year'] },
  phone: `${R}.phone`,
  location: { parts: [`${R}.city`, `${R}.country`] },
  country: `${R}.country`,
  linkedinUrl: `${R}.linkedin_link`,
  technologies: { path: `${R}.technologies`, by: ', ', most: 100 },
};

export default {
  kiln: 1,
  id: 'vainu',
  name: 'Vainu',
  homepage: 'https://www.vainu.com',
  docs: 'https://developers.vainu.com',
  baseUrl: 'https://api.vainu.io/api/v2',
  auth: { kind: 'header', name: 'API-Key' },
  key: { label: 'API key', helpUrl: 'https://developers.vainu.com' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['detail', 'message', 'error'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'GET', path: '/companies/', query: { domain__in: '{domain}', fields: FIELDS, limit: 1 } } }] },
        { needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/companies/', query: { company_name: '{companyName}', fields: FIELDS, limit: 1 } } }], answer: { fields: record, wanted: ['name'], agree: { path: `${R}.company_name`, with: 'companyName', as: 'name' } } },
      ],
      answer: { fields: record, wanted: ['name'] },
      notes: ['Registers of the Nordic countries and others.', 'Asked by name, an answer counts only when the names agree, legal forms aside.'],
    },
    'find-domain': {
      ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/companies/', query: { company_name: '{companyName}', fields: 'company_name,domain', limit: 1 } } }] }],
      answer: { fields: { domain: { path: `${R}.domain`, as: ['domain'] }, name: `${R}.company_name` }, agree: { path: `${R}.company_name`, with: 'companyName', as: 'name' } },
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: { sure: 'third-party', sources: ['developers.vainu.com (read by a third party, 2026-07)'], on: '2026-11', live: false, notes: ['No match is a 200 with an empty list.', 'No call that checks a key is documented.'] },
} satisfies Manifest;
