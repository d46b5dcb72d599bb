import type { Manifest } from '../../contracts/manifest.ts';

const path = '/enrich/all';
const person = { first_name: '{firstName}', last_name: '{lastName}', company: '{companyName}', website: '{companyDomain}', linkedin: '{linkedinUrl}' };
const id = 'request_id';
const poll = { request: { method: 'GET' as const, path: '/enrich/all/{job.id}' }, everyMs: 15_000, maxWaitMs: 900_000 };

export default {
  kiln: 1,
  id: 'dropcontact',
  name: 'Dropcontact',
  homepage: 'https://www.dropcontact.com',
  docs: 'https://developer.dropcontact.com',
  baseUrl: 'https://api.dropcontact.com/v1',
  auth: { kind: 'header', name: 'X-Access-Token' },
  key: { label: 'API key', helpUrl: 'https://developer.dropcontact.com' },
  limits: { perSecond: 2, concurrent: 4 },
  rules: [
    { when: { status: 200, path: 'error', is: true }, then: 'bad-input' },
    // A row that is refused comes back at once, with what is wrong with it.
    { when: { status: 200, path: 'data[0].errors', exists: true }, then: 'bad-input' },
    { when: { status: 200, path: 'success', is: false }, then: 'pending' },
    { when: { status: 403 }, then: 'no-credits' },
  ],
  errorText: ['reason', 'detail', 'message'],
  keyCheck: { request: { method: 'GET', path: '/account/credits' }, creditsLeft: 'credits' },
  creditsLeft: 'credits_left',
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [{ request: { method: 'POST', path, json: { data: [person], siren: false, language: 'en' } } }] }],
      answer: {
        fields: {
          workEmail: { path: ['data[0].email[?qualification=="nominative@pro"].email', 'data[0].email[?qualification=="catch_all@pro"].email', 'data[0].email[?qualification=="catch-all@pro"].email'] },
          title: 'data[0].job',
          linkedinUrl: 'data[0].linkedin',
          companyName: 'data[0].company',
        },
        verdict: {
          path: ['data[0].email[?qualification=="nominative@pro"].qualification', 'data[0].email.qualification'],
          map: { 'nominative@pro': 'valid', 'catch_all@pro': 'catch-all', 'catch-all@pro': 'catch-all' },
          otherwise: 'unknown',
        },
      },
      poll: { kind: 'job', id, ...poll },
      price: '1 credit for each address found',
      notes: ['Addresses of a team (generic) and private ones are left out.'],
    },
    'verify-email': {
      ways: [{ needs: [['email']], steps: [{ request: { method: 'POST', path, json: { data: [{ email: '{email}' }], siren: false, language: 'en' } } }] }],
      answer: {
        fields: {},
        verdict: {
          path: 'data[0].email.qualification',
          cases: [{ matches: '^(nominative|generic)@', gives: 'valid' }, { matches: '^catch.?all@', gives: 'catch-all' }, { matches: '^invalid@', gives: 'invalid' }],
          otherwise: 'unknown',
        },
      },
      poll: { kind: 'job', id, ...poll },
      price: '1 credit for each address checked, whatever comes out',
      charged: 'call',
    },
    'enrich-person': {
      ways: [{ needs: [['email'], ['linkedinUrl'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [{ request: { method: 'POST', path, json: { data: [{ ...person, email: '{email}' }], siren: false, language: 'en' } } }] }],
      answer: {
        fields: {
          firstName: 'data[0].first_name',
          lastName: 'data[0].last_name',
          title: 'data[0].job',
          workEmail: { path: ['data[0].email[?qualification=="nominative@pro"].email', 'data[0].email[?qualification=="catch_all@pro"].email', 'data[0].email[?qualification=="catch-all@pro"].email'] },
          mobile: 'data[0].mobile_phone',
          phone: 'data[0].phone',
          linkedinUrl: 'data[0].linkedin',
          companyName: 'data[0].company',
          companyDomain: { path: 'data[0].website', as: ['domain'] },
        },
        wanted: ['title', 'workEmail', 'mobile', 'phone', 'linkedinUrl', 'companyDomain'],
      },
      poll: { kind: 'job', id, ...poll },
      price: '1 credit for each address found or checked',
      notes: ['phone is the switchboard of the company.', 'Asked with an address, the credit is not given back.'],
    },
  },
  price: { note: 'Credits for addresses found or checked; prices on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['developer.dropcontact.com', 'n8n-nodes-base (Dropcontact)', 'public clients (words of qualification)'],
    on: '2026-11',
    live: false,
    notes: ['403 is a used-up quota.', 'catch_all is documented, catch-all is seen; both are read.', 'The partner asks to come back after 30 seconds; every 15 are used. An unknown job looks like a running one.', 'No pace is documented; 2 calls a second are used.'],
  },
} satisfies Manifest;
