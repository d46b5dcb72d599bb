/** Reading a question back out of a request, and putting it into an answer that was written for another question. */

/** What the fixture asked with, and what is asked with now, in the same place of the request. */
export interface Swap {
  readonly from: string;
  readonly to: string;
}

const PLACEHOLDER = /\{[A-Za-z][\w.]*(?:\|[A-Za-z0-9]+(?::[^|{}]*)?)*\}/g;

/** A template as a pattern with one group for each placeholder. */
export function patternOf(template: string, each: string): RegExp {
  const parts = template.split(PLACEHOLDER).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join(each)}$`, 's');
}

/** Swaps from one template: what its placeholders were filled with there and here. Null when one of the texts is no filling of it. */
export function swapsOf(template: string, there: string, here: string, each = '(.+?)'): Swap[] | null {
  const pattern = patternOf(template, each);
  const [from, to] = [pattern.exec(there), pattern.exec(here)];
  if (!from || !to) return null;
  return from.slice(1).map((text, i) => ({ from: text, to: to[i + 1] ?? '' }));
}

/** Swaps from all texts of a JSON template that are there in both bodies. Null when a fixed part differs. */
export function swapsOfJson(template: unknown, there: unknown, here: unknown): Swap[] | null {
  if (typeof template !== 'object' || template === null) {
    if (typeof template !== 'string' || template.search(PLACEHOLDER) < 0) return there === undefined || String(here) === String(template) ? [] : null;
    if (there === undefined || here === undefined) return [];
    // A placeholder may stand for data that is no text, such as a schema.
    return typeof there === 'string' && typeof here === 'string' ? swapsOf(template, there, here) : typeof there === typeof here ? [] : null;
  }
  const swaps: Swap[] = [];
  for (const [key, inner] of Object.entries(template)) {
    const found = swapsOfJson(inner, member(there, key), member(here, key));
    if (!found) return null;
    swaps.push(...found);
  }
  return swaps;
}

const member = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined);

const WORD = 3;

/** The swaps themselves and what follows from them: the words of a name, the host of an address. Longest first. */
function widened(swaps: readonly Swap[]): Swap[] {
  const all = new Map<string, string>();
  for (const { from, to } of swaps) {
    if (from === '' || to === '' || all.has(from)) continue;
    all.set(from, to);
    const [there, here] = [from.split(/[\s@-]+/), to.split(/[\s@-]+/)];
    if (there.length > 1 && there.length === here.length) there.forEach((word, i) => word.length >= WORD && !all.has(word) && all.set(word, here[i] ?? word));
  }
  return [...all].map(([from, to]) => ({ from, to })).sort((a, b) => b.from.length - a.from.length);
}

/** A function that puts the question of now into every text of an answer; letter case follows the text. */
export function rewriter(swaps: readonly Swap[]): (value: unknown) => unknown {
  const all = widened(swaps);
  if (all.length === 0) return (value) => value;
  const byWord = new Map(all.map(({ from, to }) => [from.toLowerCase(), to]));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.map(({ from }) => from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  const text = (t: string): string =>
    t.replace(pattern, (found) => {
      const to = byWord.get(found.toLowerCase()) ?? found;
      if (found === found.toLowerCase()) return to.toLowerCase();
      return to === to.toLowerCase() ? to.charAt(0).toUpperCase() + to.slice(1) : to;
    });
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [text(key), walk(inner)]));
    return value;
  };
  return walk;
}

/** Two halves of one answer: what the first does not say, the second says. */
export function joined(first: unknown, second: unknown): unknown {
  if (first === null || first === undefined) return second;
  if (typeof first !== 'object' || typeof second !== 'object' || second === null || Array.isArray(first) !== Array.isArray(second)) return first;
  if (Array.isArray(first)) return first.length === 0 ? second : first.map((item, i) => joined(item, (second as unknown[])[i]));
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.fromEntries([...keys].map((key) => [key, joined((first as Record<string, unknown>)[key], (second as Record<string, unknown>)[key])]));
}

/** Replaces one scalar wherever it stands alone, such as the number of a job. */
export function withScalar(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') return value === from ? to : value;
  if (typeof value === 'number') return String(value) === from && /^\d{1,15}$/.test(to) ? Number(to) : value;
  if (Array.isArray(value)) return value.map((inner) => withScalar(inner, from, to));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withScalar(inner, from, to)]));
  return value;
}
