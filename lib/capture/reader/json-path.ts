/** Paths of recipes into JSON that a page embeds. Follows own properties only; every step is bounded. */
import { CAPTURE_JSON_DEPTH, CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import { clean } from './text.ts';

/** Things of one level that are looked at. */
const WIDTH = 200;
/** Values that a path is followed through: one of very many may be the only one that has the rest of it. */
const THROUGH = 2_000;

/**
 * The values at `$.a.b[0]`; `[*]` is every item of an array or every value of an object. A name asked of an array is
 * asked of its first item that has it: structured data gives one thing or several as it likes.
 */
export function valuesAt(node: unknown, path: string, max: number): unknown[] {
  let at: unknown[] = [node];
  const most = Math.max(max, THROUGH);
  for (const [, name, index] of path.matchAll(/\.([A-Za-z0-9_@-]+)|\[(\d{1,3}|\*)\]/g)) {
    const next: unknown[] = [];
    for (const value of at) {
      if (next.length >= most) break;
      if (typeof value !== 'object' || value === null) continue;
      if (index === '*') next.push(...itemsOf(value, most - next.length));
      else next.push(...ownValue(value, name ?? index ?? ''));
    }
    at = next;
  }
  return at.slice(0, max);
}

function itemsOf(value: object, max: number): unknown[] {
  if (Array.isArray(value)) return value.slice(0, max);
  return Object.keys(value).slice(0, max).map((key) => (value as Record<string, unknown>)[key]);
}

function ownValue(value: object, key: string): unknown[] {
  if (Object.hasOwn(value, key) && !(Array.isArray(value) && key === 'length')) return [(value as Record<string, unknown>)[key]];
  const item: unknown = Array.isArray(value) && !/^\d+$/.test(key) ? value.slice(0, WIDTH).find((entry) => typeof entry === 'object' && entry !== null && Object.hasOwn(entry, key)) : undefined;
  return item === undefined ? [] : [(item as Record<string, unknown>)[key]];
}

/** What a JSON value says as one line of text; several plain values are joined by commas. Empty when it says nothing. */
export function jsonText(value: unknown, max = CAPTURE_VALUE_CHARS): string {
  if (typeof value === 'string') return clean(value, max);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return clean(value.slice(0, WIDTH).map((item) => (Array.isArray(item) ? '' : jsonText(item, max))).filter((text) => text !== '').join(', '), max);
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, '@value')) {
    const inner = (value as Record<string, unknown>)['@value'];
    return typeof inner === 'object' ? '' : jsonText(inner, max);
  }
  return '';
}

/** Things in a block, outermost first; only those of the type when one is asked for. */
export function* nodesOf(value: unknown, type: string | undefined, depth = 0): Generator<unknown> {
  if (depth > CAPTURE_JSON_DEPTH || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    // A list page may well have more things than a page about one.
    for (const item of value.slice(0, WIDTH * 10)) yield* nodesOf(item, type, depth + 1);
    return;
  }
  const own = (value as Record<string, unknown>)['@type'];
  if (type === undefined || own === type || (Array.isArray(own) && own.includes(type))) yield value;
  for (const key of Object.keys(value).slice(0, WIDTH)) yield* nodesOf((value as Record<string, unknown>)[key], type, depth + 1);
}
