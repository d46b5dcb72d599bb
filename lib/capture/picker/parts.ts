import { isStableId, isStableValue, isStableWord, isUtilityWord } from './words.ts';

/** One way to say what an element is, and how likely it is to stay: lower is better. */
export interface Part {
  readonly css: string;
  readonly cost: number;
}

/** Attributes that pages keep for tests, scripts and machines: they outlive the looks. */
const NAMING = ['data-testid', 'data-test-id', 'data-test', 'data-qa', 'data-cy', 'data-hook', 'data-automation-id', 'data-component', 'data-field', 'data-name', 'data-role', 'itemprop', 'property'] as const;
const TELLING = ['itemtype', 'role', 'name', 'rel', 'aria-label', 'scope', 'headers'] as const;
const TAG_COST = 60;
export const PLACE_COST = 200;

/**
 * Ways to say what an element is, best first: id, names for tests and machines, words of the page's author, then its
 * tag and words of its looks. Its place among its siblings is not among them.
 */
export function partsOf(element: Element): Part[] {
  const tag = tagOf(element);
  const parts: Part[] = [{ css: tag, cost: TAG_COST }];
  const add = (css: string, cost: number): void => void parts.push({ css, cost });
  if (typeof element.id === 'string' && isStableId(element.id)) add(`#${element.id}`, 0);
  for (const name of NAMING) {
    const value = element.getAttribute(name);
    if (value !== null && isStableValue(value)) add(`[${name}=${quoted(value)}]`, name.startsWith('data-') ? 10 : 14);
  }
  for (const name of TELLING) {
    const value = element.getAttribute(name);
    if (value !== null && (isStableValue(value) || (name === 'itemtype' && /^https?:\/\/[\w.]+\/\w+$/.test(value)))) add(`${tag}[${name}=${quoted(value)}]`, name === 'aria-label' ? 50 : 34);
  }
  for (const word of wordsOf(element)) {
    add(`${tag}.${word}`, isUtilityWord(word) ? 90 : 22);
    if (!isUtilityWord(word)) add(`.${word}`, 20);
  }
  const scheme = /^(mailto|tel):/i.exec(element.getAttribute('href') ?? '')?.[1]?.toLowerCase();
  if (scheme) add(`${tag}[href^="${scheme}:"]`, 30);
  for (const { name, value } of Array.from(element.attributes).slice(0, 30)) {
    if (!name.startsWith('data-') || !/^data-[a-z]+(?:-[a-z]+)*$/.test(name) || name.startsWith('data-v-') || (NAMING as readonly string[]).includes(name)) continue;
    if (isStableValue(value)) add(`${tag}[${name}=${quoted(value)}]`, 40);
    add(`${tag}[${name}]`, 46);
  }
  return parts.sort((a, b) => a.cost - b.cost);
}

/** Words of the class attribute that name a thing, those of its looks last. */
export function wordsOf(element: Element): string[] {
  const words = [...new Set((element.getAttribute('class') ?? '').split(/\s+/).filter(isStableWord))];
  return [...words.filter((word) => !isUtilityWord(word)), ...words.filter(isUtilityWord)].slice(0, 12);
}

/** `li:nth-of-type(3)`. */
export function placeAmong(element: Element): string {
  let index = 1;
  for (let at = element.previousElementSibling; at; at = at.previousElementSibling) if (at.localName === element.localName && at.namespaceURI === element.namespaceURI) index++;
  return `${tagOf(element)}:nth-of-type(${index})`;
}

/** The tag as a selector; names with odd characters are escaped by their code points. */
export const tagOf = (element: Element): string => (/^[a-z][a-z0-9-]*$/i.test(element.localName) ? element.localName : element.localName.replace(/[^a-z0-9-]/gi, (c) => `\\${c.codePointAt(0)?.toString(16)} `));

const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;

/** Ways that say what both elements are, best first; their common tag is the last that always holds. */
export function sharedParts(a: Element, b: Element): Part[] {
  const other = new Set(partsOf(b).map((part) => part.css));
  return partsOf(a).filter((part) => other.has(part.css) && !part.css.startsWith('#'));
}
