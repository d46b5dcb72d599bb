import type { Manifest, OperationSpec, StepTemplate } from '../../contracts/manifest.ts';

const submit: StepTemplate = { request: { method: 'POST', path: '/person/enrichment', json: { social_media_url: '{linkedinUrl}', email: '{email}', name: '{name}', company: '{companyName}' } }, shape: { path: 'data', exists: true } };
const poll: OperationSpec['poll'] = {
  kind: 'job',
  id: 'data.request_id',
  request: { method: 'GET', path: '/person/enrichment', query: { request_id: '{job.id}' } },
  rules: [
    { when: { path: 'data.status', is: ['queued', 'processing'] }, then: 'pending' },
    { when: { path: 'data.status', is: 'failed' }, then: 'no-result' },
  ],
  everyMs: 3_000,
  maxWaitMs: 360_000,
};
const R = 'data.result';

export default {
  kiln: 1,
  id: 'nyne-ai',
  name: 'Nyne',
  homepage: 'https://www.nyne.ai',
  docs: 'https://api.nyne.ai',
  baseUrl: 'https://api.nyne.ai',
  auth: { kind: 'parts', parts: ['id', 'secret'], headers: { 'X-API-Key': '{key.id}', 'X-API-Secret': '{key.secret}' } },
  key: { label: 'API key and secret (key:secret)', helpUrl: 'https://www.nyne.ai' },
  limits: { perMinute: 60, perHour: 1_000, concurrent: 2 },
  errorText: ['error.message', 'error.code', 'data.error'],
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl'], ['name', 'companyName']], steps: [submit] }],
      answer: { fields: { workEmail: `${R}.best_work_email` } },
      poll,
      price: '6 credits for a person',
    },
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyName']], steps: [submit] }],
      answer: { fields: { personalEmail: `${R}.best_personal_email` } },
      poll,
      price: '6 credits for a person',
    },
    'find-phone': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyName']], steps: [submit] }],
      answer: { fields: { phone: `${R}.fullphone.fullphone` } },
      poll,
      price: '6 credits for a person',
      notes: ['The words for the kind of a number are not listed.'],
    },
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl'], ['email'], ['name', 'companyName']], steps: [submit] }],
      answer: {
        fields: {
          name: `${R}.displayname`,
          firstName: `${R}.firstname`,
          lastName: `${R}.lastname`,
          title: { path: [`${R}.organizations[?is_current==true].title`, `${R}.organizations[?endDate_formatted.is_current==true].title`, `${R}.organizations[0].title`] },
          companyName: { path: [`${R}.organizations[?is_current==true].name`, `${R}.organizations[?endDate_formatted.is_current==true].name`, `${R}.organizations[0].name`] },
          workEmail: `${R}.best_work_email`,
          personalEmail: `${R}.best_personal_email`,
          location: `${R}.location`,
          linkedinUrl: `${R}.social_profiles.linkedin.url`,
          xUrl: `${R}.social_profiles.twitter.url`,
          githubUrl: `${R}.social_profiles.github.url`,
          description: `${R}.bio`,
        },
        wanted: ['name', 'firstName', 'title', 'linkedinUrl'],
      },
      poll,
      price: '6 credits for a person',
    },
  },
  price: { note: '6 credits for a person that is found; prices of credits on the vendor\'s site', charged: 'found' },
  verified: {
    sure: 'documented-in-use',
    sources: ['several public descriptions of the programming interface'],
    on: '2026-11',
    live: false,
    notes: ['How a miss looks is not documented: a failed job and an empty result are read as one.', 'Where the present employer is marked differs within one description; both places are read.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
