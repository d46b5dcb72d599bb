import { CERTAIN, LIKELY, type DuplicatePair } from '../../domain/duplicates/compare.ts';
import { mailboxOf } from '../../domain/contact/mailbox.ts';
import type { FieldKey } from '../../domain/lead/fields.ts';
import type { Lead } from '../../domain/lead/lead.ts';
import { textOf } from '../../domain/lead/merge.ts';
import { parsePersonName } from '../../domain/lead/name.ts';
import { listOf } from '../format.ts';

export type Sureness = 'sure' | 'likely' | 'possible';
export const surenessOf = (score: number): Sureness => (score >= CERTAIN ? 'sure' : score >= LIKELY ? 'likely' : 'possible');
export const SURENESS_WORDS: Readonly<Record<Sureness, string>> = { sure: 'Sure', likely: 'Likely', possible: 'Possible' };

/** Why two leads may be one, with their own names in it. */
export function reasonWords({ reason, score }: DuplicatePair, a: Lead, b: Lead): string {
  const [x, y] = [firstOf(a), firstOf(b)];
  switch (reason) {
    case 'same-key':
      return score < CERTAIN ? `${keyWords(a, b)}, another name` : keyWords(a, b);
    case 'same-mailbox':
      return mailWords(a, b);
    case 'same-phone':
      return 'Same phone, same last name';
    case 'same-number':
      return 'Same number in a register';
    case 'nickname':
      return x.length === y.length ? `${x} and ${y} are forms of one name, same company` : `${x.length < y.length ? x : y} is short for ${x.length < y.length ? y : x}, same company`;
    case 'initial':
      return x.length < y.length ? `${x} may stand for ${y}, same company` : `${y} may stand for ${x}, same company`;
    case 'slip':
      return 'The names differ in one letter, same company';
    case 'swapped':
      return 'First and last name the other way round, same company';
    case 'same-name':
      return score > LIKELY ? 'Same name, same company' : 'Same name, nothing speaks against it';
    case 'legal-form':
      return 'Company names differ in the legal form or spelling';
    case 'redirect':
      return domainOf(a) === domainOf(b) ? 'Same domain' : `${domainOf(a)} and ${domainOf(b)} lead to one site`;
  }
}

const firstOf = (lead: Lead): string => textOf(lead.fields, 'firstName') ?? parsePersonName(textOf(lead.fields, 'name') ?? '').firstName ?? textOf(lead.fields, 'name') ?? '';
const domainOf = (lead: Lead): string => textOf(lead.fields, lead.kind === 'company' ? 'domain' : 'companyDomain') ?? 'One';

function keyWords(a: Lead, b: Lead): string {
  const shared = a.keys.filter((key) => b.keys.includes(key));
  if (shared.some((key) => key.includes(':url:linkedin.com/'))) return 'Same LinkedIn profile';
  if (shared.some((key) => key.includes(':url:'))) return 'Same profile';
  if (shared.some((key) => key.includes(':email:'))) return 'Same email';
  return shared.some((key) => key.includes(':domain:')) ? 'Same domain' : 'Same name, same company';
}

const ADDRESSES: readonly FieldKey[] = ['workEmail', 'email', 'personalEmail'];
/** What differs between the two spellings. */
function mailWords(a: Lead, b: Lead): string {
  const addresses = (lead: Lead): string[] => ADDRESSES.flatMap((field) => lead.fields[field]?.values.map(({ value }) => value.toLowerCase()) ?? []);
  const [x, y] = addresses(a).flatMap((one) => addresses(b).flatMap((other) => (mailboxOf(one) === mailboxOf(other) ? [[one, other]] : [])))[0] ?? [];
  if (x === undefined || y === undefined || x === y) return 'Same email';
  const [bareX, bareY] = [x, y].map((address) => address.replace(/@.*/, '').replace(/\+.*/, ''));
  const differs = [...(bareX === bareY ? [] : ['dots']), ...(x.includes('+') || y.includes('+') ? ['plus tag'] : [])];
  return differs.length === 0 ? 'Same email under two names of its service' : `Same email without ${listOf(differs)}`;
}
