import type { Manifest } from '../../contracts/manifest.ts';

const search = { method: 'POST', path: '/candidate/search' } as const;
const shape = { path: '[0].item', exists: true };

export default {
  kiln: 1,
  id: 'signalhire',
  name: 'SignalHire',
  homepage: 'https://www.signalhire.com',
  docs: 'https://docs.signalhire.com',
  baseUrl: 'https://www.signalhire.com/api/v1',
  auth: { kind: 'header', name: 'apikey' },
  key: { label: 'API key', helpUrl: 'https://docs.signalhire.com/authentication' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error', 'message'],
  keyCheck: { request: { method: 'GET', path: '/credits' }, creditsLeft: 'credits' },
  creditsLeft: { header: 'X-Credits-Left' },
  operations: {
    'find-work-email': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { ...search, json: { items: ['{linkedinUrl}'], withoutWaterfall: true } }, shape }] }],
      // The word "work" is used for numbers too: only addresses are taken.
      answer: { fields: { workEmail: { path: '[0].candidate.contacts[?subType=="work"].value', as: ['email'] }, title: '[0].candidate.experience[?current==true].position', companyName: '[0].candidate.experience[?current==true].company' } },
      notes: ['A rating of 70 or 100 comes with each contact; it is not a word on deliverability.'],
    },
    'find-personal-email': {
      ways: [{ needs: [['linkedinUrl']], steps: [{ request: { ...search, json: { items: ['{linkedinUrl}'], withoutWaterfall: true } }, shape }] }],
      answer: { fields: { personalEmail: { path: '[0].candidate.contacts[?subType=="personal"].value', as: ['email'] } } },
    },
    'find-phone': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { ...search, json: { items: ['{linkedinUrl}'], withoutWaterfall: true } }, shape }] },
        { needs: [['email']], steps: [{ request: { ...search, json: { items: ['{email}'], withoutWaterfall: true } }, shape }] },
      ],
      answer: { fields: { mobile: { path: '[0].candidate.contacts[?subType=="mobile"].value', as: ['e164'] }, phone: { path: '[0].candidate.contacts[?type=="phone"].value', as: ['e164'] } } },
    },
    'enrich-person': {
      ways: [
        { needs: [['linkedinUrl']], steps: [{ request: { ...search, json: { items: ['{linkedinUrl}'], withoutWaterfall: true } }, shape }] },
        { needs: [['email']], steps: [{ request: { ...search, json: { items: ['{email}'], withoutWaterfall: true } }, shape }] },
        { needs: [['phone']], steps: [{ request: { ...search, json: { items: ['{phone}'], withoutWaterfall: true } }, shape }] },
      ],
      answer: {
        fields: {
          name: '[0].candidate.fullName',
          headline: '[0].candidate.headLine',
          title: '[0].candidate.experience[?current==true].position',
          companyName: '[0].candidate.experience[?current==true].company',
          companyDomain: { path: '[0].candidate.experience[?current==true].website', as: ['domain'] },
          linkedinUrl: '[0].candidate.social[?type=="li"].link',
          workEmail: { path: '[0].candidate.contacts[?subType=="work"].value', as: ['email'] },
        },
      },
    },
  },
  price: { note: '1 credit for each person with contacts; X-Credits-Left tells what is left', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['docs.signalhire.com', 'public clients of withoutWaterfall'],
    on: '2026-11',
    live: false,
    notes: ['Only the immediate form (withoutWaterfall) is used: the other answers to a callback address.', 'The words of status beyond success are not listed; an answer without contacts is no result.'],
  },
} satisfies Manifest;
