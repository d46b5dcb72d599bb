import type { Partner, PartnerReply, PartnerRequest } from '../partner.ts';
import { whoIs } from '../partner.ts';
import { companyAt, fold, holdsCompany, knows, offeredEmail, offeredMobile, verdictOf } from '../world.ts';

const error = (status: number, id: string, details: string): PartnerReply => ({ status, json: { errors: [{ id, code: status, details }] } });
const STATUS = { valid: 'valid', 'catch-all': 'accept_all', invalid: 'invalid', unknown: 'unknown' } as const;

function find({ query, timesAsked }: PartnerRequest): PartnerReply {
  const get = (name: string): string => query.get(name) ?? '';
  const asked = { firstName: get('first_name'), lastName: get('last_name'), name: get('full_name'), domain: get('domain'), companyName: get('company'), linkedin: get('linkedin_handle') };
  if (!asked.linkedin && !((asked.firstName && asked.lastName) || asked.name)) return error(400, 'wrong_params', 'The first name and the last name are missing.');
  const person = whoIs(asked);
  if (person && fold(person.name) === 'olafoptout') return error(451, 'claimed_email', 'The person asked us not to process their data.');
  if (person && fold(person.name) === 'pennypending' && timesAsked === 0) return { status: 202, json: { data: null, meta: { params: {} } } };
  const email = person ? offeredEmail('hunter', person) : null;
  if (!person || email === null) return { status: 200, json: { data: { first_name: asked.firstName || null, last_name: asked.lastName || null, email: null, score: null, domain: asked.domain || null, verification: { date: null, status: null } }, meta: { params: {} } } };
  return {
    status: 200,
    billed: true,
    json: {
      data: {
        first_name: person.firstName, last_name: person.lastName, email, score: email === person.email ? 96 : 62, domain: person.domain, accept_all: verdictOf(email) === 'catch-all',
        position: person.title, company: person.companyName, phone_number: null, linkedin_url: `https://www.linkedin.com/in/${person.slug}`,
        verification: { date: '2026-01-05', status: email === person.email ? STATUS[verdictOf(email)] : 'unknown' },
      },
      meta: { params: {} },
    },
  };
}

function verify({ query }: PartnerRequest): PartnerReply {
  const email = query.get('email') ?? '';
  if (!email.includes('@')) return error(400, 'invalid_email', 'The email address is not valid.');
  const verdict = verdictOf(email);
  return { status: 200, ...(verdict === 'unknown' ? {} : { billed: true }), json: { data: { status: STATUS[verdict], score: verdict === 'valid' ? 98 : verdict === 'catch-all' ? 60 : 0, email, accept_all: verdict === 'catch-all', mx_records: verdict !== 'unknown' }, meta: { params: { email } } } };
}

function person({ query }: PartnerRequest): PartnerReply {
  const found = whoIs({ email: query.get('email') ?? '', linkedin: query.get('linkedin_handle') ?? '' });
  if (!found || !knows('hunter', found)) return error(404, 'not_found', 'No person was found.');
  return {
    status: 200,
    billed: true,
    json: {
      data: {
        name: { fullName: found.name, givenName: found.firstName, familyName: found.lastName }, email: found.email,
        employment: { name: found.companyName, domain: found.domain, title: found.title, seniority: found.seniority },
        linkedin: { handle: found.slug }, geo: { city: found.city, state: null, country: found.country }, phone: offeredMobile('hunter', found),
      },
    },
  };
}

function company({ query }: PartnerRequest): PartnerReply {
  const found = companyAt(query.get('domain') ?? '');
  if (!found || !holdsCompany('hunter', found)) return error(404, 'not_found', 'No company was found.');
  return {
    status: 200,
    billed: true,
    json: {
      data: {
        name: found.name, domain: found.domain, category: { industry: found.industry }, metrics: { employees: found.range, employeesCount: found.employees, employeesRange: found.range },
        geo: { city: found.city, state: null, postalCode: null, country: found.country }, foundedYear: found.founded, linkedin: { handle: `company/${found.slug}` }, ticker: null, tech: ['google-analytics', 'nginx'],
      },
    },
  };
}

export const hunter: Partner = {
  id: 'hunter',
  keyOf: (request) => request.header('x-api-key') ?? request.query.get('api_key') ?? undefined,
  freePaths: ['/account'],
  badKey: () => error(401, 'authentication_failed', 'No user found for the API key supplied.'),
  noCredits: () => error(429, 'too_many_requests', 'You have reached the limit of your monthly plan.'),
  rateLimited: () => error(403, 'rate_limited', 'You have reached the rate limit.'),
  answer: (request) => {
    switch (request.path) {
      case '/email-finder': return find(request);
      case '/email-verifier': return verify(request);
      case '/people/find': return person(request);
      case '/companies/find': return company(request);
      case '/account': return { status: 200, json: { data: { plan_name: 'Practice', requests: { credits: { used: 0, available: request.credits }, searches: { used: 0, available: request.credits }, verifications: { used: 0, available: request.credits } } } } };
      default: return undefined;
    }
  },
};
