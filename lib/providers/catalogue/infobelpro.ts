import type { AnswerSpec, Manifest } from '../../contracts/manifest.ts';

const R = 'FirstPageRecords[0]';
const record: AnswerSpec['fields'] = {
  name: `${R}.businessName`,
  domain: { path: `${R}.webDomain`, as: ['domain'] },
  phone: `${R}.phone`,
  employees: `${R}.employeesTotal`,
  revenue: `${R}.salesVolume`,
  founded: { path: `${R}.yearStarted`, as: ['year'] },
  industry: `${R}.InfobelCategories.infobelLabel01`,
  companyType: `${R}.legalStatusCodeDescription`,
  location: { parts: [`${R}.city`, `${R}.country`] },
  country: `${R}.country`,
};

export default {
  kiln: 1,
  id: 'infobelpro',
  name: 'Infobel PRO',
  homepage: 'https://www.infobelpro.com',
  docs: 'https://getdata.infobelpro.com/Help',
  baseUrl: 'https://getdata.infobelpro.com/api',
  auth: {
    kind: 'token',
    parts: ['user', 'password'],
    request: { method: 'POST', path: '/token', form: { grant_type: 'password', username: '{key.user}', password: '{key.password}' } },
    token: 'access_token',
    expires: 'expires_in',
    lifetimeSeconds: 1_700,
  },
  key: { label: 'User name and password (user:password)', helpUrl: 'https://www.infobelpro.com' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['message', 'error', 'Message'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['domain']], steps: [{ request: { method: 'POST', path: '/search', json: { Website: ['{domain}'], returnFirstPage: true } } }] },
        { needs: [['companyName']], steps: [{ request: { method: 'POST', path: '/search', json: { BusinessName: ['{companyName}'], returnFirstPage: true } } }], answer: { fields: record, wanted: ['name'], agree: { path: `${R}.businessName`, with: 'companyName', as: 'name' } } },
      ],
      answer: { fields: record, wanted: ['name'] },
      notes: ['Asked by name, an answer counts only when the names agree, legal forms aside.', 'The currency of the sales volume is not spelled out.'],
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: {
    sure: 'third-party',
    sources: ['getdata.infobelpro.com/Help (read by a third party, 2026-07)'],
    on: '2026-11',
    live: false,
    notes: ['The form of error bodies is not documented.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
