import { IMPORT_CONFIDENCE, IMPORT_DERIVED_CONFIDENCE } from '../../core/limits.ts';
import type { LeadKey, MutableByLeadKey } from '../lead/custom.ts';
import type { FieldState, FieldValue, LeadFields, Provenance } from '../lead/lead.ts';
import { differences, mergeFields, mergeStates } from '../lead/merge.ts';
import type { ImportPolicy, ImportRow } from './import.ts';

/** The fields of a row, each value with the file it came from: one object for all values of a file. */
export function fieldsOfRow({ values }: ImportRow, provenance: Provenance): LeadFields {
  const fields: MutableByLeadKey<FieldState> = {};
  for (const [key, value, original, derived] of values) {
    const confidence = derived ? IMPORT_DERIVED_CONFIDENCE : IMPORT_CONFIDENCE;
    const one: FieldValue = typeof original === 'string' ? { value, original, confidence, provenance } : { value, confidence, provenance };
    const known = fields[key];
    const state = known ? mergeStates(key, known, { values: [one] }) : { values: [one] };
    if (state) fields[key] = state;
  }
  return fields;
}

/** What a known lead becomes by a row of the same one; null when nothing changes. Nothing is ever taken away. */
export function applyRow(known: LeadFields, row: LeadFields, policy: ImportPolicy): LeadFields | null {
  if (policy === 'skip') return null;
  const added = policy === 'merge' ? row : Object.fromEntries((Object.keys(row) as LeadKey[]).filter((key) => !known[key]?.values.length).map((key) => [key, row[key]])) as LeadFields;
  return differences(known, added).length === 0 ? null : mergeFields(known, added);
}
