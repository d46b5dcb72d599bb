import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

/** The preview costs nothing; only what is redeemed is paid. */
const find: StepTemplate = {
  request: { method: 'POST', path: '/contact/enrich', json: { linkedinUrl: '{linkedinUrl}', email: '{email}', firstName: '{firstName}', lastName: '{lastName}', accountWebsite: '{companyDomain}', accountName: '{companyName}', minMatchScore: 30 } },
  save: { redeem: 'results[0].redeemId' },
};
const redeem: StepTemplate = { request: { method: 'POST', path: '/contact/redeem', query: { mergePhonesAndLocations: false }, json: { redeemIds: ['{step.redeem}'] } } };

export default {
  kiln: 1,
  id: 'cognism',
  name: 'Cognism',
  homepage: 'https://www.cognism.com',
  docs: 'https://developers.cognism.com',
  baseUrl: 'https://app.cognism.com/api/search',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://app.cognism.com' },
  limits: { perMinute: 250, concurrent: 4 },
  errorText: ['message', 'error'],
  keyCheck: { request: { method: 'GET', path: '/entitlement/contactEntitlementSubscription' }, notes: ['Free of charge; 403 means that the account has no right to use the programming interface.'] },
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [{ ...find, save: { redeem: 'results[?hasEmail!=false][0].redeemId' } }, redeem] }],
      answer: { fields: { workEmail: 'results[0].email.address', title: 'results[0].jobTitle', linkedinUrl: 'results[0].linkedinUrl', companyName: 'results[0].account.name' } },
      price: '1 credit for a person that is redeemed',
      notes: ['A person without an address is not redeemed.', 'The words of email.quality are not listed; they are not read as a verdict.'],
    },
    'find-mobile': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [{ ...find, save: { redeem: 'results[?hasMobilePhoneNumbers!=false][0].redeemId' } }, redeem] }],
      answer: { fields: { mobile: 'results[0].mobilePhoneNumbers[?dnc!=true].number' } },
      price: '1 credit for a person that is redeemed',
      notes: ['Numbers on a do-not-call list are left out.'],
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['firstName', 'lastName', 'companyDomain'], ['firstName', 'lastName', 'companyName']], steps: [find, redeem] }],
      answer: {
        fields: {
          name: 'results[0].fullName',
          firstName: 'results[0].firstName',
          lastName: 'results[0].lastName',
          title: 'results[0].jobTitle',
          seniority: 'results[0].managementLevel',
          workEmail: 'results[0].email.address',
          mobile: 'results[0].mobilePhoneNumbers[?dnc!=true].number',
          country: 'results[0].country',
          linkedinUrl: 'results[0].linkedinUrl',
          companyName: 'results[0].account.name',
          companyDomain: { path: ['results[0].account.domain', 'results[0].account.website'], as: ['domain'] },
        },
      },
      price: '1 credit for a person that is redeemed',
    },
    'enrich-company': {
      ways: [
        {
          needs: [['domain'], ['linkedinUrl']],
          steps: [
            { request: { method: 'POST', path: '/account/enrich', json: { domain: '{domain}', linkedinUrl: '{linkedinUrl}', minMatchScore: 40 } }, save: { redeem: 'results[0].redeemId' } },
            { request: { method: 'POST', path: '/account/redeem', json: { redeemIds: ['{step.redeem}'] } } },
          ],
        },
      ],
      answer: {
        fields: {
          name: 'results[0].name',
          domain: { path: ['results[0].domain', 'results[0].website'], as: ['domain'] },
          website: 'results[0].website',
          description: { path: ['results[0].shortDescription', 'results[0].description'] },
          industry: 'results[0].industry',
          employees: 'results[0].headcount',
          employeeRange: { parts: ['results[0].sizeFrom', 'results[0].sizeTo'], by: '-' },
          revenue: 'results[0].revenue',
          companyType: 'results[0].type',
          founded: { path: 'results[0].founded', as: ['year'] },
          location: { parts: ['results[0].location[0].city', 'results[0].location[0].country'] },
          country: 'results[0].location[0].country',
          linkedinUrl: 'results[0].linkedinUrl',
          technologies: { path: 'results[0].technologies', by: ', ' },
        },
      },
      price: '1 credit for a company that is redeemed',
      notes: ['The names are those of the account inside a person; that a redeemed account is alike is inferred.'],
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: {
    sure: 'documented-in-use',
    sources: ['several public clients and their tests'],
    on: '2026-11',
    live: false,
    notes: ['Two calls: a free preview, and the redeeming that spends credits.', 'One client keeps to 250 calls a minute, another reads a limit of 1,000 from headers.'],
  },
} satisfies Manifest;
