/** Whose company is whose: by hand, else by domain, else by name. */
import { KIN_FOUND } from '../core/limits.ts';
import { answersTo, namingOf, onlyCompany } from '../domain/lead/company-name.ts';
import type { FieldKey } from '../domain/lead/fields.ts';
import { emailsAt } from '../domain/lead/identity.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { textOf } from '../domain/lead/merge.ts';
import type { KilnDatabase } from './database.ts';
import { leadRows } from './leads/rows.ts';
import { companyOf, linkOf, linksTo } from './link-store.ts';

/** How a person came to a company. `none`: a person has said that it has none here. */
export type KinBy = 'hand' | 'none' | 'domain' | 'name';
export interface Kin {
  readonly lead: Lead;
  readonly by: Exclude<KinBy, 'none'>;
}
export interface KinOf {
  readonly kin: readonly Kin[];
  /** How they were found; null when there are none, and a person has said nothing. */
  readonly by: KinBy | null;
  /** By name: the name of the person's company, and its domain where no company of the tables has it. */
  readonly name?: string;
  readonly unknownDomain?: string;
}

/** Domains of one lead that are looked for. */
const DOMAINS = 3;
const domainsOf = (lead: Lead, field: FieldKey): string[] => [...new Set((lead.fields[field]?.values ?? []).filter(({ provenance }) => provenance.origin !== 'guess').map(({ value }) => value.toLowerCase()))].slice(0, DOMAINS);
const oneEach = (all: readonly Kin[]): Kin[] => [...new Map(all.map((one) => [one.lead.id, one])).values()];

/** The company leads of a person's company, or the people of a company, of all tables. By indexes: costs the same in a table of a million. */
export const kinOf = (db: KilnDatabase, lead: Lead): Promise<KinOf> => (lead.kind === 'person' ? companyOfPerson(db, lead) : peopleOfCompany(db, lead));

async function companyOfPerson(db: KilnDatabase, lead: Lead): Promise<KinOf> {
  const rows = leadRows(db);
  const link = await linkOf(db, lead.id);
  if (link?.companyId === null) return { kin: [], by: 'none' };
  const chosen = link && (await companyOf(db, link.companyId));
  if (chosen) return { kin: [{ lead: chosen, by: 'hand' }], by: 'hand' };
  const domains = domainsOf(lead, 'companyDomain');
  const byDomain = (await rows.byKeys(domains.map((domain) => `company:domain:${domain}`))).filter(({ kind }) => kind === 'company');
  if (byDomain.length > 0) return { kin: oneEach(byDomain.map((one) => ({ lead: one, by: 'domain' }))).slice(0, KIN_FOUND), by: 'domain' };
  const name = textOf(lead.fields, 'companyName');
  const naming = name === undefined ? undefined : namingOf(name);
  if (name === undefined || naming === undefined || naming.word === '') return { kin: [], by: null };
  const found = (await rows.named([naming.word], KIN_FOUND)).filter((one) => answersTo(one, naming));
  const only = found.length < KIN_FOUND ? onlyCompany(found) : null;
  return only ? { kin: only.map((one) => ({ lead: one, by: 'name' })), by: 'name', name, ...(domains[0] === undefined ? {} : { unknownDomain: domains[0] }) } : { kin: [], by: null };
}

async function peopleOfCompany(db: KilnDatabase, lead: Lead): Promise<KinOf> {
  const rows = leadRows(db);
  const links = await linksTo(db, lead.id, KIN_FOUND);
  const chosen = (await rows.getAll(links.map(({ leadId }) => leadId))).flatMap((one): Kin[] => (one ? [{ lead: one, by: 'hand' }] : []));
  const mine = new Set(chosen.map((one) => one.lead.id));
  const found = (await Promise.all(domainsOf(lead, 'domain').map((domain) => rows.byKeyStart(emailsAt(domain), KIN_FOUND)))).flat();
  // Whoever was given another company by hand, or none, is not one of these.
  const elsewhere = new Set((await db.companyLinks.bulkGet(found.map(({ id }) => id))).flatMap((row) => (row && !mine.has(row.leadId) ? [row.leadId] : [])));
  const kin = oneEach([...chosen, ...found.filter(({ id }) => !elsewhere.has(id) && !mine.has(id)).map((one): Kin => ({ lead: one, by: 'domain' }))]).slice(0, KIN_FOUND);
  return { kin, by: kin.length === 0 ? null : chosen.length > 0 ? 'hand' : 'domain' };
}
