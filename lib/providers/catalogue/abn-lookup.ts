import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const details = (abn: string): StepTemplate => ({ request: { method: 'GET', path: '/AbnDetails.aspx', query: { abn }, accept: 'jsonp' }, shape: { path: 'Abn', exists: true } });
const AUSTRALIA = '^(au|aus|australia)$';

const byName: StepTemplate[] = [
  { request: { method: 'GET', path: '/MatchingNames.aspx', query: { name: '{companyName}', maxResults: 10 }, accept: 'jsonp' }, choose: [{ among: 'Names', agree: { path: 'Name', with: 'companyName', as: 'name' } }], save: { abn: { path: 'Abn', as: ['digits'] } } },
  details('{step.abn}'),
];

export default {
  kiln: 1,
  id: 'abn-lookup',
  name: 'ABN Lookup (Australia)',
  homepage: 'https://abr.business.gov.au',
  docs: 'https://abr.business.gov.au/Tools/WebServices',
  baseUrl: 'https://abr.business.gov.au/json',
  auth: { kind: 'query', name: 'guid' },
  key: { label: 'Authentication GUID', helpUrl: 'https://abr.business.gov.au/Tools/WebServices' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['Message'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyNumber', 'country']], only: { companyNumber: '^[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}$', country: AUSTRALIA }, steps: [details('{companyNumber|digitsOf:11}')] },
        { needs: [['companyName', 'country']], only: { country: AUSTRALIA }, steps: byName },
        // Names are shared by companies of many countries: one of the two has to say that it is this one.
        { needs: [['companyName', 'domain']], only: { country: AUSTRALIA, domain: '[.]au$' }, steps: byName },
      ],
      rules: [
        // Errors are a message inside 200.
        { when: { status: 200, path: 'Message', matches: 'guid|registered' }, then: 'auth' },
        { when: { status: 200, path: 'Message', matches: 'no record|not found|not a valid' }, then: 'no-result' },
        { when: { status: 200, path: 'Message', exists: true }, then: 'bad-input' },
      ],
      answer: {
        fields: { legalName: 'EntityName', companyNumber: 'Abn', companyType: 'EntityTypeName', companyStatus: 'AbnStatus', location: 'AddressState', country: { value: 'Australia' } },
        wanted: ['companyNumber'],
      },
    },
  },
  price: { note: 'Free with a free GUID', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['abr.business.gov.au/Tools/WebServices', 'public clients'], on: '2026-11', live: false, notes: ['Field names and the words of Message are read from public clients.', 'The GUID travels in the address: there is no header form.', 'The pace is our own care.'] },
} satisfies Manifest;
