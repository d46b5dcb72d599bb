import { FIELD_VALUES } from '../../core/limits.ts';
import type { LeadKey, MutableByLeadKey } from './custom.ts';
import type { FieldState, FieldValue, LeadFields, Origin } from './lead.ts';
import { isTags, mergeTags, sameTag, tagsIn } from './tags.ts';

const ORIGIN_RANK: Record<Origin, number> = { person: 4, provider: 3, page: 2, import: 1, guess: 0 };

/** Total order, best first: confidence, then age (newer first), then origin, then the text itself. Never depends on insertion order. */
function compareValues(a: FieldValue, b: FieldValue): number {
  return (
    b.confidence - a.confidence ||
    b.provenance.at - a.provenance.at ||
    ORIGIN_RANK[b.provenance.origin] - ORIGIN_RANK[a.provenance.origin] ||
    (a.value < b.value ? -1 : a.value > b.value ? 1 : 0)
  );
}

/** Same statement by the same source: the newer one replaces the older, so that reading a page twice adds nothing. */
function sourceKey(v: FieldValue): string {
  const p = v.provenance;
  const place = p.origin === 'page' ? (p.pageUrl ?? '') : p.origin === 'provider' ? (p.providerId ?? '') : p.origin === 'import' ? (p.fileName ?? '') : '';
  return JSON.stringify([v.value, p.origin, place]);
}

/**
 * Merges values: union of statements, newest kept per source, sorted best first, bounded by FIELD_VALUES.
 * Commutative, associative and idempotent up to the bound (property-tested).
 */
export function mergeValues(a: readonly FieldValue[], b: readonly FieldValue[]): FieldValue[] {
  const best = new Map<string, FieldValue>();
  for (const v of [...a, ...b]) {
    const key = sourceKey(v);
    const known = best.get(key);
    if (!known || newerFirst(v, known) < 0) best.set(key, v);
  }
  return [...best.values()].sort((x, y) => compareValues(x, y) || tieBreak(x, y)).slice(0, FIELD_VALUES);
}

function newerFirst(a: FieldValue, b: FieldValue): number {
  return b.provenance.at - a.provenance.at || b.confidence - a.confidence || tieBreak(a, b);
}
function tieBreak(a: FieldValue, b: FieldValue): number {
  const x = JSON.stringify(a);
  const y = JSON.stringify(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The value that shows: the pinned one if it is still known, else the best. */
export function chosenValue(state: FieldState | undefined): FieldValue | undefined {
  if (!state) return undefined;
  if (state.pinned !== undefined) {
    const pinned = state.values.find((v) => v.value === state.pinned);
    if (pinned) return pinned;
  }
  return state.values[0];
}

export const textOf = (fields: LeadFields, key: LeadKey): string | undefined => chosenValue(fields[key])?.value;

/** True when two sources that both matter disagree and nobody has chosen. */
export function isConflict(state: FieldState | undefined): boolean {
  if (!state || state.pinned !== undefined) return false;
  const strong = new Set(state.values.filter((v) => v.confidence >= 60 && v.provenance.origin !== 'guess').map((v) => v.value));
  return strong.size > 1;
}

/** What two say of one field: rivals, of which a pin of `ours` wins; tags are no rivals and come together. */
export function mergeStates(key: LeadKey, ours: FieldState | undefined, theirs: FieldState): FieldState | undefined {
  if (isTags(key)) return mergeTags(ours, theirs);
  const pinned = ours?.pinned ?? theirs.pinned;
  return { values: mergeValues(ours?.values ?? [], theirs.values), ...(pinned === undefined ? {} : { pinned }) };
}

/** Merges two field maps; a pin of `base` wins over a pin of `added`. */
export function mergeFields(base: LeadFields, added: LeadFields): LeadFields {
  const merged: MutableByLeadKey<FieldState> = { ...base };
  for (const key of Object.keys(added) as LeadKey[]) {
    const theirs = added[key];
    if (!theirs) continue;
    const state = mergeStates(key, base[key], theirs);
    if (state) merged[key] = state;
  }
  return merged;
}

export interface FieldDifference {
  readonly field: LeadKey;
  /** Shown now; absent when the field is new. */
  readonly before?: FieldValue;
  readonly now: FieldValue;
}

/** What a new reading says differently from what shows: changed and new fields, by normalised value. */
export function differences(known: LeadFields, read: LeadFields): FieldDifference[] {
  const out: FieldDifference[] = [];
  for (const field of Object.keys(read) as LeadKey[]) {
    const now = chosenValue(read[field]);
    if (!now) continue;
    const before = chosenValue(known[field]);
    if (isTags(field) && before) {
      const all = tagsIn(known[field]);
      const joined = tagsIn(read[field]).every((tag) => all.some((one) => sameTag(one, tag))) ? undefined : chosenValue(mergeTags(known[field], read[field]));
      if (joined) out.push({ field, before, now: joined });
    } else if (!before) out.push({ field, now });
    else if (before.value !== now.value && !known[field]?.values.some((v) => v.value === now.value)) out.push({ field, before, now });
  }
  return out;
}
