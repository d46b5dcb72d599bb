import type { OutRecord, TargetView } from '../contracts/destination.ts';
import { type Json } from './http.ts';

/**
 * A text as the type that a field has at the destination; a text that does not say such a value goes as it stands, and the destination
 * says what it thinks of it.
 */
export function typed(text: string, type: string | undefined): Json {
  if (type === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false|yes|no)$/i.test(text)) return /^(true|yes)$/i.test(text);
  return text;
}
export const typeOf = (target: TargetView, name: string): string | undefined => target.fields.find((field) => field.name === name)?.type;

/** The values of a record, each as the type of its field. */
export const typedValues = (record: OutRecord, target: TargetView): Record<string, Json> =>
  Object.fromEntries(Object.entries(record.values).map(([name, text]) => [name, typed(text, typeOf(target, name))]));

/** `name.firstName` becomes an object in an object. */
export function nested(values: Readonly<Record<string, Json>>): Record<string, Json> {
  const whole: Record<string, Json> = {};
  for (const [path, value] of Object.entries(values)) {
    const parts = path.split('.');
    const last = parts.pop() ?? path;
    let here = whole as Record<string, unknown>;
    for (const part of parts) here = (Object.hasOwn(here, part) ? here[part] : (here[part] = {})) as Record<string, unknown>;
    here[last] = value;
  }
  return whole;
}

/** Whether two texts are the same key to a destination: case and blanks around do not tell addresses apart. */
export const sameKey = (a: unknown, b: string): boolean => typeof a === 'string' && a.trim().toLowerCase() === b.trim().toLowerCase();
