import { companyAt, domainOfCompany, holdsCompany, knows, offeredEmail, offeredMobile } from '../world.ts';
import type { Partner, PartnerReply, PartnerRequest } from '../partner.ts';
import { whoIs } from '../partner.ts';

const error = (status: number, type: string, message: string): PartnerReply => ({ status, json: { status, error: { type, message } } });
const NOT_FOUND = error(404, 'not_found', 'No records were found matching your request');

function person({ query }: PartnerRequest): PartnerReply {
  const get = (name: string): string => query.get(name) ?? '';
  if (!get('profile') && !get('email') && !get('phone') && !(get('name') && get('company'))) return error(400, 'invalid_request_error', 'Request must contain a combination of data points');
  const found = whoIs({ name: get('name'), ...(get('company').includes('.') ? { domain: get('company') } : { companyName: get('company') }), linkedin: get('profile'), email: get('email') });
  if (!found || !knows('people-data-labs', found)) return NOT_FOUND;
  const email = offeredEmail('people-data-labs', found);
  const mobile = offeredMobile('people-data-labs', found);
  if ((get('required') === 'work_email' && email === null) || (get('required') === 'mobile_phone' && mobile === null)) return NOT_FOUND;
  return {
    status: 200,
    billed: true,
    json: {
      status: 200, likelihood: 8, matched: ['name', 'company'],
      data: {
        full_name: found.name, work_email: email, personal_emails: [], mobile_phone: mobile, phone_numbers: mobile ? [mobile] : [], job_title: found.title, job_title_levels: [found.seniority],
        linkedin_url: `linkedin.com/in/${found.slug}`, job_company_name: found.companyName, job_company_website: found.domain, location_name: `${found.city}, ${found.country}`,
      },
    },
  };
}

function company({ query }: PartnerRequest): PartnerReply {
  const found = companyAt(query.get('website') ?? domainOfCompany(query.get('name') ?? ''));
  if (!found || !holdsCompany('people-data-labs', found)) return NOT_FOUND;
  return {
    status: 200,
    billed: true,
    json: {
      status: 200, likelihood: 9, name: found.name.toLowerCase(), display_name: found.name, industry: found.industry.toLowerCase(), employee_count: found.employees, size: found.range, founded: found.founded,
      website: found.domain, location: { locality: found.city.toLowerCase(), region: null, country: found.country.toLowerCase(), postal_code: null }, linkedin_url: `linkedin.com/company/${found.slug}`, ticker: null,
    },
  };
}

export const peopleDataLabs: Partner = {
  id: 'people-data-labs',
  keyOf: (request) => request.header('x-api-key') ?? request.query.get('api_key') ?? undefined,
  badKey: () => error(401, 'authentication_error', 'Request contained a missing or invalid key'),
  noCredits: () => error(402, 'payment_required', 'You have reached the maximum number of enrichments for your plan'),
  rateLimited: () => error(429, 'rate_limit_error', 'An error occurred due to requests hitting the API too quick'),
  answer: (request) => (request.path === '/person/enrich' ? person(request) : request.path === '/company/enrich' ? company(request) : undefined),
};
