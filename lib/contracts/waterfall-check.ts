/** Waterfalls from outside: made in the editor, imported from a file. One schema; what it cannot say is checked after it. */
import { z } from 'zod';
import { CONDITION_TESTS, CONDITION_VALUES, CONDITION_VALUE_CHARS, FRESHNESS_MAX_DAYS, STEP_TIMEOUT_MAX_MS, STEP_TIMEOUT_MIN_MS, WATERFALL_FAN_OUT, WATERFALL_STEPS, WATERFALL_VERIFIERS } from '../core/limits.ts';
import { TESTS, type FieldTest } from '../domain/enrichment/condition.ts';
import { ENRICHMENT_IDS, enrichmentOf } from '../domain/enrichment/enrichments.ts';
import { FIRST_OPERATIONS } from '../domain/enrichment/find-first.ts';
import { OPERATION_NAMES } from '../domain/enrichment/operation.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { FIELD_KEYS, FIELDS, isFieldKey } from '../domain/lead/fields.ts';
import { micro, UNIT } from '../domain/ledger/amount.ts';
import { strategySchema } from './account-api.ts';

export const waterfallIdSchema = z.string().max(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is small letters, digits and hyphens');
export const waterfallNameSchema = z.string().trim().min(1).max(80);
const providerId = z.string().min(1).max(60).regex(/^[a-z0-9-]+$/);
const operation = z.enum(OPERATION_NAMES);
const field = z.enum(FIELD_KEYS);
/** Most Data Credits of a limit: whole micro-units, a million Credits. */
const credits = z.int().min(0).max(1_000_000 * UNIT).transform(micro);

const onlySchema = z.strictObject({
  match: z.enum(['all', 'any']),
  tests: z.array(z.strictObject({ field, test: z.enum(TESTS), values: z.array(z.string().max(CONDITION_VALUE_CHARS)).max(CONDITION_VALUES) })).max(CONDITION_TESTS),
});
const rules = { isOff: z.literal(true).exactOptional(), only: onlySchema.exactOptional(), timeoutMs: z.int().min(STEP_TIMEOUT_MIN_MS).max(STEP_TIMEOUT_MAX_MS).exactOptional() };

const waterfallSchema = z.strictObject({
  id: waterfallIdSchema,
  name: waterfallNameSchema,
  enrichment: z.enum(ENRICHMENT_IDS),
  kind: z.enum(['person', 'company']),
  wanted: z.array(field).min(1).max(40),
  steps: z.array(z.discriminatedUnion('source', [z.strictObject({ source: z.literal('pattern'), ...rules }), z.strictObject({ source: z.literal('provider'), providerId, operation, ...rules })])).max(WATERFALL_STEPS),
  findFirst: z.array(z.strictObject({ providerId, operation })).max(WATERFALL_STEPS).exactOptional(),
  buysFirst: z.literal(true).exactOptional(),
  verifier: z.strictObject({ providerIds: z.array(providerId).min(1).max(WATERFALL_VERIFIERS), strategy: strategySchema }).exactOptional(),
  stopAfterSameRejected: z.int().min(1).max(WATERFALL_STEPS),
  stopAfterMisses: z.int().min(1).max(WATERFALL_STEPS).exactOptional(),
  stopAtCredits: credits.exactOptional(),
  freshnessDays: z.int().min(0).max(FRESHNESS_MAX_DAYS),
  fanOut: z.int().min(1).max(WATERFALL_FAN_OUT).exactOptional(),
  order: z.enum(['fixed', 'learned']).exactOptional(),
  learning: z.strictObject({ first: z.array(z.string().max(130)).max(WATERFALL_STEPS).exactOptional(), keepShare: z.number().min(0.5).max(1).exactOptional(), tryShare: z.number().min(0).max(0.5).exactOptional() }).exactOptional(),
  isHidden: z.literal(true).exactOptional(),
});

export interface WaterfallProblem {
  /** `steps.2.operation`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}
export type CheckedWaterfall = { readonly ok: true; readonly waterfall: Waterfall } | { readonly ok: false; readonly problems: readonly WaterfallProblem[] };

const PROBLEMS = 20;

/** Checks a waterfall by its schema and by what the schema cannot say. @param value anything */
export function checkWaterfall(value: unknown): CheckedWaterfall {
  const parsed = waterfallSchema.safeParse(value);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.slice(0, PROBLEMS).map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.code === 'unrecognized_keys' ? `does not know ${issue.keys.join(', ')}` : issue.message })) };
  const problems = [...questionProblems(parsed.data), ...stepProblems(parsed.data)];
  return problems.length > 0 ? { ok: false, problems: problems.slice(0, PROBLEMS) } : { ok: true, waterfall: parsed.data };
}

function questionProblems(waterfall: Waterfall): WaterfallProblem[] {
  const question = enrichmentOf(waterfall.enrichment);
  return [
    ...(waterfall.kind === question.kind ? [] : [{ path: 'kind', message: `${waterfall.enrichment} is asked about a ${question.kind}` }]),
    ...waterfall.wanted.flatMap((key, i) => (!isFieldKey(key) || (FIELDS[key].kinds as readonly string[]).includes(waterfall.kind) ? [] : [{ path: `wanted.${i}`, message: `a ${waterfall.kind} has no field ${key}` }])),
    ...(waterfall.verifier && !question.address ? [{ path: 'verifier', message: `the answer to ${waterfall.enrichment} is no address that can be checked` }] : []),
    ...(waterfall.findFirst ?? []).flatMap((step, i) => (FIRST_OPERATIONS.includes(step.operation) ? [] : [{ path: `findFirst.${i}.operation`, message: `${step.operation} finds nothing that a question is asked with` }])),
  ];
}

function stepProblems({ steps, enrichment }: Waterfall): WaterfallProblem[] {
  const question = enrichmentOf(enrichment);
  const names = steps.map((s) => (s.source === 'pattern' ? 'pattern' : `${s.operation}@${s.providerId}`));
  return steps.flatMap((step, i) => [
    ...(names.indexOf(names[i] ?? '') < i ? [{ path: `steps.${i}`, message: `${names[i]} is there twice` }] : []),
    ...(step.source === 'pattern' && enrichment !== 'work-email' ? [{ path: `steps.${i}`, message: 'only work emails can be guessed' }] : []),
    ...(step.source === 'provider' && !question.operations.includes(step.operation) ? [{ path: `steps.${i}.operation`, message: `${step.operation} does not answer ${enrichment}` }] : []),
    ...(step.only?.tests ?? []).flatMap((test, n) => testProblem(test).map((message) => ({ path: `steps.${i}.only.tests.${n}`, message }))),
  ]);
}

function testProblem({ test, values }: FieldTest): string[] {
  if (test === 'empty' || test === 'known') return values.length > 0 ? [`${test} takes no value`] : [];
  if (values.length === 0 || values.some((v) => v.trim() === '')) return ['needs a value'];
  return (test === 'more' || test === 'less') && (values.length > 1 || !/\d/.test(values[0] ?? '')) ? ['needs one number'] : [];
}

/** The first problems as one sentence. */
export const waterfallProblemWords = (problems: readonly WaterfallProblem[]): string => problems.slice(0, 3).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');

/** The file that waterfalls travel in. */
export const WATERFALL_FILE = 'waterfalls';
const fileSchema = z.object({ kiln: z.literal(WATERFALL_FILE), version: z.literal(1), waterfalls: z.array(z.unknown()).max(1_000) });

/** The waterfalls of a text, each still unchecked; a single one, a list, or a file of Kiln. Null when it is no JSON of that kind. */
export function readWaterfallFile(text: string): readonly unknown[] | null {
  try {
    const value = JSON.parse(text) as unknown;
    const file = fileSchema.safeParse(value);
    if (file.success) return file.data.waterfalls;
    if (Array.isArray(value)) return value as unknown[];
    return typeof value === 'object' && value !== null && 'steps' in value ? [value] : null;
  } catch {
    return null;
  }
}
