import { CAPTURE_EVIDENCE_CHARS, CAPTURE_FIELD_VALUES } from '../core/limits.ts';
import type { FieldKey, LeadKind } from '../domain/lead/fields.ts';
import { foldName } from '../domain/lead/identity.ts';
import type { Evidence, FieldState, FieldValue, LeadFields, ReadMethod } from '../domain/lead/lead.ts';
import { plainName } from './graph.ts';
import { clamp, type Candidate } from './candidates.ts';
import { sameAddress } from './same-address.ts';
import { normaliseValue, plainText, type ValueContext } from './values.ts';

/** What one page may say about one field once: further values of these are facts beside it, not contradictions. */
const ONE_ONLY: ReadonlySet<FieldKey> = new Set(['name', 'title', 'companyName', 'companyDomain', 'domain']);
/** Confidence that a value beside the first one keeps: below the line at which two values count as a contradiction. */
const BESIDE = 55;
/** How much a further method that says the same adds. */
const AGREEMENT = 0.6;

const FAR_BEHIND = 40;

const METHOD_RANK: Record<ReadMethod, number> = { recipe: 7, jsonld: 6, microdata: 5, rdfa: 4, hcard: 3, meta: 2, text: 1, list: 1, context: 0 };

interface Group {
  readonly value: string;
  readonly original: string;
  readonly best: Candidate;
  readonly byMethod: Map<ReadMethod, number>;
  readonly order: number;
}

export interface MergeContext extends ValueContext {
  readonly at: number;
  readonly recipeId?: string;
}

/** Merges candidates per field: equal values agree and raise each other, different values stand side by side, best first. */
export function mergeCandidates(candidates: readonly Candidate[], context: MergeContext): LeadFields {
  const fields = new Map<FieldKey, Map<string, Group>>();
  for (const candidate of candidates) {
    const normal = normaliseValue(candidate.field, candidate.value, context);
    if (!normal) continue;
    const field = normal.field ?? candidate.field;
    const groups = fields.get(field) ?? new Map<string, Group>();
    fields.set(field, groups);
    const key = groupKey(field, normal.value, context.kind);
    groups.set(key, join(groups.get(key), { ...candidate, confidence: clamp(candidate.confidence + normal.weight) }, normal.value));
  }
  const merged: { -readonly [K in FieldKey]?: FieldState } = {};
  for (const [field, groups] of fields) merged[field] = { values: toValues(field, [...groups.values()], context) };
  return merged;
}

/** Spellings that mean the same: legal forms, case, marks, a trailing slash. */
function groupKey(field: FieldKey, value: string, kind: LeadKind): string {
  if (field === 'name') return plainName(kind, value);
  if (field === 'companyName' || field === 'legalName') return plainName('company', value);
  if (field === 'title' || field === 'location' || field === 'address' || field === 'description') return foldName(value) || value;
  if (field === 'website') return value.toLowerCase().replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/+$/, '');
  return field.endsWith('Url') ? value.toLowerCase().replace(/\/+$/, '') : value;
}

function join(known: Group | undefined, candidate: Candidate, value: string): Group {
  if (!known) return { value, original: candidate.value, best: candidate, byMethod: new Map([[candidate.method, candidate.confidence]]), order: candidate.order };
  const byMethod = new Map(known.byMethod);
  byMethod.set(candidate.method, Math.max(byMethod.get(candidate.method) ?? 0, candidate.confidence));
  const isBetter = candidate.confidence > known.best.confidence || (candidate.confidence === known.best.confidence && METHOD_RANK[candidate.method] > METHOD_RANK[known.best.method]);
  // Evidence that can be shown on the page is worth more than a path that cannot.
  const best = isBetter && (candidate.selector !== undefined || known.best.selector === undefined) ? candidate : known.best.selector === undefined && candidate.selector !== undefined ? { ...known.best, selector: candidate.selector, ...(candidate.text === undefined ? {} : { text: candidate.text }) } : isBetter ? { ...candidate, ...placeOf(known.best) } : known.best;
  return { value: isBetter ? value : known.value, original: isBetter ? candidate.value : known.original, best, byMethod, order: Math.min(known.order, candidate.order) };
}

const placeOf = (candidate: Candidate): { selector?: string; text?: string } => ({
  ...(candidate.selector === undefined ? {} : { selector: candidate.selector }),
  ...(candidate.text === undefined ? {} : { text: candidate.text }),
});

/** Independent methods that agree: each one removes part of the remaining doubt. */
function together(byMethod: ReadonlyMap<ReadMethod, number>): number {
  const [first = 0, ...rest] = [...byMethod.values()].sort((a, b) => b - a);
  const doubt = rest.reduce((left, confidence) => left * (1 - (confidence / 100) * AGREEMENT), 1 - first / 100);
  return clamp(Math.min(98, (1 - doubt) * 100));
}

function toValues(field: FieldKey, groups: readonly Group[], context: MergeContext): FieldValue[] {
  const ranked = groups
    .map((group) => ({ group, confidence: together(group.byMethod) }))
    .sort((a, b) => b.confidence - a.confidence || a.group.order - b.group.order || (a.group.value < b.group.value ? -1 : 1))
    // Guesses far behind a name that is known are noise, not rivals.
    .filter(({ confidence }, _, all) => !ONE_ONLY.has(field) || confidence >= (all[0]?.confidence ?? 0) - FAR_BEHIND)
    .filter(({ group }, i, all) => field !== 'address' || !all.some((other, j) => j !== i && sameAddress(other.group.value, group.value) && isFuller(other.group.value, group.best.method === 'recipe' ? other.group.value : group.value, j < i)))
    .slice(0, CAPTURE_FIELD_VALUES);
  let last = 100;
  return ranked.map(({ group, confidence }, i) => {
    const isRival = ONE_ONLY.has(field) && !isPartOf(ranked[0]?.group.value ?? '', group.value);
    // A strict order keeps the reading order where sources are equally sure: stores sort by confidence.
    const shown = Math.max(1, Math.min(i === 0 || isRival ? confidence : Math.min(confidence, BESIDE), last - 1));
    last = shown;
    return toValue(group, shown, context);
  });
}

/** Of two spellings of one address the one with a postcode is kept, else the surer one; what a recipe points at is always kept. */
function isFuller(other: string, own: string, isSurer: boolean): boolean {
  const hasCode = (address: string): boolean => /\d{4,}|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b/.test(address.replace(/^\d+/, ''));
  return hasCode(other) === hasCode(own) ? isSurer : hasCode(other);
}

function isPartOf(a: string, b: string): boolean {
  const [x, y] = [foldName(a), foldName(b)];
  return x.includes(y) || y.includes(x);
}

function toValue(group: Group, confidence: number, context: MergeContext): FieldValue {
  const { best } = group;
  const original = plainText(group.original);
  const evidence: Evidence = {
    ...(best.selector === undefined ? {} : { selector: best.selector }),
    ...(best.path === undefined ? {} : { path: best.path }),
    text: (best.text ?? original).slice(0, CAPTURE_EVIDENCE_CHARS),
  };
  return {
    value: group.value,
    ...(original !== '' && original !== group.value ? { original } : {}),
    confidence,
    provenance: {
      origin: 'page', at: context.at, pageUrl: context.pageUrl, method: best.method, evidence,
      ...(best.method === 'recipe' && context.recipeId !== undefined ? { recipeId: context.recipeId } : {}),
    },
  };
}
