import { companyAt, domainOfCompany, holdsCompany, knows, offeredEmail, offeredMobile, type WorldCompany } from '../world.ts';
import type { Partner, PartnerReply, PartnerRequest } from '../partner.ts';
import { record, text, whoIs } from '../partner.ts';

const error = (status: number, code: string): PartnerReply => ({ status, json: { error: true, error_code: code } });
const NO_MATCH = error(400, 'NO_MATCH');

const companyOf = (company: WorldCompany): Record<string, unknown> => ({
  name: company.name, domain: company.domain, website: `https://${company.domain}`, industry: company.industry, employee_count: company.employees, employee_range: company.range, founded: company.founded,
  location: { city: company.city, state: null, country: company.country, country_code: company.countryCode }, linkedin_url: `https://www.linkedin.com/company/${company.slug}`, funding: null,
});

function person({ json }: PartnerRequest): PartnerReply {
  const data = record(json['data']);
  if (Object.keys(data).length === 0) return error(400, 'INVALID_DATAPOINTS');
  const found = whoIs({ name: text(data['full_name']), firstName: text(data['first_name']), lastName: text(data['last_name']), domain: text(data['company_website']), companyName: text(data['company_name']), linkedin: text(data['linkedin_url']), email: text(data['email']) });
  if (!found || !knows('prospeo', found)) return NO_MATCH;
  const wantsMobile = json['enrich_mobile'] === true;
  const email = offeredEmail('prospeo', found) ?? '';
  const mobile = wantsMobile ? offeredMobile('prospeo', found) : null;
  if (wantsMobile && mobile === null) return NO_MATCH;
  const company = companyAt(found.domain);
  return {
    status: 200,
    billed: true,
    json: {
      error: false, free_enrichment: false,
      person: {
        person_id: `p-${found.slug}`, full_name: found.name, current_job_title: found.title, linkedin_url: `https://www.linkedin.com/in/${found.slug}`,
        email: { status: 'VERIFIED', revealed: true, email }, mobile: { status: mobile ? 'VERIFIED' : 'UNAVAILABLE', revealed: mobile !== null, mobile: mobile ?? null },
      },
      company: company ? companyOf(company) : null,
    },
  };
}

function company({ json }: PartnerRequest): PartnerReply {
  const data = record(json['data']);
  const site = text(data['company_website']);
  const found = companyAt(site !== '' ? site : domainOfCompany(text(data['company_name'])));
  return found && holdsCompany('prospeo', found) ? { status: 200, billed: true, json: { error: false, free_enrichment: false, company: companyOf(found) } } : NO_MATCH;
}

export const prospeo: Partner = {
  id: 'prospeo',
  keyOf: (request) => request.header('x-key'),
  freePaths: ['/account-information'],
  badKey: () => error(401, 'INVALID_API_KEY'),
  noCredits: () => error(400, 'INSUFFICIENT_CREDITS'),
  rateLimited: () => error(429, 'RATE_LIMITED'),
  answer: (request) => {
    switch (request.path) {
      case '/enrich-person': return person(request);
      case '/enrich-company': return company(request);
      case '/account-information': return { status: 200, json: { error: false, response: { current_plan: 'PRACTICE', remaining_credits: request.credits, used_credits: 0 } } };
      default: return undefined;
    }
  },
};
