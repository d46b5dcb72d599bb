import type { LeadKey, MutableByLeadKey } from './custom.ts';
import { identityKeys } from './identity.ts';
import type { FieldKey } from './fields.ts';
import type { FieldState, FieldValue, Lead } from './lead.ts';
import { mergeValues } from './merge.ts';
import { isTags, undoTags } from './tags.ts';

/**
 * What a lead becomes when one change of it is taken back while later changes stay.
 * @returns the lead to store, null to delete it, undefined when there is nothing to do
 */
export function undoChange(current: Lead | undefined, before: Lead | null, after: Lead | null, now: number): Lead | null | undefined {
  if (before === null) return current ? null : undefined; // it was added
  if (!current) return after === null ? before : undefined; // it was deleted here / it is gone since
  if (after === null) return undefined; // it came back by itself
  const fields: { -readonly [K in FieldKey]?: FieldState } = {};
  for (const key of new Set([...keysOf(current), ...keysOf(before)])) {
    const state = undoField(key, current.fields[key], before.fields[key], after.fields[key]);
    if (state) fields[key] = state;
  }
  return { ...current, fields, keys: identityKeys(current.kind, fields), updatedAt: now };
}

/** What one field of a lead held before and after a change. */
export interface FieldChange {
  readonly field: LeadKey;
  readonly before?: FieldState;
  readonly after?: FieldState;
}

/** The fields of a lead without what a change of some of them brought; later changes stay. */
export function undoFields(current: Lead, changes: readonly FieldChange[], now: number): Lead {
  const fields: MutableByLeadKey<FieldState> = { ...current.fields };
  for (const { field, before, after } of changes) {
    const state = undoField(field, current.fields[field], before, after);
    if (state) fields[field] = state;
    else delete fields[field];
  }
  return { ...current, fields, keys: identityKeys(current.kind, fields), updatedAt: now };
}

const keysOf = (lead: Lead): FieldKey[] => Object.keys(lead.fields) as FieldKey[];
const same = (a: FieldValue): string => JSON.stringify(a);

function undoField(key: LeadKey, current: FieldState | undefined, before: FieldState | undefined, after: FieldState | undefined): FieldState | undefined {
  if (isTags(key)) return undoTags(current, before, after);
  const had = new Set((before?.values ?? []).map(same));
  const got = new Set((after?.values ?? []).map(same));
  const kept = (current?.values ?? []).filter((v) => had.has(same(v)) || !got.has(same(v)));
  const back = (before?.values ?? []).filter((v) => !got.has(same(v)));
  const values = mergeValues(kept, back);
  if (values.length === 0) return undefined;
  const pinned = current?.pinned === after?.pinned ? before?.pinned : current?.pinned;
  return { values, ...(pinned === undefined ? {} : { pinned }) };
}
