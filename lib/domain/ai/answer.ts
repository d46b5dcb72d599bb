import { AI_VALUE_CHARS } from '../../core/limits.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { YES_NO, type Part } from './question.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const TYPES: Readonly<Record<Part['type'], 'string' | 'number'>> = { text: 'string', number: 'number', 'yes-no': 'string', choice: 'string' };
const optionsOf = (part: Part): readonly string[] | undefined => (part.type === 'yes-no' ? YES_NO : part.type === 'choice' ? (part.options ?? []) : undefined);

/** The JSON Schema that an answer must keep: exactly these names, each a value of its type or null for "the data does not say". */
export function schemaOf(parts: readonly Part[]): { readonly [key: string]: Json } {
  const property = (part: Part): Json => {
    const options = optionsOf(part);
    return { type: [TYPES[part.type], 'null'], description: `${part.name}. null when the data does not say.`, ...(options ? { enum: [...options, null] } : {}) };
  };
  return {
    type: 'object',
    properties: Object.fromEntries(parts.map((part) => [part.key, property(part)])),
    required: parts.map((part) => part.key),
    additionalProperties: false,
  };
}

/** Control characters, zero-width and direction overrides: invisible, and able to make text read as something else. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const visible = (text: string): string => text.replace(HIDDEN, ' ').replace(/\s+/g, ' ').trim();

/** A value in the form of its part; undefined when it is no such value. */
function valueOf(part: Part, value: unknown): string | undefined {
  if (part.type === 'number') return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e15 ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const options = optionsOf(part);
  if (options) return options.find((option) => option === value);
  const text = visible(value);
  return value.length <= AI_VALUE_CHARS && text !== '' ? text : undefined;
}

/**
 * Holds what a model said against the shape that was asked for. Nothing else gets through: no other name, no other type,
 * no longer text, no choice that was not offered, whatever the data it has read told it to say.
 * @param data the answer as JSON text
 * @returns values by part, without those that the data does not say; null when it says none of them
 */
export function readAnswer(parts: readonly Part[], data: string): Result<Readonly<Record<string, string>> | null, string> {
  let answer: unknown;
  try {
    answer = JSON.parse(data);
  } catch {
    return err('The answer is no data.');
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return err('The answer is not of the shape that was asked for.');
  const said = new Map<string, unknown>(Object.entries(answer));
  if ([...said.keys()].some((key) => !parts.some((part) => part.key === key))) return err('The answer holds more than was asked for.');
  const values: [string, string][] = [];
  for (const part of parts) {
    const value = said.get(part.key);
    if (value === null || value === undefined || value === '') continue;
    const text = valueOf(part, value);
    if (text === undefined) return err(`The answer to "${part.name}" is not of the shape that was asked for.`);
    values.push([part.key, text]);
  }
  return ok(values.length === 0 ? null : Object.fromEntries(values));
}
