import type { Condition } from '../contracts/manifest.ts';
import { PROVIDER_MATCH_CHARS } from '../core/limits.ts';
import { readPath, scalarText } from './paths.ts';
import type { Json } from './paths.ts';

/** One answer, read and bounded. `json` is undefined when the body is none. */
export interface Reply {
  readonly status: number;
  header(name: string): string | null;
  readonly text: string;
  readonly json: Json;
  readonly html: boolean;
}

const patterns = new Map<string, RegExp>();

/** Patterns are matched without regard to case, on a bounded text, and may not nest repetitions (no runaway matching). */
export const matches = (pattern: string, text: string): boolean => compiled(pattern).test(text.slice(0, PROVIDER_MATCH_CHARS));

/** What the first group of a pattern matched in a line. */
export const capture = (pattern: string, line: string): string | undefined => compiled(pattern).exec(line.slice(0, PROVIDER_MATCH_CHARS))?.[1];

function compiled(pattern: string): RegExp {
  let regex = patterns.get(pattern);
  if (!regex) {
    regex = new RegExp(pattern, 'i');
    if (patterns.size < 5_000) patterns.set(pattern, regex);
  }
  return regex;
}

/** Why a pattern is refused, or null. Repeated groups, look-around, back-references and more open repetitions than allowed are. */
export function patternProblem(pattern: string, repetitions = 3): string | null {
  try {
    new RegExp(pattern, 'i');
  } catch {
    return 'is not a regular expression';
  }
  if (/\)[*+{]/.test(pattern) || /\(\?[<=!]/.test(pattern) || /\\[1-9k]/.test(pattern)) return 'uses repeated groups, look-around or back-references';
  return (pattern.match(/[*+]|\{\d+,/g)?.length ?? 0) > repetitions ? `has more than ${repetitions === 3 ? 'three' : 'two'} open repetitions` : null;
}

const statusIs = (status: number, wanted: number | string): boolean => (typeof wanted === 'number' ? status === wanted : String(Math.floor(status / 100)) === wanted[0]);
const listOf = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
const filled = (value: Json): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0) && !(typeof value === 'object' && Object.keys(value).length === 0);

/** The value a condition is about; undefined when it names none. */
function subject(condition: Condition, reply: Reply): readonly Json[] | undefined {
  if (condition.header !== undefined) {
    const value = reply.header(condition.header);
    return value === null ? [] : [value];
  }
  if (condition.path !== undefined) return readPath(reply.json, condition.path);
  return condition.text ? [reply.text] : undefined;
}

function valueHolds(condition: Condition, values: readonly Json[]): boolean {
  if (condition.exists !== undefined && values.some(filled) !== condition.exists) return false;
  if (condition.is !== undefined) {
    const wanted = listOf(condition.is);
    if (!values.some((v) => wanted.some((w) => (w === null ? v === null : scalarText(v) === String(w))))) return false;
  }
  const pattern = condition.matches;
  return pattern === undefined || values.some((v) => matches(pattern, scalarText(v) ?? ''));
}

/** Whether every part of a condition holds for an answer. */
export function holds(condition: Condition, reply: Reply): boolean {
  if (condition.status !== undefined && !listOf(condition.status).some((s) => statusIs(reply.status, s))) return false;
  const values = subject(condition, reply);
  if (values && !valueHolds(condition, values)) return false;
  if (condition.all && !condition.all.every((c) => holds(c, reply))) return false;
  if (condition.any && !condition.any.some((c) => holds(c, reply))) return false;
  return !(condition.not && holds(condition.not, reply));
}
