/** Selectors for the places of a list: its container, its records, the pieces inside a record. */
import type { Evidence } from '../evidence.ts';
import type { Pace } from '../pace.ts';
import { classWords } from './keys.ts';

const SIMPLE_CLASS = /^[A-Za-z_][\w-]*$/;

/** Tag and the class words that do not change from record to record. */
function stepOf(element: Element): string {
  const present = new Set(typeof element.className === 'string' ? element.className.split(/\s+/) : []);
  const words = classWords([...present].join(' ')).filter((word) => present.has(word) && SIMPLE_CLASS.test(word));
  return [element.localName, ...words.slice(0, 2)].join('.');
}

/** The nearest element that holds all of these. */
export function containerOf(elements: readonly Element[]): Element | null {
  let around: Element | null = elements[0]?.parentElement ?? (elements[0]?.getRootNode() as Partial<ShadowRoot> | undefined)?.host ?? null;
  const last = elements.at(-1);
  while (around && last && !contains(around, last)) around = around.parentElement ?? (around.getRootNode() as Partial<ShadowRoot>).host ?? null;
  return around;
}

const contains = (outer: Element, inner: Element): boolean => outer.contains(inner) || (outer.shadowRoot?.contains(inner) ?? false);

/** Matches each record inside the container: the shortest path of tags and class words that gives just them, or one that gives them among others. */
export async function recordSelector(container: Element, heads: readonly Element[], pace: Pace): Promise<string> {
  const head = heads[0];
  if (!head) return '';
  const scope: ParentNode = container.shadowRoot?.contains(head) === true ? container.shadowRoot : container;
  const steps: string[] = [];
  let widest = stepOf(head);
  for (let at: Element | null = head; at && at !== container && steps.length < 8; at = at.parentElement) {
    steps.unshift(stepOf(at));
    const selector = `${at.parentElement === container ? ':scope>' : ''}${steps.join('>')}`;
    if (pace.isDue()) await pace.rest();
    const found = count(scope, selector);
    if (found === heads.length) return selector.slice(0, 1_000);
    if (found > heads.length) widest = selector;
  }
  return widest.slice(0, 1_000);
}

function count(scope: ParentNode, selector: string): number {
  try {
    return scope.querySelectorAll(selector).length;
  } catch {
    return 0;
  }
}

/** Where a piece stands inside its record, as a selector; empty when it is the record itself or no selector tells. */
export function pieceSelector(record: readonly Element[], element: Element): string {
  if (record.includes(element)) return '';
  const steps: string[] = [];
  for (let at: Element = element; steps.length < 12; ) {
    const parent: Element | null = at.parentElement;
    steps.unshift(among(parent, at));
    if (!parent || record.includes(at)) break;
    if (record.includes(parent)) return `:scope>${steps.join('>')}`.slice(0, 500);
    at = parent;
  }
  return '';
}

function among(parent: Element | null, element: Element): string {
  const step = stepOf(element);
  if (!parent) return step;
  let alike = 0;
  let place = 0;
  let n = 0;
  for (let child = parent.firstElementChild; child; child = child.nextElementSibling) {
    if (child.localName !== element.localName) continue;
    n++;
    if (child === element) place = n;
    if (stepOf(child) === step) alike++;
  }
  return alike <= 1 ? step : `${step}:nth-of-type(${place})`;
}

export const selectorOf = (evidence: Evidence, element: Element | null): string => (element ? (evidence.selector(element) ?? element.localName) : '');
