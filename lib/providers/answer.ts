import type { AnswerSpec } from '../contracts/manifest.ts';
import { AI_ANSWER_CHARS, RAW_ANSWER_CHARS } from '../core/limits.ts';
import { OPERATIONS } from '../domain/enrichment/operation.ts';
import type { Answer, OperationInput, OperationName } from '../domain/enrichment/operation.ts';
import type { Verdict } from '../domain/enrichment/waterfall.ts';
import { isFieldKey } from '../domain/lead/fields.ts';
import type { FieldKey } from '../domain/lead/fields.ts';
import { agrees, chosen } from './agree.ts';
import type { Reply } from './conditions.ts';
import { readPath } from './paths.ts';
import { takeFirst } from './picks.ts';
import type { Redact } from './redact.ts';
import type { Scope } from './template.ts';
import { normalValue } from './values.ts';

const VERDICTS: readonly string[] = ['valid', 'catch-all', 'invalid', 'unknown'] satisfies Verdict[];
const isVerdict = (text: string): text is Verdict => VERDICTS.includes(text);

/** The object at a path as JSON text; undefined when there is none, when it is too long, or when it repeats the key. */
function dataAt(path: string | undefined, reply: Reply, redact: Redact): string | undefined {
  const value = path === undefined ? undefined : readPath(reply.json, path)[0];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const text = JSON.stringify(value);
  return text.length <= AI_ANSWER_CHARS && redact(text) === text ? text : undefined;
}

function wantedIsThere(operation: OperationName, spec: AnswerSpec, fields: Answer['fields'], verdict: Verdict | undefined, data: string | undefined): boolean {
  const wanted: readonly FieldKey[] | 'any' | 'verdict' | 'data' = spec.wanted ?? OPERATIONS[operation].wanted;
  if (wanted === 'verdict') return verdict !== undefined;
  if (wanted === 'data') return data !== undefined;
  return wanted === 'any' ? Object.keys(fields).length > 0 : wanted.some((key) => fields[key] !== undefined);
}

/** The kept text of an answer: no key in it, bounded. */
export const rawOf = (reply: Reply, redact: Redact): string => redact(reply.text.slice(0, RAW_ANSWER_CHARS * 2)).slice(0, RAW_ANSWER_CHARS);

/** Reads an answer by its manifest; undefined when nothing that was wanted is in it. Values come out in the normal form of their field. */
export function readAnswer(operation: OperationName, spec: AnswerSpec, whole: Reply, scope: Scope, input: OperationInput, redact: Redact): Answer | undefined {
  const reply = chosen(spec.choose, whole, input);
  if (!reply || !agrees(spec.agree, reply, input)) return undefined;
  const fields: { [K in FieldKey]?: string } = {};
  for (const [key, pick] of Object.entries(spec.fields)) {
    const text = isFieldKey(key) && pick !== undefined ? takeFirst(pick, reply, scope) : undefined;
    const value = text === undefined || !isFieldKey(key) ? undefined : normalValue(key, text);
    // A partner that echoes the key back: the value is not one.
    if (value !== undefined && isFieldKey(key) && redact(text ?? '') === text && redact(value) === value) fields[key] = value;
  }
  const word = spec.verdict === undefined ? undefined : takeFirst(spec.verdict, reply, scope);
  const verdict = word === undefined ? undefined : isVerdict(word) ? word : 'unknown';
  const data = dataAt(spec.data, reply, redact);
  if (!wantedIsThere(operation, spec, fields, verdict, data)) return undefined;
  const score = Number(spec.confidence === undefined ? Number.NaN : (takeFirst(spec.confidence, reply, scope) ?? Number.NaN));
  return {
    fields,
    ...(Number.isFinite(score) ? { confidence: Math.round(Math.min(100, Math.max(0, score))) } : {}),
    ...(verdict ? { verdict } : {}),
    ...(data === undefined ? {} : { data }),
    raw: rawOf(reply, redact),
  };
}
