import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'sixsense',
  name: '6sense',
  homepage: 'https://6sense.com',
  docs: 'https://support.6sense.com/docs',
  baseUrl: 'https://scribe.6sense.com/v2',
  auth: { kind: 'header', name: 'Authorization', prefix: 'Token ' },
  key: { label: 'API token', helpUrl: 'https://support.6sense.com/docs' },
  limits: { perSecond: 2, concurrent: 2 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message', 'error', 'detail'],
  operations: {
    'enrich-person': {
      ways: [
        {
          needs: [['email']],
          steps: [{ request: { method: 'POST', path: '/people/full', form: { email: '{email}', country: '{country}', website: '{companyDomain}', company: '{companyName}', title: '{title}', firstname: '{firstName}', lastname: '{lastName}' } } }],
        },
      ],
      answer: { fields: { companyName: { path: ['company.name', 'name'] }, companyDomain: { path: ['company.domain', 'domain'], as: ['domain'] } }, wanted: ['companyName'] },
      notes: ['It knows the company behind an address. The partner wants the country too where it is known.', 'The record lies in company in one source and at the top in another; both are read.'],
    },
  },
  price: { note: 'By contract', charged: 'call' },
  verified: { sure: 'third-party', sources: ['support.6sense.com (read by third parties)'], on: '2026-11', live: false, notes: ['Scores and segments have no place in a lead.', 'No call that checks a key is documented.'] },
} satisfies Manifest;
