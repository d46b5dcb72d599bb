import type { Manifest } from '../../contracts/manifest.ts';

const O = 'organization';

export default {
  kiln: 1,
  id: 'dnb',
  name: 'Dun & Bradstreet Direct+',
  homepage: 'https://www.dnb.com',
  docs: 'https://directplus.documentation.dnb.com',
  baseUrl: 'https://plus.dnb.com',
  auth: {
    kind: 'token',
    parts: ['key', 'secret'],
    request: { method: 'POST', path: '/v2/token', headers: { Authorization: 'Basic {key|base64}' }, json: { grant_type: 'client_credentials' } },
    token: 'access_token',
    expires: { path: ['expiresIn', 'expires_in'] },
  },
  key: { label: 'Consumer key and secret (key:secret)', helpUrl: 'https://directplus.documentation.dnb.com' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error.errorMessage', 'error.errorDetails[0].description', 'error'],
  operations: {
    'enrich-company': {
      ways: [
        {
          needs: [['companyName', 'country']],
          // The register of one country: its code of two letters is a part of the question.
          only: { country: '^[a-z]{2}$' },
          steps: [
            { request: { method: 'GET', path: '/v1/match/cleanseMatch', query: { name: '{companyName}', countryISOAlpha2Code: '{country|upper}' } }, save: { duns: 'matchCandidates[0].organization.duns' } },
            { request: { method: 'GET', path: '/v1/data/duns/{step.duns}', query: { blockIDs: 'companyinfo_L2_v1' } }, shape: { path: O, exists: true } },
          ],
        },
      ],
      answer: {
        fields: {
          legalName: `${O}.primaryName`,
          name: `${O}.primaryName`,
          domain: { path: `${O}.websiteAddress.domainName`, as: ['domain'] },
          industry: `${O}.primaryIndustryCode.usSicV4Description`,
          industryCode: { path: `${O}.primaryIndustryCode.usSicV4`, wrap: 'SIC {value}' },
          employees: `${O}.numberOfEmployees.value`,
          revenue: `${O}.financials.yearlyRevenue.value`,
          location: { parts: [`${O}.primaryAddress.addressLocality.name`, `${O}.primaryAddress.addressCountry.isoAlpha2Code`] },
          country: `${O}.primaryAddress.addressCountry.isoAlpha2Code`,
        },
      },
      notes: ['The best candidate is taken; the partner orders them by how sure it is.', 'Revenue has a currency that is not read.'],
    },
  },
  price: { note: 'By contract', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['directplus.documentation.dnb.com (read by third parties)', 'public adapter notes (paths of the record)'],
    on: '2026-11',
    live: false,
    notes: ['The D-U-N-S number is no register number and is not kept.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
