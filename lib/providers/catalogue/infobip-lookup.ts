import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'infobip-lookup',
  name: 'Infobip Number Lookup',
  homepage: 'https://www.infobip.com/number-lookup',
  docs: 'https://www.infobip.com/docs/number-lookup',
  baseUrl: 'https://api.infobip.com',
  address: { label: 'Base URL of the account', example: 'https://xxxxx.api.infobip.com' },
  auth: { kind: 'header', name: 'Authorization', prefix: 'App ' },
  key: { label: 'API key', helpUrl: 'https://portal.infobip.com/dev/api-keys' },
  limits: { perSecond: 2, concurrent: 2 },
  errorText: ['requestError.serviceException.text'],
  keyCheck: { request: { method: 'GET', path: '/account/1/balance' }, creditsLeft: 'balance', notes: ['What is left is money, in the currency of the account.'] },
  operations: {
    'check-phone': {
      ways: [{ needs: [['phone']], steps: [{ request: { method: 'POST', path: '/number/1/query', json: { to: ['{phone}'] } }, shape: { path: 'results', exists: true } }] }],
      answer: {
        fields: {
          phoneStatus: [
            { value: 'valid', when: { all: [{ path: 'results[0].status.groupName', is: 'DELIVERED' }, { path: 'results[0].error.name', is: 'NO_ERROR' }] } },
            { path: 'results[0].error.name', map: { EC_UNKNOWN_SUBSCRIBER: 'invalid' } },
            { value: 'unknown', when: { path: 'results[0].status.groupName', exists: true } },
          ],
          // Only mobile networks are asked.
          phoneType: { value: 'mobile', when: { all: [{ path: 'results[0].status.groupName', is: 'DELIVERED' }, { path: 'results[0].error.name', is: 'NO_ERROR' }] } },
        },
      },
      price: '1 lookup for each check',
      notes: ['It asks the mobile network itself: landlines stay unknown.'],
    },
  },
  price: { note: 'By the country of the number', charged: 'call' },
  verified: {
    sure: 'documented',
    sources: ['infobip.com/docs/number-lookup'],
    on: '2026-11',
    live: false,
    notes: ['Every account has an address of its own, which the portal shows.', 'No pace is published for this product.', 'How an empty account is told is not documented.'],
  },
} satisfies Manifest;
