import type { FieldKey } from '../domain/lead/fields.ts';
import { emailsAt } from '../domain/lead/identity.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { leadsOnDevice, useKeyed } from './queries.ts';

/** People of a company that are looked up. */
export const KIN_MOST = 100;
/** Domains of one lead that are looked for. */
const DOMAINS = 3;

const domainsOf = (lead: Lead, field: FieldKey): string[] => [...new Set((lead.fields[field]?.values ?? []).filter(({ provenance }) => provenance.origin !== 'guess').map(({ value }) => value.toLowerCase()))].slice(0, DOMAINS);

/** The company leads of a person's company, or the people with an address at a company's domain, of all tables. By the index of identity keys: costs the same in a table of a million. */
export function useKin(lead: Lead): readonly Lead[] | undefined {
  const isPerson = lead.kind === 'person';
  const key = domainsOf(lead, isPerson ? 'companyDomain' : 'domain').join(' ');
  return useKeyed(`${lead.kind} ${key}`, async () => {
    const domains = key.split(' ').filter(Boolean);
    const found = isPerson ? await leadsOnDevice.byKeys(domains.map((domain) => `company:domain:${domain}`)) : (await Promise.all(domains.map((domain) => leadsOnDevice.byKeyStart(emailsAt(domain), KIN_MOST)))).flat();
    return [...new Map(found.map((one) => [one.id, one])).values()].slice(0, KIN_MOST);
  });
}
