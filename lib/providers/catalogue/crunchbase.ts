import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const search: StepTemplate = {
  request: {
    method: 'POST',
    path: '/searches/organizations',
    json: {
      field_ids: ['identifier', 'website_url', 'short_description', 'num_employees_enum', 'founded_on', 'funding_total', 'last_funding_type', 'location_identifiers', 'linkedin'],
      query: [{ type: 'predicate', field_id: 'website_url', operator_id: 'domain_eq', values: ['{domain}'] }],
      limit: 1,
    },
  },
};
const P = 'entities[0].properties';

export default {
  kiln: 1,
  id: 'crunchbase',
  name: 'Crunchbase',
  homepage: 'https://www.crunchbase.com',
  docs: 'https://data.crunchbase.com/docs',
  baseUrl: 'https://api.crunchbase.com/api/v4',
  auth: { kind: 'header', name: 'X-cb-user-key' },
  key: { label: 'User key', helpUrl: 'https://data.crunchbase.com/docs' },
  limits: { perMinute: 200, concurrent: 4 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', '[0].message', 'error'],
  operations: {
    'enrich-company': {
      ways: [{ needs: [['domain']], steps: [search] }],
      answer: {
        fields: {
          name: `${P}.identifier.value`,
          website: { path: [`${P}.website_url`, `${P}.website_url.value`] },
          domain: { path: [`${P}.website_url`, `${P}.website_url.value`], as: ['domain'] },
          description: `${P}.short_description`,
          // c_00051_00100 and the open c_10001_max.
          employeeRange: { path: `${P}.num_employees_enum`, map: { c_00001_00010: '1-10', c_00011_00050: '11-50', c_00051_00100: '51-100', c_00101_00250: '101-250', c_00251_00500: '251-500', c_00501_01000: '501-1000', c_01001_05000: '1001-5000', c_05001_10000: '5001-10000', c_10001_max: '10001+' } },
          founded: { path: [`${P}.founded_on.value`, `${P}.founded_on`], as: ['year'] },
          funding: { path: `${P}.funding_total.value_usd`, wrap: '{value} USD' },
          fundingStage: `${P}.last_funding_type`,
          location: { path: `${P}.location_identifiers.value`, by: ', ' },
          linkedinUrl: { path: [`${P}.linkedin.value`, `${P}.linkedin`] },
        },
      },
      notes: ['The codes of sizes that are not in the list are left out.'],
    },
    'find-domain': {
      ways: [
        {
          needs: [['companyName']],
          steps: [
            { request: { method: 'GET', path: '/autocompletes', query: { query: '{companyName}', collection_ids: 'organizations', limit: 5 } }, choose: [{ among: 'entities', agree: { path: 'identifier.value', with: 'companyName', as: 'name' } }], save: { permalink: 'identifier.permalink' } },
            { request: { method: 'GET', path: '/entities/organizations/{step.permalink}', query: { field_ids: 'identifier,website_url,linkedin' } } },
          ],
        },
      ],
      answer: { fields: { domain: { path: ['properties.website_url', 'properties.website_url.value'], as: ['domain'] }, name: 'properties.identifier.value', linkedinUrl: { path: ['properties.linkedin.value', 'properties.linkedin'] } } },
      notes: ['It completes names: an answer counts only when the names agree, legal forms aside.'],
    },
  },
  price: { note: 'By contract; not a part of the cheap plans', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['data.crunchbase.com/docs', 'OpenAPI mirror api-evangelist/crunchbase'],
    on: '2026-11',
    live: false,
    notes: ['Newer pages show /v4/data as the path.', '403 means that a field is not in the plan.', 'Addresses and dates are texts in one source and objects with a value in another; both are read.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
