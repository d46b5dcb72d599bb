/**
 * The invented world of the practice sandbox. Pure and deterministic: tests compute from it what a partner will say.
 *
 * Rules
 * 1. Only reserved names exist (`*.example`, `*.test`, example.com|org|net): real people and companies are unknown here.
 * 2. Every first and last name at such a domain is a person, except the first name "Nil" and domains that begin with "nil".
 * 3. A domain has one address form: example-works.example `first_last` (cannot be guessed), oakline.example `first.last` (can),
 *    others one of `first.last`, `first_last`, `first-last` by hash. That address is the true one.
 * 4. The verifier says valid for true addresses, catch-all for anything at a domain that begins with "catchall", unknown outside
 *    the world, invalid for the rest.
 * 5. Each finder knows a fixed share of people (COVERAGE) by hash, and is wrong for some of them (WRONG): it then offers
 *    `first.last.former@`, which is invalid. Findymail is never wrong.
 * 6. Known by name: "Ada Example" and "Ben Sample" everywhere and rightly; "Emil Testcase" only at Apollo, the fourth finder of the
 *    work-email waterfall; "Ida Invalid" everywhere but at Findymail, and wrongly (the same wrong address); "Penny Pending" only at Hunter, which
 *    answers 202 the first time; "Olaf Optout" nowhere, Hunter answers 451; "Nil ..." nowhere.
 * 7. Mobiles are from the range kept for fiction (+1 202 555 01xx); PEOPLE always have one, others by hash.
 */

export const FINDERS = ['prospeo', 'hunter', 'findymail', 'apollo', 'people-data-labs', 'zerobounce'] as const;
export type FinderId = (typeof FINDERS)[number];

/** Share of people a finder knows, and share of those whose address it has wrong, in percent. */
export const COVERAGE: { readonly [F in FinderId]: number } = { prospeo: 55, hunter: 60, findymail: 60, apollo: 45, 'people-data-labs': 50, zerobounce: 40 };
export const WRONG: { readonly [F in FinderId]: number } = { prospeo: 8, hunter: 10, findymail: 0, apollo: 12, 'people-data-labs': 20, zerobounce: 30 };

export interface WorldPerson {
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly domain: string;
  readonly companyName: string;
  readonly title: string;
  readonly seniority: string;
  readonly city: string;
  readonly country: string;
  readonly slug: string;
  /** The one true work address. */
  readonly email: string;
  readonly mobile: string | null;
}

export interface WorldCompany {
  readonly name: string;
  readonly legalName: string;
  readonly domain: string;
  readonly industry: string;
  readonly employees: number;
  readonly range: string;
  readonly founded: number;
  readonly city: string;
  readonly country: string;
  readonly countryCode: string;
  readonly slug: string;
  readonly lei: string;
}

export type AddressForm = 'first.last' | 'first_last' | 'first-last';

/** People whose employer is known, so that a profile slug or a login finds them. */
export const PEOPLE: readonly { readonly name: string; readonly domain: string }[] = [
  { name: 'Ada Example', domain: 'example-works.example' },
  { name: 'Ben Sample', domain: 'oakline.example' },
  { name: 'Cleo Muster', domain: 'example-works.example' },
  { name: 'Dora Beispiel', domain: 'oakline.example' },
  { name: 'Emil Testcase', domain: 'example-works.example' },
  { name: 'Ida Invalid', domain: 'example-works.example' },
  { name: 'Penny Pending', domain: 'example-works.example' },
  { name: 'Olaf Optout', domain: 'example-works.example' },
  { name: 'Carla Catchall', domain: 'catchall.example' },
];
const COMPANIES: { readonly [domain: string]: string } = { 'example-works.example': 'Example Works', 'oakline.example': 'Oakline', 'catchall.example': 'Catchall' };

/** FNV-1a over UTF-16 units, finished by a mixing step: stable on every machine and version. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}
const percent = (text: string): number => hash(text) % 100;
const choose = <const L extends readonly [unknown, ...unknown[]]>(list: L, text: string): L[number] => list[hash(text) % list.length] ?? list[0];

/** Letters and digits of a name, marks folded. */
export const fold = (text: string): string =>
  text.toLowerCase().replace(/ß/g, 'ss').replace(/[äæ]/g, 'ae').replace(/[öœø]/g, 'oe').replace(/ü/g, 'ue').normalize('NFKD').replace(/[^a-z0-9]/g, '');
const slugOf = (text: string): string =>
  text.toLowerCase().replace(/ß/g, 'ss').replace(/[äæ]/g, 'ae').replace(/[öœø]/g, 'oe').replace(/ü/g, 'ue').normalize('NFKD').replace(/[^a-z0-9 -]/g, '').trim().replace(/[ -]+/g, '-');
const titleCase = (text: string): string => text.replace(/(^|[ -])([a-z])/g, (_, gap: string, letter: string) => gap + letter.toUpperCase());

/** Whether a domain may exist in this world (RFC 2606 and 6761 names). */
export const isReserved = (domain: string): boolean => /(^|\.)(example|test)$/.test(domain) || /(^|\.)example\.(com|org|net)$/.test(domain);
const exists = (domain: string): boolean => isReserved(domain) && !domain.startsWith('nil');

/** The form of all addresses at a domain. */
export function addressForm(domain: string): AddressForm {
  if (domain === 'example-works.example') return 'first_last';
  if (domain === 'oakline.example' || domain.startsWith('catchall')) return 'first.last';
  return choose(['first.last', 'first_last', 'first-last'], `form ${domain}`);
}
const SEPARATOR: { readonly [F in AddressForm]: string } = { 'first.last': '.', first_last: '_', 'first-last': '-' };

const SECTORS = ['Software', 'Logistics', 'Furniture', 'Renewable energy', 'Food production', 'Medical devices', 'Consulting'] as const;
const CITIES = [['Berlin', 'Germany', 'DE'], ['Lyon', 'France', 'FR'], ['Austin', 'United States', 'US'], ['Leeds', 'United Kingdom', 'GB'], ['Madrid', 'Spain', 'ES']] as const;
const TITLES = [['Chief Technology Officer', 'c_suite'], ['Head of Sales', 'head'], ['Marketing Manager', 'manager'], ['Software Engineer', 'entry'], ['Founder', 'founder'], ['Operations Director', 'director']] as const;
const RANGES: readonly (readonly [number, string])[] = [[10, '1-10'], [50, '11-50'], [200, '51-200'], [500, '201-500'], [1_000, '501-1000'], [5_000, '1001-5000']];

/** The company of a domain, or undefined outside the world. */
export function companyAt(domain: string): WorldCompany | undefined {
  const host = domain.toLowerCase().replace(/^www\./, '');
  if (!exists(host)) return undefined;
  const label = host.replace(/\.(example|test|com|org|net)$/, '').split('.').at(-1) ?? host;
  const name = COMPANIES[host] ?? titleCase(label.replace(/-/g, ' '));
  const employees = 3 + (hash(`size ${host}`) % 1_200);
  const [city, country, countryCode] = choose(CITIES, `city ${host}`);
  return {
    name,
    legalName: `${name} ${countryCode === 'DE' ? 'GmbH' : countryCode === 'US' ? 'Inc.' : 'Ltd'}`,
    domain: host,
    industry: choose(SECTORS, `sector ${host}`),
    employees,
    range: RANGES.find(([most]) => employees <= most)?.[1] ?? '1001-5000',
    founded: 1950 + (hash(`founded ${host}`) % 74),
    city,
    country,
    countryCode,
    slug: slugOf(name),
    lei: `9845${String(hash(`lei ${host}`)).padStart(10, '0').slice(0, 10)}EXMP${String(percent(`check ${host}`)).padStart(2, '0')}`,
  };
}

/** The domain of a company by its name: known ones, else the name as a label of `.example`. */
export function domainOfCompany(name: string): string {
  const wanted = name.trim().toLowerCase();
  const known = Object.entries(COMPANIES).find(([, n]) => n.toLowerCase() === wanted)?.[0];
  return known ?? `${slugOf(name.replace(/\s+(gmbh|inc\.?|ltd\.?|llc|ag|sa|sas)$/i, ''))}.example`;
}

/** The person of a name at a domain, or undefined where the world has none. */
export function personAt(firstName: string, lastName: string, domain: string): WorldPerson | undefined {
  const company = companyAt(domain);
  const first = fold(firstName);
  const last = fold(lastName);
  if (!company || !first || !last || first === 'nil') return undefined;
  const key = `${first} ${last} ${company.domain}`;
  const [title, seniority] = choose(TITLES, `title ${key}`);
  const isKnown = PEOPLE.some((p) => fold(p.name) === first + last && p.domain === company.domain);
  const hasMobile = isKnown || percent(`mobile ${key}`) < 50;
  return {
    name: `${firstName.trim()} ${lastName.trim()}`,
    firstName: firstName.trim(),
    lastName: lastName.trim(),
    domain: company.domain,
    companyName: company.name,
    title,
    seniority,
    city: company.city,
    country: company.country,
    slug: slugOf(`${firstName} ${lastName}`),
    email: `${first}${SEPARATOR[addressForm(company.domain)]}${last}@${company.domain}`,
    mobile: hasMobile ? `+1202555${String(100 + percent(`number ${key}`)).padStart(4, '0')}` : null,
  };
}

/** The person whose profile slug or login this is: a known one, or any `first-last-example` at example-works.example. */
export function personBySlug(slug: string): WorldPerson | undefined {
  const wanted = slugOf(slug);
  const known = PEOPLE.find((p) => slugOf(p.name) === wanted);
  if (known) return personAt(known.name.split(' ')[0] ?? '', known.name.split(' ').slice(1).join(' '), known.domain);
  const words = /^([a-z]+)-([a-z]+)-example$/.exec(wanted);
  return words ? personAt(titleCase(words[1] ?? ''), titleCase(words[2] ?? ''), 'example-works.example') : undefined;
}

/** The person who has this true address. */
export function personByEmail(email: string): WorldPerson | undefined {
  const [local = '', domain = ''] = email.trim().toLowerCase().split('@');
  if (!exists(domain)) return undefined;
  const known = PEOPLE.filter((p) => p.domain === domain).map((p) => personAt(p.name.split(' ')[0] ?? '', p.name.split(' ').slice(1).join(' '), domain)).find((p) => p?.email === `${local}@${domain}`);
  if (known) return known;
  const [first = '', last = '', ...more] = local.split(SEPARATOR[addressForm(domain)]);
  const person = more.length === 0 && /^[a-z0-9]+$/.test(first) && /^[a-z0-9]+$/.test(last) ? personAt(titleCase(first), titleCase(last), domain) : undefined;
  return person?.email === `${local}@${domain}` ? person : undefined;
}

export type WorldVerdict = 'valid' | 'catch-all' | 'invalid' | 'unknown';

/** What a verifier says about an address. */
export function verdictOf(email: string): WorldVerdict {
  const domain = email.trim().toLowerCase().split('@')[1] ?? '';
  if (!isReserved(domain)) return 'unknown';
  if (domain.startsWith('catchall')) return 'catch-all';
  return personByEmail(email) ? 'valid' : 'invalid';
}

const SPECIAL: { readonly [name: string]: readonly FinderId[] | 'all' | 'all-wrong' } = {
  adaexample: 'all',
  bensample: 'all',
  emiltestcase: ['apollo'],
  idainvalid: 'all-wrong',
  pennypending: ['hunter'],
  olafoptout: [],
};

const wrongAddress = (person: WorldPerson): string => `${fold(person.firstName)}.${fold(person.lastName)}.former@${person.domain}`;

/** Whether a finder knows anything of a person. */
export function knows(finder: FinderId, person: WorldPerson): boolean {
  const special = SPECIAL[fold(person.name)];
  if (special !== undefined) return special === 'all' || special === 'all-wrong' || special.includes(finder);
  return percent(`${finder} knows ${person.email}`) < COVERAGE[finder];
}

/** The address a finder offers for a person, or null when it does not know them. Tests compare with `person.email`. */
export function offeredEmail(finder: FinderId, person: WorldPerson): string | null {
  if (!knows(finder, person)) return null;
  const special = SPECIAL[fold(person.name)];
  if (special === 'all-wrong') return finder === 'findymail' ? null : wrongAddress(person);
  if (special !== undefined) return person.email;
  return percent(`${finder} errs ${person.email}`) < WRONG[finder] ? wrongAddress(person) : person.email;
}

/** The mobile a finder offers, or null. */
export const offeredMobile = (finder: FinderId, person: WorldPerson): string | null => (knows(finder, person) ? person.mobile : null);

/** Whether a partner's company data holds a company; the known ones are held by all. */
export const holdsCompany = (partner: string, company: WorldCompany): boolean => Object.hasOwn(COMPANIES, company.domain) || percent(`${partner} holds ${company.domain}`) < 70;

/** Mail exchangers of a domain, best first; null when the domain does not exist, empty when it takes no mail. */
export function mailHosts(domain: string): readonly string[] | null {
  const host = domain.toLowerCase();
  if (!exists(host)) return null;
  if (host.startsWith('nomail')) return [];
  const google = ['1 aspmx.l.google.com.', '5 alt1.aspmx.l.google.com.'];
  const microsoft = [`0 ${host.replace(/\./g, '-')}.mail.protection.outlook.com.`];
  if (host === 'example-works.example') return google;
  return host === 'oakline.example' ? microsoft : choose([google, microsoft, [`10 mail.${host}.`]], `mx ${host}`);
}
