import { TRACE_CHARS } from '../../core/limits.ts';
import { contactId } from '../contact/do-not-contact.ts';
import { entriesOfLead } from '../contact/entries-of-lead.ts';
import { FIELDS, isFieldKey } from './fields.ts';
import type { LeadKey } from './custom.ts';
import { foldName, foldUrl } from './identity.ts';
import type { Lead } from './lead.ts';

/**
 * What gives a lead away in texts that name no lead: addresses, numbers, pages and, for people, names of several words; its ids on the
 * do-not-contact list; and its identity keys. Each is marked with a letter and stands for itself in one set.
 */
export type Traces = ReadonlySet<string>;

const NAME_WORDS = 5;
const digitsOf = (text: string): string => text.replace(/\D/g, '').replace(/^00/, '');
const PHONE_DIGITS = 7;

export function tracesOf(lead: Pick<Lead, 'kind' | 'fields' | 'keys'>): string[] {
  const found = new Set<string>([...lead.keys.map((key) => `k${key}`), ...entriesOfLead(lead, 0).map(({ id }) => `c${id}`)]);
  // A company stands in the rows of its people: only what names itself is its own.
  if (lead.kind === 'person') for (const key of Object.keys(lead.fields) as LeadKey[]) for (const { value, original } of lead.fields[key]?.values ?? []) for (const text of [value, original ?? '']) traceOf(key, text, found);
  return [...found];
}

function traceOf(key: LeadKey, text: string, found: Set<string>): void {
  const type = isFieldKey(key) ? FIELDS[key].type : 'text';
  if (type === 'email' || /^[^\s@]+@[^\s@]+$/.test(text)) {
    found.add(`m${text.toLowerCase()}`);
    found.add(`c${contactId('email', text)}`);
  } else if (type === 'phone') {
    if (digitsOf(text).length >= PHONE_DIGITS) found.add(`p${digitsOf(text)}`);
  } else if (type === 'url' && key !== 'website') {
    if (foldUrl(text).length >= TRACE_CHARS && foldUrl(text).includes('/')) found.add(`u${foldUrl(text)}`);
  } else if (key === 'name') {
    const name = foldName(text);
    if (name.includes(' ') && name.split(' ').length <= NAME_WORDS) found.add(`n${name}`);
  }
}

/** Whether a text has an address, a number or a page of one of the leads; with `names`, or a name. */
export function textTells(text: string, traces: Traces, names: boolean): boolean {
  for (const [token] of text.matchAll(/[^\s"'<>()[\]{},;|\\]+/g)) {
    const bare = token.toLowerCase().replace(/^(?:mailto:|tel:)/, '').replace(/[.:!?]+$/, '');
    if (bare.includes('@') && (traces.has(`m${bare}`) || traces.has(`m${bare.split(/[:=/]/).at(-1) ?? ''}`))) return true;
    if (bare.includes('/') && traces.has(`u${foldUrl(bare)}`)) return true;
  }
  for (const [number] of text.matchAll(/\+?\d[\d\s().\-/]{5,}\d/g)) if (traces.has(`p${digitsOf(number)}`)) return true;
  if (!names) return false;
  const words = foldName(text).split(' ');
  return words.some((_, at) => Array.from({ length: NAME_WORDS - 1 }, (__, more) => words.slice(at, at + more + 2).join(' ')).some((name) => traces.has(`n${name}`)));
}

/** Whether anything in a stored value tells of one of the leads: texts at any depth, the keys of objects included. */
export function tells(value: unknown, traces: Traces, names = true): boolean {
  if (typeof value === 'string') return textTells(value, traces, names) || traces.has(`c${value}`) || traces.has(`k${value}`);
  if (Array.isArray(value)) return value.some((one) => tells(one, traces, names));
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, one]) => tells(key, traces, names) || tells(one, traces, names));
}
