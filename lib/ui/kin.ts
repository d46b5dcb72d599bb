import { KIN_PROPOSED } from '../core/limits.ts';
import { companyWord } from '../domain/lead/company-name.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { textOf } from '../domain/lead/merge.ts';
import { kinOf, type KinOf } from '../storage/kin-of-lead.ts';
import { database } from '../storage/open.ts';
import { leadsOnDevice, useKeyed } from './queries.ts';

/** What decides about the kin of a lead: the query is asked anew when one of these changes, and not for every edit. */
const decidedBy = (lead: Lead): string => JSON.stringify([lead.id, ...(['companyDomain', 'domain', 'companyName'] as const).map((field) => [textOf(lead.fields, field), lead.fields[field]?.values.map(({ value }) => value)])]);

/** The company of a person, or the people of a company, in whatever table they are. */
export const useKin = (lead: Lead): KinOf | undefined => useKeyed(decidedBy(lead), () => kinOf(database, lead));

/** Companies whose name begins like what was typed. */
export const useCompaniesLike = (text: string): readonly Lead[] | undefined => useKeyed(companyWord(text), () => leadsOnDevice.namedLike(companyWord(text), KIN_PROPOSED));

/** Why this is taken to be the company of a person, and what speaks against it. */
export function kinReason({ by, name, unknownDomain }: KinOf, company: Lead): string {
  if (by === 'hand') return 'Linked by hand';
  if (by === 'domain') return 'By domain';
  const [called, domain] = [textOf(company.fields, 'name') ?? textOf(company.fields, 'legalName') ?? '', textOf(company.fields, 'domain')];
  const as = name === called ? `It is the only company called “${called}”` : `It is the only company that “${name ?? ''}” can mean, the legal form and the spelling aside`;
  if (unknownDomain === undefined) return `${as}; the domain is not known.`;
  return domain === undefined ? `${as}; no company here has the domain ${unknownDomain}.` : `${as}, but its domain is ${domain} and not ${unknownDomain}.`;
}
