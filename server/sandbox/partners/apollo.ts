import { companyAt, holdsCompany, knows, offeredEmail } from '../world.ts';
import type { Partner, PartnerReply, PartnerRequest } from '../partner.ts';
import { whoIs } from '../partner.ts';

const says = (status: number, error: string): PartnerReply => ({ status, json: { error } });

function match({ query }: PartnerRequest): PartnerReply {
  const get = (name: string): string => query.get(name) ?? '';
  if ([...query].length === 0) return says(422, 'No parameters were given.');
  const found = whoIs({ name: get('name'), firstName: get('first_name'), lastName: get('last_name'), domain: get('domain'), companyName: get('organization_name'), linkedin: get('linkedin_url'), email: get('email') });
  if (!found || !knows('apollo', found)) return { status: 200, json: { person: null } };
  const email = offeredEmail('apollo', found);
  const company = companyAt(found.domain);
  return {
    status: 200,
    ...(email ? { billed: true as const } : {}),
    json: {
      person: {
        id: `a-${found.slug}`, name: found.name, first_name: found.firstName, last_name: found.lastName, title: found.title, seniority: found.seniority, linkedin_url: `http://www.linkedin.com/in/${found.slug}`,
        email: email ?? 'email_not_unlocked@domain.com', email_status: email === found.email ? 'verified' : email ? 'guessed' : null,
        organization: company ? { name: company.name, primary_domain: company.domain, industry: company.industry.toLowerCase(), estimated_num_employees: company.employees } : null,
      },
    },
  };
}

function organization({ query }: PartnerRequest): PartnerReply {
  const found = companyAt(query.get('domain') ?? '');
  if (!found || !holdsCompany('apollo', found)) return { status: 200, json: { organization: null } };
  return {
    status: 200,
    billed: true,
    json: { organization: { name: found.name, linkedin_url: `http://www.linkedin.com/company/${found.slug}`, industry: found.industry.toLowerCase(), city: found.city, state: null, postal_code: null, country: found.country, estimated_num_employees: found.employees, founded_year: found.founded, publicly_traded_symbol: null, current_technologies: [{ uid: 'nginx', name: 'Nginx', category: 'Load Balancers' }] } },
  };
}

export const apollo: Partner = {
  id: 'apollo',
  keyOf: (request) => request.header('x-api-key'),
  freePaths: ['/auth/health'],
  badKey: () => says(401, 'Invalid access credentials.'),
  noCredits: () => says(402, 'You have used up your credits.'),
  rateLimited: () => says(429, 'The maximum number of api calls allowed has been reached.'),
  answer: (request) => {
    switch (request.path) {
      case '/people/match': return match(request);
      case '/organizations/enrich': return organization(request);
      case '/auth/health': return { status: 200, json: { healthy: true, is_logged_in: true } };
      default: return undefined;
    }
  },
};
