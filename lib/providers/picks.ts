import type { Pick } from '../contracts/manifest.ts';
import { PROVIDER_COUNTED, PROVIDER_FIELD_CHARS, PROVIDER_TEXT_CHARS, PROVIDER_TEXT_LINES } from '../core/limits.ts';
import { capture, holds, matches } from './conditions.ts';
import type { Reply } from './conditions.ts';
import { readPath, scalarText } from './paths.ts';
import { fill } from './template.ts';
import type { Scope } from './template.ts';
import { transform } from './transforms.ts';

type Spec = Exclude<Pick, string>;

/** Own property whatever the key is called; never one of a prototype. */
const own = (map: { readonly [key: string]: string }, key: string): string | undefined => (Object.hasOwn(map, key) ? map[key] : undefined);

function mapped(spec: Spec, text: string): string | undefined {
  if (spec.map) {
    const wanted = text.trim().toLowerCase();
    const found = own(spec.map, text) ?? Object.entries(spec.map).find(([key]) => key.toLowerCase() === wanted)?.[1];
    return found ?? spec.otherwise;
  }
  if (spec.cases) return spec.cases.find((c) => matches(c.matches, text))?.gives ?? spec.otherwise ?? text;
  return text;
}

function refine(spec: Spec, text: string): string | undefined {
  if (text.trim() === '' || (spec.unless !== undefined && matches(spec.unless, text))) return undefined;
  const shaped = spec.as ? transform(text, spec.as) : text;
  const value = shaped === undefined ? undefined : mapped(spec, shaped);
  if (value === undefined) return undefined;
  const scaled = spec.times === undefined ? value : String(Number(value) * spec.times);
  return spec.wrap === undefined ? scaled : spec.wrap.replace('{value}', () => scaled);
}

/** The group of the first line that the pattern matches; lines and their length are bounded, so that no body is too long. */
function lineGroup(pattern: string, text: string): string | undefined {
  for (const line of text.slice(0, PROVIDER_TEXT_CHARS).split('\n', PROVIDER_TEXT_LINES)) {
    const found = capture(pattern, line);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A pick that takes one text from somewhere else than a path; undefined when it is one of paths. */
function single(spec: Spec, reply: Reply, scope: Scope): { readonly text: string | undefined } | undefined {
  if (spec.count) return { text: counted(spec, reply, scope) };
  if (spec.template !== undefined) return { text: fill(spec.template, scope) };
  if (spec.header !== undefined) return { text: reply.header(spec.header)?.slice(0, PROVIDER_FIELD_CHARS) };
  return spec.text === undefined ? undefined : { text: lineGroup(spec.text, reply.text) };
}

const leadingNumber = (text: string): number => Number(/^\s*(-?\d{1,9})/.exec(text)?.[1] ?? Number.MAX_SAFE_INTEGER);

function valuesAt(spec: Spec, path: string, reply: Reply, scope: Scope): readonly string[] {
  const texts = readPath(reply.json, path, scope).flatMap((v) => (Array.isArray(v) ? v : [v])).map(scalarText).filter((t) => t !== undefined).map((t) => t.slice(0, PROVIDER_FIELD_CHARS));
  if (spec.sort === 'number') texts.sort((a, b) => leadingNumber(a) - leadingNumber(b));
  return texts.map((t) => refine(spec, t)).filter((t) => t !== undefined);
}

/** How many there are at the first path that is there: the elements of a list, or the values. */
function counted(spec: Spec, reply: Reply, scope: Scope): string | undefined {
  for (const path of [spec.path ?? ''].flat()) {
    const found = readPath(reply.json, path, scope, PROVIDER_COUNTED);
    if (found.length === 1 && Array.isArray(found[0])) return String(Math.min(found[0].length, PROVIDER_COUNTED));
    if (found.length > 0) return String(found.length);
  }
  return undefined;
}

/** The value a pick takes from an answer, as text; undefined when there is none. */
export function take(pick: Pick, reply: Reply, scope: Scope): string | undefined {
  const spec: Spec = typeof pick === 'string' ? { path: pick } : pick;
  if (spec.when && !holds(spec.when, reply)) return undefined;
  if (spec.value !== undefined) return spec.value === null ? undefined : String(spec.value);
  const one = single(spec, reply, scope);
  if (one) return one.text === undefined ? undefined : refine(spec, one.text);
  if (spec.parts) {
    const texts = spec.parts.map((p) => valuesAt({ ...spec, parts: undefined }, p, reply, scope)[0]).filter((t) => t !== undefined);
    return texts.length > 0 ? texts.join(spec.by ?? ', ') : undefined;
  }
  for (const path of Array.isArray(spec.path) ? spec.path : [spec.path ?? '']) {
    const values = valuesAt(spec, path, reply, scope);
    if (values.length > 0) return spec.by === undefined ? values[0] : [...new Set(values)].slice(0, spec.most).join(spec.by);
  }
  return undefined;
}

/** The first of several picks that has a value. */
export function takeFirst(picks: Pick | readonly Pick[], reply: Reply, scope: Scope): string | undefined {
  for (const pick of [picks].flat()) {
    const value = take(pick, reply, scope);
    if (value !== undefined) return value;
  }
  return undefined;
}
