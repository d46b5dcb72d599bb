import { PROVIDER_PATH_VALUES } from '../core/limits.ts';
import { parseEmbedded } from './json.ts';

/** Parsed JSON: whatever the provider sent. */
export type Json = unknown;

export type Segment =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'parse' }
  | { readonly kind: 'input'; readonly input: string }
  | { readonly kind: 'filter'; readonly path: readonly Segment[]; readonly equal: boolean; readonly value: string | null; readonly input?: string };

/**
 * Parses a path such as `data.emails[?type=="work"][0].address`, `["key with spaces"]`, `companies[{domain}].name`,
 * `bindings[*].site.value` or `` (the root). `[-1]` is the last one, `[json]` the data that is
 * written as text, `[?domain=={domain}]` the one that was asked for. Returns null when it is not one.
 * A bare key goes through an array to its elements, so `emails.address` is the address of each.
 */
export function parsePath(path: string): readonly Segment[] | null {
  const segments: Segment[] = [];
  let rest = path.startsWith('$') ? path.slice(1).replace(/^\./, '') : path;
  let first = true;
  while (rest !== '') {
    const bracket = /^\[(-?\d{1,4}|\*|json|"[^"\]]*"|\{[A-Za-z]+\}|\?[^\]]+)\]/.exec(rest);
    const key = bracket ? null : (first ? /^([^.[\]]+)/ : /^\.([^.[\]]+)/).exec(rest);
    const found = bracket ?? key;
    if (!found) return null;
    const segment = bracket ? bracketSegment(bracket[1] ?? '') : keySegment(key?.[1] ?? '');
    if (!segment) return null;
    segments.push(segment);
    rest = rest.slice(found[0].length);
    first = false;
  }
  return segments;
}

const keySegment = (key: string): Segment => (key === '*' ? { kind: 'all' } : { kind: 'key', key });

function bracketSegment(inner: string): Segment | null {
  if (inner === '*') return { kind: 'all' };
  if (inner === 'json') return { kind: 'parse' };
  if (/^-?\d+$/.test(inner)) return { kind: 'index', index: Number(inner) };
  if (inner.startsWith('"')) return { kind: 'key', key: inner.slice(1, -1) };
  if (inner.startsWith('{')) return { kind: 'input', input: inner.slice(1, -1) };
  const filter = /^\?([^=!]+?)\s*(?:(==|!=)\s*(?:"([^"]*)"|\{([A-Za-z]+)\}|([\w.-]+)))?$/.exec(inner);
  if (!filter) return null;
  const inside = parsePath((filter[1] ?? '').trim());
  if (!inside) return null;
  return { kind: 'filter', path: inside, equal: filter[2] !== '!=', value: filter[2] ? (filter[3] ?? filter[5] ?? '') : null, ...(filter[4] === undefined ? {} : { input: filter[4] }) };
}

const own = (value: Json, key: string): Json => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as { readonly [k: string]: Json })[key] : undefined);

function passes(value: Json, filter: Extract<Segment, { kind: 'filter' }>, inputs: Inputs): boolean {
  const found = walk([value], filter.path, inputs)[0];
  if (filter.value === null) return found !== undefined && found !== null && found !== false && found !== '';
  const wanted = filter.input === undefined ? filter.value : Object.hasOwn(inputs, filter.input) ? inputs[filter.input] : undefined;
  const text = scalarText(found);
  const same = text !== undefined && (filter.input === undefined ? text === wanted : text.toLowerCase() === wanted?.toLowerCase());
  return same === filter.equal;
}

type Inputs = { readonly [key: string]: string | undefined };

function step(value: Json, segment: Segment, inputs: Inputs, most: number): readonly Json[] {
  switch (segment.kind) {
    case 'key':
      return Array.isArray(value) ? value.slice(0, most).map((v: Json) => own(v, segment.key)) : [own(value, segment.key)];
    case 'input': {
      const key = Object.hasOwn(inputs, segment.input) ? inputs[segment.input] : undefined;
      return key === undefined ? [] : [own(value, key)];
    }
    case 'index':
      return Array.isArray(value) ? [value.at(segment.index) as Json] : [];
    case 'parse':
      return typeof value === 'string' ? [parseEmbedded(value)] : [];
    case 'all':
      return typeof value === 'object' && value !== null ? (Array.isArray(value) ? value : Object.values(value)).slice(0, most) : [];
    case 'filter':
      return (Array.isArray(value) ? value.slice(0, most) : [value]).filter((v: Json) => passes(v, segment, inputs));
  }
}

function walk(start: readonly Json[], segments: readonly Segment[], inputs: Inputs, most: number = PROVIDER_PATH_VALUES): readonly Json[] {
  let values = start;
  let filtered = false;
  for (const segment of segments) {
    // After a filter an index means "the n-th that passed", not an element of each.
    if (filtered && segment.kind === 'index') values = [values.at(segment.index)].filter((v) => v !== undefined);
    else values = values.flatMap((v) => step(v, segment, inputs, most)).filter((v) => v !== undefined).slice(0, most);
    filtered = segment.kind === 'filter';
  }
  return values;
}

const parsed = new Map<string, readonly Segment[]>();

/** Values at a path, in order; own properties only, at most PROVIDER_PATH_VALUES unless told otherwise. Never throws on any JSON. */
export function readPath(json: Json, path: string, inputs: Inputs = {}, most: number = PROVIDER_PATH_VALUES): readonly Json[] {
  let segments = parsed.get(path);
  if (!segments) {
    segments = parsePath(path) ?? [{ kind: 'filter', path: [], equal: true, value: '\u0000' }];
    if (parsed.size < 5_000) parsed.set(path, segments);
  }
  return json === undefined ? [] : walk([json], segments, inputs, most);
}

/** Text, finite numbers and booleans as text; anything else is no scalar. */
export function scalarText(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'boolean' ? String(value) : undefined;
}
