import { companyAt, domainOfCompany, holdsCompany, knows, offeredEmail, offeredMobile, verdictOf } from '../world.ts';
import type { Partner, PartnerReply, PartnerRequest } from '../partner.ts';
import { text, whoIs } from '../partner.ts';

const says = (status: number, message: string): PartnerReply => ({ status, json: { message } });
const NOT_FOUND = says(404, 'Not found');

function find({ json, path }: PartnerRequest): PartnerReply {
  const byLink = path.endsWith('/linkedin');
  if (byLink ? text(json['linkedin_url']) === '' : text(json['name']) === '' || text(json['domain']) === '') return says(422, 'The given data was invalid.');
  const person = whoIs({ name: text(json['name']), domain: text(json['domain']), linkedin: text(json['linkedin_url']) });
  const email = person ? offeredEmail('findymail', person) : null;
  if (!person || email === null) return { status: 200, json: { contact: null } };
  return { status: 200, billed: true, json: { contact: { name: person.name, domain: person.domain, email, company: person.companyName, job_title: person.title, linkedin_url: `https://www.linkedin.com/in/${person.slug}`, city: person.city, country: person.country } } };
}

function phone({ json }: PartnerRequest): PartnerReply {
  const person = whoIs({ linkedin: text(json['linkedin_url']) });
  const number = person ? offeredMobile('findymail', person) : null;
  return number === null ? NOT_FOUND : { status: 200, billed: true, json: { phone: number, line_type: 'mobile' } };
}

function reverse({ json }: PartnerRequest): PartnerReply {
  const person = whoIs({ email: text(json['email']) });
  if (!person || !knows('findymail', person)) return NOT_FOUND;
  return { status: 200, billed: true, json: { email: person.email, linkedin_url: `https://www.linkedin.com/in/${person.slug}`, fullName: person.name, jobTitle: person.title, companyName: person.companyName, headline: `${person.title} at ${person.companyName}` } };
}

function company({ json }: PartnerRequest): PartnerReply {
  const found = companyAt(text(json['domain']) || domainOfCompany(text(json['name'])));
  if (!found || !holdsCompany('findymail', found)) return NOT_FOUND;
  return { status: 200, billed: true, json: { name: found.name, domain: found.domain, industry: found.industry, company_size: found.range, linkedin_url: `https://www.linkedin.com/company/${found.slug}`, description: `${found.industry} from ${found.city}`, city: found.city, region: null, country: found.countryCode.toLowerCase() } };
}

export const findymail: Partner = {
  id: 'findymail',
  keyOf: (request) => /^Bearer (.+)$/i.exec(request.header('authorization') ?? '')?.[1],
  freePaths: ['/api/credits'],
  badKey: () => says(401, 'Unauthenticated.'),
  noCredits: () => says(402, 'Not enough credits.'),
  rateLimited: () => says(429, 'Too many concurrent requests.'),
  answer: (request) => {
    switch (request.path) {
      case '/api/search/name':
      case '/api/search/linkedin': return find(request);
      case '/api/search/phone': return phone(request);
      case '/api/search/reverse-email': return reverse(request);
      case '/api/search/company': return company(request);
      case '/api/verify': return { status: 200, billed: true, json: { email: text(request.json['email']), verified: verdictOf(text(request.json['email'])) === 'valid', provider: 'Google' } };
      case '/api/credits': return { status: 200, json: { credits: request.credits, verifier_credits: request.credits } };
      default: return undefined;
    }
  },
};
