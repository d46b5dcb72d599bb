import { PICKER_QUERIES } from '../../core/limits.ts';
import { selectAll, SHADOW_JOINT } from '../reader/shadow.ts';
import { partsOf, placeAmong, PLACE_COST, type Part } from './parts.ts';
import type { Scope } from './tree.ts';

/** Ancestors that are tried in front of a part, and ways to say each of them. */
const AROUND = 8;
const WAYS = 4;

/** Counts the questions to the page's selector engine: a page of a hundred thousand elements must stay quick. */
class Questions {
  #left = PICKER_QUERIES;

  /** What a selector gives; nothing once too much was asked. */
  ask(scope: Scope, css: string): ArrayLike<Element> {
    if (this.#left-- <= 0) return [];
    try {
      return scope.querySelectorAll(css);
    } catch {
      return [];
    }
  }
}

/**
 * A selector that only this element has on its page, made of what is likely to stay: the shortest that is unique, place
 * among siblings last. Through open shadow roots with joints. Always found for an element of a document.
 */
export function uniqueSelector(element: Element): string {
  const root = element.getRootNode();
  const inner = uniqueIn(root as Document | ShadowRoot, element, new Questions());
  const { host } = root as ShadowRoot;
  return root.nodeType === 11 && host ? `${uniqueSelector(host)}${SHADOW_JOINT}${inner}` : inner;
}

function uniqueIn(root: Document | ShadowRoot, element: Element, questions: Questions): string {
  if (element.localName === 'html' || element.localName === 'body') return element.localName;
  const isUnique = (css: string): boolean => {
    const found = questions.ask(root, css);
    return found.length === 1 && found[0] === element;
  };
  const own = partsOf(element);
  return own.find((part) => part.cost < PLACE_COST && isUnique(part.css))?.css ?? combined(element, own, isUnique) ?? byPlace(root, element, questions);
}

/** Two words of the element together, or one of an element around it in front; the least costly that is unique. */
function combined(element: Element, own: readonly Part[], isUnique: (css: string) => boolean): string | null {
  const tries: Part[] = [];
  const classes = own.filter((part) => /^[\w-]+\.[\w-]+$/.test(part.css)).slice(0, WAYS);
  for (const [i, one] of classes.entries()) for (const two of classes.slice(i + 1)) tries.push({ css: `${one.css}${two.css.slice(two.css.indexOf('.'))}`, cost: one.cost + two.cost / 2 });
  let distance = 1;
  for (let around = element.parentElement; around && distance <= AROUND && around.localName !== 'html'; around = around.parentElement, distance++) {
    for (const outer of partsOf(around).slice(0, WAYS)) {
      for (const inner of own.slice(0, WAYS)) tries.push({ css: `${outer.css}${distance === 1 ? ' > ' : ' '}${inner.css}`, cost: outer.cost + inner.cost + distance * 3 });
    }
  }
  return tries.sort((a, b) => a.cost - b.cost).find((part) => isUnique(part.css))?.css ?? null;
}

/** The way down from the nearest element around it that can be said; where siblings look alike, by place. */
function byPlace(root: Document | ShadowRoot, element: Element, questions: Questions): string {
  const steps: string[] = [];
  let at = element;
  for (;;) {
    steps.unshift(stepAmong(at));
    const parent = at.parentElement;
    if (!parent) return steps.join(' > ');
    const said = parent.localName === 'body' || parent.localName === 'html' ? parent.localName : partsOf(parent).find((part) => questions.ask(root, part.css).length === 1)?.css;
    if (said !== undefined) return [said, ...steps].join(' > ');
    at = parent;
  }
}

/** The best way to tell an element from its siblings. */
function stepAmong(element: Element): string {
  const siblings = Array.from(element.parentNode?.children ?? []).slice(0, 500);
  return partsOf(element).find((part) => siblings.every((sibling) => sibling === element || !matches(sibling, part.css)))?.css ?? placeAmong(element);
}

function matches(element: Element, css: string): boolean {
  try {
    return element.matches(css);
  } catch {
    return false;
  }
}

/**
 * A selector that finds this element first inside its record, and something in most of the other records as well.
 * `:scope` is the record itself. Null when the element is not in the record.
 * @param others further records of the list; the first few are looked at
 */
export function relativeSelector(record: Element, element: Element, others: readonly Element[]): string | null {
  if (element === record) return ':scope';
  const root = element.getRootNode();
  if (root !== record.getRootNode()) {
    const { host } = root as ShadowRoot;
    if (root.nodeType !== 11 || !host) return null;
    const outer = relativeSelector(record, host, others);
    return outer === null ? null : `${outer}${SHADOW_JOINT}${relativeWithin(root as ShadowRoot, element, others.flatMap((other) => selectAll(other, outer, 1)[0]?.shadowRoot ?? []))}`;
  }
  return record.contains(element) ? relativeWithin(record, element, others) : null;
}

interface Tried extends Part {
  readonly hits: number;
}

function relativeWithin(scope: Element | ShadowRoot, element: Element, others: readonly (Element | ShadowRoot)[]): string {
  const questions = new Questions();
  const sample = others.filter((other) => other !== scope).slice(0, 12);
  const tries = relativeTries(scope, element);
  let best: Tried | null = null;
  for (const { css, cost } of tries) {
    if (best && cost > best.cost + 120) break;
    const found = questions.ask(scope, css);
    if (found[0] !== element) continue;
    const hits = sample.filter((other) => questions.ask(other, css).length > 0).length;
    // Found again further on in the same record: it is right today by its order alone.
    const tried = { css, cost: cost + (found.length > 1 ? 45 : 0) + (sample.length - hits) * 12, hits };
    if (!best || tried.cost < best.cost) best = tried;
  }
  return best?.css ?? pathDown(scope, element);
}

function relativeTries(scope: Element | ShadowRoot, element: Element): Part[] {
  const own = partsOf(element).filter((part) => !part.css.startsWith('#'));
  const tries: Part[] = [...own, { css: placeAmong(element), cost: 120 }];
  let distance = 1;
  for (let around = element.parentElement; around && around !== scope && distance <= 4; around = around.parentElement, distance++) {
    const outer = [...partsOf(around).filter((part) => !part.css.startsWith('#')).slice(0, 2), { css: placeAmong(around), cost: 120 }];
    const inner = [...own.slice(0, 2), { css: tagOnly(own), cost: 60 }, { css: placeAmong(element), cost: 120 }];
    for (const a of outer) for (const b of inner) tries.push({ css: `${a.css}${distance === 1 ? ' > ' : ' '}${b.css}`, cost: a.cost + b.cost + distance * 5 });
  }
  return tries.sort((a, b) => a.cost - b.cost);
}

const tagOnly = (parts: readonly Part[]): string => parts.find((part) => /^[\w-]+$/.test(part.css))?.css ?? '*';

/** Every step by its place: long, and always right in this record. */
function pathDown(scope: Element | ShadowRoot, element: Element): string {
  const steps: string[] = [];
  for (let at: Element | null = element; at && at !== scope; at = at.parentElement) steps.unshift(placeAmong(at));
  return scope.nodeType === 1 ? `:scope > ${steps.join(' > ')}` : steps.join(' > ');
}
