import type { LeadKey, MutableByLeadKey } from '../lead/custom.ts';
import { identityKeys } from '../lead/identity.ts';
import type { FieldState, Lead } from '../lead/lead.ts';
import { chosenValue, mergeFields } from '../lead/merge.ts';
import { isTags } from '../lead/tags.ts';

/** Values that a person chose for fields on which the records differ. */
export type Picks = Readonly<Partial<Record<LeadKey, string>>>;

const fullness = (lead: Lead): number => Object.values(lead.fields).filter((state) => chosenValue(state) !== undefined).length;
const valuesIn = (lead: Lead): number => Object.values(lead.fields).reduce((sum, state) => sum + (state?.values.length ?? 0), 0);

/** The record that stays unless a person says otherwise: the fuller one, then the older one. Leads in this order; does not depend on the one they came in. */
export const byFullness = (leads: readonly Lead[]): Lead[] =>
  leads.toSorted((a, b) => fullness(b) - fullness(a) || valuesIn(b) - valuesIn(a) || a.createdAt - b.createdAt || a.order - b.order || (a.id < b.id ? -1 : 1));

/**
 * One lead with all that the records know: a union of values in which nothing is lost, and the best shows unless a person picked.
 * The pins of the record that stays win. Its id, its place and when it was added stay.
 * @param gone the records that go into it; their order counts only for which of two pins wins
 */
export function mergeLeads(keep: Lead, gone: readonly Lead[], picks: Picks, now: number): Lead {
  const union = gone.reduce((fields, lead) => mergeFields(fields, lead.fields), keep.fields);
  const fields: MutableByLeadKey<FieldState> = { ...union };
  for (const [key, text] of Object.entries(picks) as [LeadKey, string | undefined][]) {
    const state = fields[key];
    if (text !== undefined && state?.values.some(({ value }) => value === text)) fields[key] = { ...state, pinned: text };
  }
  const sourceUrl = keep.sourceUrl ?? gone.find((lead) => lead.sourceUrl !== undefined)?.sourceUrl;
  return { ...keep, fields, keys: identityKeys(keep.kind, fields), updatedAt: now, ...(sourceUrl === undefined ? {} : { sourceUrl }) };
}

/** One field of several records, side by side. */
export interface ComparedField {
  readonly field: LeadKey;
  /** What shows in each record, in their order. */
  readonly texts: readonly (string | undefined)[];
  /** Two records show two things: one of them has to win. Tags come together. */
  readonly differs: boolean;
  /** What will show. */
  readonly wins: string | undefined;
}

/** All fields that one of the records has a value for, in the order of `order`; those that it does not name come last. */
export function compareFields(keep: Lead, leads: readonly Lead[], picks: Picks, order: readonly LeadKey[]): ComparedField[] {
  const merged = mergeLeads(keep, leads.filter((lead) => lead.id !== keep.id), picks, keep.updatedAt);
  const there = Object.keys(merged.fields) as LeadKey[];
  const rest = there.filter((key) => !order.includes(key)).sort();
  return [...order, ...rest].filter((key) => merged.fields[key] !== undefined).map((field) => {
    const texts = leads.map((lead) => chosenValue(lead.fields[field])?.value);
    return { field, texts, differs: !isTags(field) && new Set(texts.filter((text) => text !== undefined)).size > 1, wins: chosenValue(merged.fields[field])?.value };
  });
}
