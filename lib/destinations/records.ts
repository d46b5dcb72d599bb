import type { OutRecord, TargetField, TargetView } from '../contracts/destination.ts';
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
export const fieldOf = (target: TargetView, name: string): TargetField | undefined => target.fields.find((field) => field.name === name);
export const typeOf = (target: TargetView, name: string): string | undefined => fieldOf(target, name)?.type;

/** What a field that has words for its values calls this one, by its label or its value; the text itself where it has no such word. */
export const optionOf = (text: string, field: Pick<TargetField, 'options'> | undefined): string => (field?.options?.find(({ value, label }) => sameKey(label, text) || sameKey(value, text))?.value ?? text);
/** The values of a field that takes several: parts at semicolons, bars and line breaks, at commas where there are none of these. */
export function valuesOf(text: string, field: Pick<TargetField, 'options'> | undefined): string[] {
  const whole = optionOf(text, field);
  if (whole !== text) return [whole];
  const parts = text.split(/[;|\n]/.test(text) ? /[;|\n]/ : ',').map((part) => optionOf(part.trim(), field));
  return [...new Set(parts.filter((part) => part !== ''))];
}
export const asList = (values: readonly string[]): Json => values;
/** Several values in one text, as HubSpot and Salesforce write them. */
export const asText = (values: readonly string[]): Json => values.join(';');

/** The values of a record, each as the type of its field. @param several how a field is written that takes several values */
export const typedValues = (record: OutRecord, target: TargetView, several: (values: readonly string[]) => Json = asList): Record<string, Json> =>
  Object.fromEntries(Object.entries(record.values).map(([name, text]) => {
    const field = fieldOf(target, name);
    return [name, field?.many ? several(valuesOf(text, field)) : typed(optionOf(text, field), field?.type)];
  }));

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
