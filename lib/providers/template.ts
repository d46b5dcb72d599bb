import type { JsonTemplate } from '../contracts/manifest.ts';
import { parseJson } from './json.ts';
import { isTransform, transform } from './transforms.ts';

/** What a template may use: the question, values saved by earlier steps (`step.x`), `job.id`, `today`, key parts. */
export type Scope = { readonly [name: string]: string | undefined };

const PLACEHOLDER = /\{([A-Za-z][\w.]*)((?:\|[A-Za-z0-9]+(?::[^|{}]*)?)*)\}/g;

export interface Placeholder {
  readonly name: string;
  readonly transforms: readonly string[];
}

/** The placeholders of a template, for checks and for "what is sent". */
export function placeholders(template: string): readonly Placeholder[] {
  return [...template.matchAll(PLACEHOLDER)].map((m) => ({ name: m[1] ?? '', transforms: (m[2] ?? '').split('|').filter(Boolean) }));
}

/** Transform names of a template that do not exist. */
export const unknownTransforms = (template: string): readonly string[] => placeholders(template).flatMap((p) => p.transforms.filter((t) => !isTransform(t)));

/**
 * Fills a template. Undefined when something it needs is unknown: the entry is then left out.
 * @param encode applied to every filled value (path segments), not to the fixed text
 */
export function fill(template: string, scope: Scope, encode: (value: string) => string = (v) => v): string | undefined {
  let missing = false;
  const text = template.replace(PLACEHOLDER, (_, name: string, pipes: string) => {
    const raw = Object.hasOwn(scope, name) ? scope[name] : undefined;
    const value = raw === undefined ? undefined : transform(raw, (pipes ?? '').split('|').filter(Boolean));
    if (value === undefined || value === '') missing = true;
    return value === undefined ? '' : encode(value);
  });
  return missing ? undefined : text;
}

/** Stands in the JSON of a batch for the list of its rows. */
export const ROWS = '{rows}';

/** A whole entry that becomes data and not text: a schema or a number, such as `{maxTokens|json}`. */
const AS_DATA = /^\{[A-Za-z][^{}]*\|json\}$/;
export const isData = (template: string): boolean => AS_DATA.test(template);
export const withoutJson = (template: string): string => (isData(template) ? template.replace('|json}', '}') : template);

/** Fills a JSON template; entries that miss something are left out, and so are the objects and lists that become empty by it. */
export function fillJson(template: JsonTemplate, scope: Scope, rows?: readonly JsonTemplate[]): JsonTemplate | undefined {
  if (template === ROWS && rows) return [...rows];
  if (typeof template === 'string') {
    const text = fill(withoutJson(template), scope);
    return text === undefined || !isData(template) ? text : (parseJson(text) as JsonTemplate | undefined);
  }
  if (Array.isArray(template)) {
    const items = template.map((item) => fillJson(item, scope, rows)).filter((item) => item !== undefined);
    return items.length > 0 || template.length === 0 ? items : undefined;
  }
  if (typeof template === 'object' && template !== null) {
    const entries = Object.entries(template).map(([key, value]) => [key, fillJson(value, scope, rows)] as const).filter(([, value]) => value !== undefined);
    return entries.length > 0 || Object.keys(template).length === 0 ? (Object.fromEntries(entries) as JsonTemplate) : undefined;
  }
  return template;
}
