import { RECIPE_TRANSFORMS } from '../../core/limits.ts';
import type { RecipeSource, Transform } from '../../contracts/recipe.ts';
import { isForeignSelector } from './words.ts';
import { filterSteps } from './clipper-filters.ts';

type Bare = RecipeSource extends infer S ? (S extends RecipeSource ? Omit<S, 'transforms'> : never) : never;

const element = (selector: string, read = 'text'): Bare => ({ from: 'element', selector, read });
const meta = (name: string): Bare => ({ from: 'meta', name });
/** What the clipper fills in by itself, as places of the page. */
const PRESETS: Readonly<Record<string, readonly Bare[]>> = {
  title: [meta('og:title'), element('h1'), element('title')],
  author: [meta('author'), { from: 'jsonld', path: '$.author.name' }, element('[rel="author"]')],
  description: [meta('description'), meta('og:description')],
  image: [meta('og:image')],
  site: [meta('og:site_name')],
  published: [meta('article:published_time'), { from: 'jsonld', path: '$.datePublished' }],
  url: [element('link[rel="canonical"]', 'href'), meta('og:url')],
  favicon: [element('link[rel~="icon"]', 'href')],
};

/** The places that a property's value stands for. One variable, with plain text before and behind it. */
export function sourcesOf(name: string, value: string, warnings: string[]): RecipeSource[] {
  const [, before = '', inner, behind = ''] = /^([^{]*)\{\{([\s\S]+?)\}\}([\s\S]*)$/.exec(value.trim()) ?? [];
  if (inner === undefined) {
    if (/\{%/.test(value)) warnings.push(`“${name}”: conditions and loops were left out.`);
    return []; // a fixed text is no value of a page
  }
  if (behind.includes('{{')) warnings.push(`“${name}”: of several variables the first was taken.`);
  const [variable = '', ...filters] = splitOutside(inner, '|').map((part) => part.trim());
  const bare = variableSources(name, variable, warnings);
  const text = behind.split('{{')[0]?.trim() ?? '';
  const steps: Transform[] = filterSteps(name, filters, warnings);
  if (before.trim() !== '') steps.push({ do: 'prefix', text: before.trim().slice(0, 200) });
  if (text !== '' && !behind.includes('{{')) steps.push({ do: 'suffix', text: text.slice(0, 200) });
  if (steps.length > RECIPE_TRANSFORMS) warnings.push(`“${name}”: only its first ${RECIPE_TRANSFORMS} steps were taken over.`);
  return bare.map((source) => ({ ...source, ...(steps.length > 0 ? { transforms: steps.slice(0, RECIPE_TRANSFORMS) } : {}) }));
}

function variableSources(name: string, variable: string, warnings: string[]): readonly Bare[] {
  const [, kind = '', rest = ''] = /^(selector|selectorHtml|meta|schema):([\s\S]+)$/.exec(variable) ?? [];
  if (kind === 'meta') {
    const key = /^(?:name|property):(.+)$/.exec(rest)?.[1] ?? rest;
    return key.length <= 100 ? [meta(key)] : [];
  }
  if (kind === 'schema') return schemaSource(name, rest, warnings);
  if (kind !== '') {
    if (kind === 'selectorHtml') warnings.push(`“${name}”: its text is taken, without the markup.`);
    const [, selector = '', attribute] = /^([\s\S]+?)(?:\?([a-z][a-z0-9-]{0,60}))?$/.exec(unescaped(rest)) ?? [];
    if (selector.length > 500 || isForeignSelector(selector)) {
      warnings.push(`“${name}”: its selector cannot be used and was left out.`);
      return [];
    }
    return [element(selector, attribute ?? 'text')];
  }
  const preset = PRESETS[variable];
  if (!preset) warnings.push(`“${name}”: {{${variable.slice(0, 40)}}} has no place on a page and was left out.`);
  return preset ?? [];
}

/** `@Person:name`, `@Person:address.addressLocality`, `author[0].name`, `actor[*].name`; the short form leaves the type out. */
function schemaSource(name: string, rest: string, warnings: string[]): readonly Bare[] {
  const [, type, key = ''] = /^(?:@([A-Za-z]{1,60}):)?(.+)$/.exec(rest.trim()) ?? [];
  const path = `$.${key.replace(/^\./, '')}`;
  if (!/^\$(\.[A-Za-z0-9_@-]+|\[\d{1,3}\]|\[\*\])*$/.test(path) || path.length > 200) {
    warnings.push(`“${name}”: the path ${rest.slice(0, 60)} cannot be followed and was left out.`);
    return [];
  }
  return [{ from: 'jsonld', ...(type === undefined ? {} : { type }), path }];
}

const unescaped = (selector: string): string => selector.trim().replace(/\\(["'\\])/g, '$1');

/** Splits at a sign that stands outside quotes and brackets. */
export function splitOutside(text: string, sign: string): string[] {
  const parts = [''];
  let quote = '';
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\\') {
      parts[parts.length - 1] += char + (text[++i] ?? '');
      continue;
    }
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '(' || char === '[') depth++;
    else if (char === ')' || char === ']') depth--;
    if (char === sign && quote === '' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}
