import { labelOf, type CustomColumn, type LeadKey } from '../lead/custom.ts';
import { FIELDS, fieldsOf, isFieldKey, type FieldKey, type LeadKind } from '../lead/fields.ts';
import type { MappedField, Mapping } from './delivery.ts';

/** A field of a destination, as far as a proposal needs to know it. */
export interface NamedField {
  readonly name: string;
  readonly label: string;
  readonly key?: true | undefined;
}

/** Letters and digits alone, so that "First Name", first_name and firstName are one word. */
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** How CRMs, tables and sequences call what a lead holds, beside the names that Kiln has for it. */
const OTHER_NAMES: Readonly<Partial<Record<FieldKey, readonly string[]>>> = {
  name: ['fullname', 'contactname', 'personname'],
  firstName: ['givenname', 'first', 'prenom', 'vorname'],
  lastName: ['surname', 'familyname', 'last', 'nom', 'nachname'],
  title: ['jobtitle', 'position', 'role', 'job'],
  workEmail: ['email', 'emailaddress', 'mail', 'workmail', 'businessemail', 'emails', 'primaryemail', 'emailaddresses'],
  email: ['emailaddress', 'mail', 'emails', 'primaryemail'],
  mobile: ['mobilephone', 'mobilenumber', 'cell', 'cellphone'],
  phone: ['phonenumber', 'telephone', 'tel', 'phones', 'primaryphone', 'phonenumbers'],
  companyName: ['company', 'organisation', 'organization', 'account', 'accountname', 'employer'],
  companyDomain: ['domain', 'companywebsite', 'website'],
  domain: ['companydomain', 'domains', 'domainname', 'websitedomain'],
  website: ['url', 'site', 'homepage', 'web'],
  linkedinUrl: ['linkedin', 'linkedinprofile', 'linkedinbio', 'hslinkedinurl', 'linkedinlink', 'companylinkedin'],
  employees: ['numberofemployees', 'employeecount', 'headcount', 'companysize'],
  industry: ['sector', 'branch'],
  country: ['countryname', 'land'],
  location: ['city', 'place'],
  description: ['about', 'bio', 'summary'],
  tags: ['tag', 'labels', 'categories'],
};

/** Whatever a name at a destination may mean, by its plain form; the first field of a kind that is called so wins. */
function meanings(kind: LeadKind, columns: readonly CustomColumn[]): Map<string, LeadKey> {
  const known = new Map<string, LeadKey>();
  const note = (name: string, key: LeadKey): void => void (known.has(name) || known.set(name, key));
  const keys = fieldsOf(kind);
  for (const key of keys) note(plain(key), key);
  for (const key of keys) note(plain(FIELDS[key].label), key);
  for (const column of columns) if (column.kind === kind) note(plain(column.name), column.key);
  for (const key of keys) for (const name of OTHER_NAMES[key] ?? []) note(name, key);
  // A person's plain "email" is the one for work, where there is one.
  if (kind === 'person') known.set('email', 'workEmail');
  return known;
}

export interface Table {
  readonly kind: LeadKind;
  /** Fields that leads of the table have; what is reckoned is there without being among them. */
  readonly used: ReadonlySet<string>;
  readonly columns: readonly CustomColumn[];
}

/** The keys of the columns that show something: those that leads hold, and a person's own that are reckoned. */
export const shownKeys = ({ kind, used, columns }: Table): ReadonlySet<string> => new Set([...used, ...columns.filter((column) => column.kind === kind && column.formula !== undefined).map(({ key }) => key)]);

/** What goes into which field of a destination that says which fields it has; what is not sure is left open. */
export function proposeFor(fields: readonly NamedField[], table: Table, hints: Readonly<Record<string, readonly LeadKey[]>> = {}): Mapping {
  const known = meanings(table.kind, table.columns);
  const shown = shownKeys(table);
  const mapped = fields.flatMap((field): MappedField[] => {
    if (plain(field.name) === 'kilnid') return [{ to: field.name, from: { about: 'id' } }];
    const wanted = [...(hints[field.name] ?? []), ...[known.get(plain(field.name)), known.get(plain(field.label)), known.get(plain(field.name.split('.').at(-1) ?? ''))].filter((key) => key !== undefined)];
    const key = wanted.find((one) => shown.has(one)) ?? wanted.find((one) => !isFieldKey(one) || (FIELDS[one].kinds as readonly LeadKind[]).includes(table.kind));
    return key === undefined || (!shown.has(key) && !field.key) ? [] : [{ to: field.name, from: { lead: key } }];
  });
  const upsertKey = fields.find((field) => field.key && mapped.some(({ to }) => to === field.name))?.name;
  return { fields: mapped, ...(upsertKey === undefined ? {} : { upsertKey }) };
}

/** `first_name` for firstName: the way webhooks and tables like names. */
const snakeCase = (text: string): string => text.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '').slice(0, 60) || 'field';

/** Every field that leads of the table have, for a destination that takes any name. */
export function proposeAll(table: Table): Mapping {
  const { kind, columns } = table;
  const shown = shownKeys(table);
  const taken = new Set<string>(['kiln_id']);
  const keys: LeadKey[] = [...fieldsOf(kind).filter((key) => shown.has(key)), ...columns.filter((column) => column.kind === kind && shown.has(column.key)).map(({ key }) => key)];
  const fields = keys.map((key): MappedField => {
    const name = snakeCase(isFieldKey(key) ? key : labelOf(key, columns));
    let to = name;
    for (let n = 2; taken.has(to); n++) to = `${name}_${n}`;
    taken.add(to);
    return { to, from: { lead: key } };
  });
  return { fields: [...fields, { to: taken.has('source_url') ? 'kiln_source' : 'source_url', from: { about: 'source' } }] };
}
