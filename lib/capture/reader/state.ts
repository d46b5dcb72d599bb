/** State that a page embeds for its own scripts. It is parsed as JSON, never run. */
import { RECIPE_STATE_CHARS } from '../../core/limits.ts';
import { canonicalUrl } from '../urls.ts';

/** Script elements that are looked into for one variable, and places of its name in each. */
const SCRIPTS = 80;
const PLACES = 20;

/** The JSON of the first element that has some; undefined when none does. @param variable the JSON follows `variable =` */
export function stateOf(elements: readonly Element[], variable: string | undefined): unknown {
  for (const element of elements.slice(0, SCRIPTS)) {
    const text = textIn(element);
    if (text === '' || text.length > RECIPE_STATE_CHARS) continue;
    const value = variable === undefined ? parse(text.trim().replace(/^<!--|-->$/g, '').replace(/;\s*$/, '')) : assigned(text, variable);
    if (value !== undefined) return value;
  }
  return undefined;
}

/**
 * True when a script of the page has moved it to another address since it was loaded: what was embedded then is about
 * another page. False when the browser does not say.
 */
export function hasMovedOn(doc: Document): boolean {
  const timing: Partial<Performance> | undefined = doc.defaultView?.performance;
  const loaded = canonicalUrl(timing?.getEntriesByType?.('navigation')[0]?.name ?? '');
  return loaded !== null && withoutSlash(loaded) !== withoutSlash(canonicalUrl(doc.URL) ?? loaded);
}

const withoutSlash = (url: string): string => url.replace(/\/(?=[?#]|$)/, '');

/** Some sites keep the JSON in a comment inside the element. */
function textIn(element: Element): string {
  const text = element.textContent ?? '';
  if (text.trim() !== '') return text;
  for (let node = element.firstChild; node; node = node.nextSibling) if (node.nodeType === 8) return (node as Comment).data;
  return '';
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[\w$]/.test(char);

function assigned(text: string, variable: string): unknown {
  let at = text.indexOf(variable);
  for (let i = 0; at >= 0 && i < PLACES; i++) {
    if (!isWord(text[at - 1])) {
      // window["NAME"] = … ends the name with a quote and a bracket.
      const sign = /^["']?\]?\s*=\s*(?!=)/.exec(text.slice(at + variable.length, at + variable.length + 40));
      const value = sign ? literalAt(text, at + variable.length + sign[0].length) : undefined;
      if (value !== undefined) return value;
    }
    at = text.indexOf(variable, at + variable.length);
  }
  return undefined;
}

/** The object, array or `JSON.parse("…")` that begins here. */
function literalAt(text: string, start: number): unknown {
  const call = /^JSON\.parse\(\s*/.exec(text.slice(start, start + 40));
  const from = start + (call?.[0].length ?? 0);
  const first = text[from];
  if (call && (first === '"' || first === "'")) {
    const end = stringEnd(text, from);
    const inner = end < 0 ? undefined : parse(asJsonString(text.slice(from, end + 1)));
    return typeof inner === 'string' ? parse(inner) : undefined;
  }
  if (first !== '{' && first !== '[') return undefined;
  const end = balancedEnd(text, from);
  return end < 0 ? undefined : parse(text.slice(from, end + 1));
}

/** Index of the bracket that closes the one at `start`; brackets in strings do not count. -1 when it never closes. */
function balancedEnd(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (char === '"') {
      i = stringEnd(text, i);
      if (i < 0) return -1;
    } else if (char === '{' || char === '[') depth++;
    else if ((char === '}' || char === ']') && --depth === 0) return i;
  }
  return -1;
}

function stringEnd(text: string, start: number): number {
  const quote = text[start];
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}

/** A JavaScript string literal in the words of JSON: other quotes, and `\x22` for `\u0022`. */
function asJsonString(literal: string): string {
  const body = literal.slice(1, -1).replace(/\\x([0-9a-f]{2})|\\(['`])|\\([\s\S])|(")/gi, (whole, hex?: string, quote?: string, _other?: string, bare?: string) =>
    hex !== undefined ? `\\u00${hex}` : (quote ?? (bare === undefined ? whole : '\\"')));
  return `"${body}"`;
}

function parse(text: string): unknown {
  // Scripts may hold `undefined` where JSON has null.
  for (const repair of [(t: string) => t, (t: string) => t.replace(/([:,[]\s*)undefined(?=\s*[,}\]])/g, '$1null')]) {
    try {
      return JSON.parse(repair(text)) as unknown;
    } catch {
      // the next repair, or undefined
    }
  }
  return undefined;
}
