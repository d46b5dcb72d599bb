import { companyAt, domainOfCompany, hash, holdsCompany, mailHosts, type WorldCompany } from '../world.ts';
import type { Partner, PartnerReply } from '../partner.ts';

const keyless = {
  keyless: true,
  keyOf: () => undefined,
  badKey: (): PartnerReply => ({ status: 401, json: null }),
  noCredits: (): PartnerReply => ({ status: 429, json: null }),
  rateLimited: (): PartnerReply => ({ status: 429, json: { error: 'Too many requests' } }),
} as const;

export const dohMx: Partner = {
  ...keyless,
  id: 'doh-mx',
  answer: ({ path, query }) => {
    if (path !== '/dns-query') return undefined;
    const name = query.get('name') ?? '';
    if (!name.includes('.')) return { status: 400, json: { error: 'Invalid query name' } };
    const hosts = mailHosts(name);
    if (hosts === null) return { status: 200, json: { Status: 3, Question: [{ name, type: 15 }] } };
    return { status: 200, json: { Status: 0, Question: [{ name, type: 15 }], ...(hosts.length > 0 ? { Answer: [...hosts].reverse().map((data) => ({ name: `${name}.`, type: 15, TTL: 300, data })) } : {}) } };
  },
};

export const rdap: Partner = {
  ...keyless,
  id: 'rdap',
  answer: ({ path }) => {
    const domain = decodeURIComponent(/^\/domain\/([^/]+)$/.exec(path)?.[1] ?? '');
    if (domain === '') return undefined;
    const company = companyAt(domain);
    if (!company) return { status: 404, json: { errorCode: 404, title: 'Not Found', description: ['The domain is unknown.'] } };
    const day = String(1 + (hash(`registered ${domain}`) % 28)).padStart(2, '0');
    return { status: 200, json: { objectClassName: 'domain', ldhName: domain.toUpperCase(), status: ['active'], events: [{ eventAction: 'expiration', eventDate: '2030-01-01T00:00:00Z' }, { eventAction: 'registration', eventDate: `${Math.max(1996, company.founded)}-05-${day}T08:00:00Z` }], nameservers: [{ ldhName: `ns1.${domain}` }] } };
  },
};

const qid = (company: WorldCompany): string => `Q9${String(hash(`item ${company.domain}`) % 10_000_000)}`;
const items = new Map<string, WorldCompany>();

export const wikidata: Partner = {
  ...keyless,
  id: 'wikidata',
  answer: ({ path, query }) => {
    if (path === '/api.php') {
      const company = companyAt(domainOfCompany(query.get('search') ?? ''));
      if (!company || !holdsCompany('wikidata', company)) return { status: 200, json: { searchinfo: { search: query.get('search') ?? '' }, search: [], success: 1 } };
      items.set(qid(company), company);
      return { status: 200, json: { search: [{ id: qid(company), label: company.name, description: `${company.industry} company` }], success: 1 } };
    }
    if (path !== '/sparql') return undefined;
    const text = query.get('query') ?? '';
    const site = /<https:\/\/([^/>]+)\/>/.exec(text)?.[1];
    const company = site === undefined ? items.get(/wd:(Q\d+)/.exec(text)?.[1] ?? '') : companyAt(site);
    const bindings = company && holdsCompany('wikidata', company) ? [bindingOf(company)] : [];
    return { status: 200, json: { head: { vars: ['item'] }, results: { bindings } } };
  },
};

const bindingOf = (company: WorldCompany): Record<string, { type: string; value: string }> => {
  const literal = (value: string | number): { type: string; value: string } => ({ type: 'literal', value: String(value) });
  return {
    item: { type: 'uri', value: `http://www.wikidata.org/entity/${qid(company)}` }, itemLabel: literal(company.name), itemDescription: literal(`${company.industry} company`), site: { type: 'uri', value: `https://${company.domain}/` },
    industryLabel: literal(company.industry), seatLabel: literal(company.city), countryLabel: literal(company.country), inception: literal(`${company.founded}-01-01T00:00:00Z`), employees: literal(company.employees), linkedin: literal(company.slug),
  };
};

export const gleif: Partner = {
  ...keyless,
  id: 'gleif',
  answer: ({ path, query }) => {
    if (path !== '/lei-records') return undefined;
    const company = companyAt(domainOfCompany(query.get('filter[entity.legalName]') ?? ''));
    const held = company && holdsCompany('gleif', company);
    return {
      status: 200,
      json: {
        meta: {},
        data: held ? [{ type: 'lei-records', id: company.lei, attributes: { lei: company.lei, entity: { legalName: { name: company.legalName, language: 'en' }, status: 'ACTIVE', jurisdiction: company.countryCode, creationDate: `${company.founded}-03-01T00:00:00Z`, headquartersAddress: { city: company.city, country: company.countryCode, postalCode: '10115' } } } }] : [],
      },
    };
  },
};
