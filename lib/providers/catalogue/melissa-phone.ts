import type { Manifest } from '../../contracts/manifest.ts';

const results = 'Records[0].Results';

export default {
  kiln: 1,
  id: 'melissa-phone',
  name: 'Melissa Global Phone',
  homepage: 'https://www.melissa.com/phone-verification',
  docs: 'https://docs.melissa.com/cloud-api/global-phone/global-phone-index.html',
  baseUrl: 'https://globalphone.melissadata.net/v4/WEB/GlobalPhone',
  auth: { kind: 'query', name: 'id' },
  key: { label: 'License key', helpUrl: 'https://www.melissa.com/user/user_account.aspx' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [
    // A request that failed says so inside HTTP 200, in codes.
    { when: { path: 'TransmissionResults', matches: 'GE0[456]' }, then: 'auth' },
    { when: { path: 'TransmissionResults', matches: 'GE08' }, then: 'forbidden-plan' },
    { when: { path: 'TransmissionResults', matches: 'GE14' }, then: 'no-credits' },
    { when: { path: 'TransmissionResults', matches: 'SE\\d' }, then: 'server' },
    { when: { path: 'TransmissionResults', matches: 'GE\\d' }, then: 'bad-input' },
  ],
  errorText: ['TransmissionResults'],
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'GET', path: '/doGlobalPhone', query: { phone: '{phone}', format: 'JSON' } }, shape: { path: 'Records', exists: true } }] }],
      answer: {
        fields: {
          phoneStatus: [
            { value: 'invalid', when: { path: results, matches: 'PE\\d' } },
            { value: 'valid', when: { path: results, matches: 'PS01' } },
            { value: 'unknown', when: { path: results, exists: true } },
          ],
          phoneType: [
            { value: 'mobile', when: { path: results, matches: 'PS07' } },
            { value: 'landline', when: { path: results, matches: 'PS08' } },
            { value: 'voip', when: { path: results, matches: 'PS09' } },
          ],
          carrier: 'Records[0].Carrier',
          country: 'Records[0].CountryAbbreviation',
        },
      },
      price: 'Credits by the depth of the check',
    },
  },
  price: { note: 'Credits by the depth of the check; the price depends on the contract', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['docs.melissa.com (Global Phone)', 'vendor OpenAPI', 'public clients (codes)'],
    on: '2026-11',
    live: false,
    notes: ['PS01 is a valid number, PS07 to PS09 its type, PE a number that is none.', 'GE04 to GE06 are the license, GE08 a license without this product; which code tells an empty account (GE14 is taken) wants a live call.', 'The key travels in the address: there is no header form.'],
  },
} satisfies Manifest;
