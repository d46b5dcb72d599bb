import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const TYPE = 'application/vnd.api+json';
/** One record costs the same however many fields are asked for. */
const enrich: StepTemplate = {
  request: {
    method: 'POST',
    path: '/data/v1/contacts/enrich',
    headers: { 'Content-Type': TYPE, Accept: TYPE },
    json: { data: { type: 'ContactEnrich', attributes: { outputFields: ['firstName', 'lastName', 'email', 'phone', 'mobilePhone', 'jobTitle', 'contactAccuracyScore', 'companyName'], matchPersonInput: [{ emailAddress: '{email}', externalURL: '{linkedinUrl}', fullName: '{name}', companyName: '{companyName}' }] } } },
  },
  shape: { any: [{ path: 'data[0].meta.matchStatus', exists: true }, { path: 'data[0].attributes', exists: true }] },
};
const A = 'data[0].attributes';
const needs: ('email' | 'linkedinUrl' | 'name' | 'companyName')[][] = [['linkedinUrl'], ['email'], ['name', 'companyName']];
const confidence = `${A}.contactAccuracyScore`;

export default {
  kiln: 1,
  id: 'zoominfo',
  name: 'ZoomInfo',
  homepage: 'https://www.zoominfo.com',
  docs: 'https://docs.zoominfo.com',
  baseUrl: 'https://api.zoominfo.com/gtm',
  auth: {
    kind: 'token',
    parts: ['id', 'secret'],
    request: { method: 'POST', path: '/oauth/v1/token', headers: { Authorization: 'Basic {key|base64}' }, form: { grant_type: 'client_credentials' } },
    token: 'access_token',
    expires: 'expires_in',
  },
  key: { label: 'Client ID and secret (id:secret)', helpUrl: 'https://docs.zoominfo.com' },
  limits: { perSecond: 5, perHour: 10_800, concurrent: 4 },
  rules: [
    { when: { path: 'data[0].meta.matchStatus', matches: '^NO_MATCH' }, then: 'no-result' },
    { when: { status: 404 }, then: 'no-result' },
  ],
  errorText: ['errors[0].detail', 'errors[0].title', 'message'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['name', 'companyName']], steps: [enrich] }],
      answer: { fields: { workEmail: `${A}.email`, title: `${A}.jobTitle` }, confidence },
      price: '1 credit for a person',
    },
    'find-mobile': {
      ways: [{ needs, steps: [enrich] }],
      answer: { fields: { mobile: { path: `${A}.mobilePhone`, as: ['usPhone'] } }, confidence },
      price: '1 credit for a person',
      notes: ['Numbers without a country code are read as American.'],
    },
    'find-phone': {
      ways: [{ needs, steps: [enrich] }],
      answer: { fields: { phone: { path: `${A}.phone`, as: ['usPhone'] }, mobile: { path: `${A}.mobilePhone`, as: ['usPhone'] } }, confidence },
      price: '1 credit for a person',
      notes: ['Numbers without a country code are read as American.'],
    },
    'enrich-person': {
      ways: [{ needs, steps: [enrich] }],
      answer: {
        fields: {
          name: { parts: [`${A}.firstName`, `${A}.lastName`], by: ' ' },
          firstName: `${A}.firstName`,
          lastName: `${A}.lastName`,
          title: `${A}.jobTitle`,
          workEmail: `${A}.email`,
          phone: { path: `${A}.phone`, as: ['usPhone'] },
          mobile: { path: `${A}.mobilePhone`, as: ['usPhone'] },
          companyName: { path: [`${A}.company.name`, `${A}.companyName`] },
        },
        confidence,
      },
      price: '1 credit for a person',
    },
  },
  price: { note: 'Credits by contract', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.zoominfo.com (GTM API)', 'public clients (login, one that saw the answer of a real call)'],
    on: '2026-11',
    live: false,
    notes: [
      'Clients buy the token at /gtm/oauth/v1/token; an older note names another host.',
      'Companies and technologies are left out: the names in their answers are not spelled out.',
      'The word of matchStatus for no match is read by its beginning; only FULL_MATCH is seen.',
      'No free call that checks a key is documented in full.',
    ],
  },
} satisfies Manifest;
