import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'harmonic',
  name: 'Harmonic',
  homepage: 'https://harmonic.ai',
  docs: 'https://console.harmonic.ai/docs/api-reference/introduction',
  baseUrl: 'https://api.harmonic.ai',
  auth: { kind: 'header', name: 'apikey' },
  key: { label: 'API key', helpUrl: 'https://console.harmonic.ai' },
  limits: { perSecond: 2, concurrent: 2 },
  // 404 also starts the gathering of what is not known yet: asking again some hours later may find it.
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['detail.message', 'detail[0].msg', 'detail', 'message'],
  operations: {
    'enrich-person': {
      ways: [{ needs: [['linkedinUrl'], ['email']], steps: [{ request: { method: 'POST', path: '/persons', query: { linkedin_url: '{linkedinUrl}', email: '{email}' } }, shape: { path: 'entity_urn', exists: true } }] }],
      answer: {
        fields: {
          name: 'full_name',
          firstName: 'first_name',
          lastName: 'last_name',
          headline: 'linkedin_headline',
          location: { parts: ['location.city', 'location.state', 'location.country'] },
          country: 'location.country',
          photoUrl: 'profile_picture_url',
        },
      },
      notes: ['Of the experience the inner form is not spelled out; employer and title are left out.', '201 brings the record that is there while a newer one is made.'],
    },
    'enrich-company': {
      ways: [{ needs: [['domain'], ['linkedinUrl']], steps: [{ request: { method: 'POST', path: '/companies', query: { website_domain: '{domain}', linkedin_url: '{linkedinUrl}' } }, shape: { path: 'entity_urn', exists: true } }] }],
      answer: {
        fields: {
          name: 'name',
          legalName: 'legal_name',
          domain: 'website.domain',
          website: 'website.url',
          description: { path: ['description', 'short_description'] },
          employees: 'headcount',
          founded: { path: 'founding_date.date', as: ['year'] },
          companyStatus: 'ownership_status',
          location: { parts: ['location.city', 'location.state', 'location.country'] },
          country: 'location.country',
          funding: { path: 'funding.funding_total', wrap: '{value} USD' },
          fundingStage: { path: ['funding.funding_stage', 'stage'] },
        },
      },
      notes: ['The names inside website, location, funding and founding_date follow those of the GraphQL form.', 'The currency of funding is not spelled out; it is read as US dollars.'],
    },
  },
  price: { note: 'By contract', charged: 'found' },
  verified: {
    sure: 'documented',
    sources: ['API reference of the vendor (text form)', 'several public clients'],
    on: '2026-11',
    live: false,
    notes: ['Social addresses are left out: how they are named in the REST form is not confirmed.', 'No call that checks a key is documented.'],
  },
} satisfies Manifest;
