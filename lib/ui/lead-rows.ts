import { isCustomKey, labelOf, type CustomColumn, type LeadKey } from '../domain/lead/custom.ts';
import { FIELDS, fieldsOf, isFieldKey, type FieldKey, type LeadKind } from '../domain/lead/fields.ts';
import type { FieldValue, LeadFields } from '../domain/lead/lead.ts';
import { chosenValue, differences, isConflict, textOf } from '../domain/lead/merge.ts';
import { METHOD_WORDS } from './provenance.ts';

/** One line of the panel: the value that shows, what it was before, and what else is known. */
export interface FieldRow {
  readonly field: LeadKey;
  readonly label: string;
  readonly value: FieldValue;
  /** Against the saved lead: the page says something else, or something more. */
  readonly change?: 'Changed' | 'New';
  /** What the table shows now, when the page says something else. */
  readonly before?: FieldValue;
  /** Other statements, best first, one per value. */
  readonly others: readonly FieldValue[];
  /** Other places that say the same. */
  readonly agrees: readonly string[];
  readonly pinned: boolean;
  /** Only part of another field; folded away at first. */
  readonly minor: boolean;
  readonly conflict: boolean;
}

const FIRST: Readonly<Record<LeadKind, readonly FieldKey[]>> = {
  person: ['title', 'companyName', 'location', 'workEmail', 'emailStatus', 'email', 'mobile', 'phone', 'companyDomain', 'linkedinUrl', 'githubUrl', 'profileUrl', 'website'],
  company: ['domain', 'legalName', 'industry', 'employeeRange', 'employees', 'location', 'phone', 'email', 'founded', 'mailHost', 'registryId', 'website', 'linkedinUrl'],
};
/** Shown in the heading, or too long for a line. */
const HIDDEN: readonly FieldKey[] = ['name', 'photoUrl'];
/** Short enough for the narrow column of names. */
const SHORT: Readonly<Partial<Record<FieldKey, string>>> = { companyDomain: 'Domain', emailStatus: 'Email is' };
/** Only parts of the name: behind "more". */
const MINOR: readonly FieldKey[] = ['firstName', 'lastName', 'prefix', 'suffix'];

/** The name, then the fields in the order in which a lead is read. */
export const fieldOrder = (kind: LeadKind): readonly FieldKey[] => [...new Set<FieldKey>(['name', ...order(kind)])];
const order = (kind: LeadKind): readonly FieldKey[] => [...FIRST[kind], ...fieldsOf(kind).filter((k) => !FIRST[kind].includes(k) && !MINOR.includes(k)), ...MINOR];

/**
 * The lines of a lead, in the order of its kind.
 * @param known the saved lead, when there is one
 * @param read what the page says, when it was read
 * @param columns names of the columns that a person made; their values come last
 */
export function fieldRows(kind: LeadKind, known: LeadFields | undefined, read: LeadFields | undefined, columns: readonly CustomColumn[] = []): FieldRow[] {
  const changes = new Map(known && read ? differences(known, read).map((d) => [d.field, d]) : []);
  const own = columns.map((c) => c.key).filter((key) => known?.[key] !== undefined);
  const gone = Object.keys(known ?? {}).filter((key) => isCustomKey(key)).filter((key) => !own.includes(key));
  return [...order(kind), ...own, ...gone].flatMap((field: LeadKey) => {
    if (isFieldKey(field) && HIDDEN.includes(field)) return [];
    const saved = known?.[field];
    const pinned = saved?.pinned !== undefined;
    const change = pinned ? undefined : changes.get(field);
    const state = change || !saved ? (read?.[field] ?? saved) : saved;
    const value = chosenValue(state);
    if (!state || !value) return [];
    const all = [...state.values, ...(change ? (saved?.values ?? []) : [])];
    return [
      {
        field,
        label: isFieldKey(field) ? (SHORT[field] ?? FIELDS[field].label) : labelOf(field, columns),
        minor: isFieldKey(field) && MINOR.includes(field),
        value,
        others: othersOf(all, value),
        agrees: agreesOf(all, value),
        pinned,
        conflict: change === undefined && isConflict(saved),
        ...(change ? { change: change.before ? ('Changed' as const) : ('New' as const) } : {}),
        ...(change?.before ? { before: change.before } : {}),
      },
    ];
  });
}

/** Other statements, one per text, best first. */
export function othersOf(values: readonly FieldValue[], shown: FieldValue): FieldValue[] {
  const seen = new Set([shown.value]);
  return values.filter((v) => !seen.has(v.value) && seen.add(v.value));
}

function agreesOf(values: readonly FieldValue[], shown: FieldValue): string[] {
  const words = values.flatMap((v) => (v !== shown && v.value === shown.value && v.provenance.method ? [METHOD_WORDS[v.provenance.method]] : []));
  const own = shown.provenance.method ? METHOD_WORDS[shown.provenance.method] : '';
  return [...new Set(words)].filter((w) => w !== own);
}

/** How many fields of the page differ from the saved lead; pinned ones are settled. */
export function changeCounts(known: LeadFields, read: LeadFields): { readonly changed: number; readonly added: number } {
  const open = differences(known, read).filter((d) => known[d.field]?.pinned === undefined);
  const changed = open.filter((d) => d.before !== undefined).length;
  return { changed, added: open.length - changed };
}

/** The name to show, or the next best thing. */
export const nameOfLead = (fields: LeadFields): string =>
  textOf(fields, 'name') ?? textOf(fields, 'workEmail') ?? textOf(fields, 'email') ?? textOf(fields, 'domain') ?? textOf(fields, 'profileUrl') ?? 'No name';

/** The line below the name. */
export function subtitleOf(kind: LeadKind, fields: LeadFields): readonly string[] {
  const keys: readonly FieldKey[] = kind === 'person' ? ['title', 'companyName'] : ['industry', 'location'];
  return keys.flatMap((k) => textOf(fields, k) ?? []);
}
