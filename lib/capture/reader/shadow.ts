import { LIST_ROWS } from '../../core/limits.ts';

/** Joins the selector of a shadow host and that of an element in its open shadow root, in evidence, lists and recipes alike. */
export const SHADOW_JOINT = ' >>> ';
const JOINTS = 20;

/** The first element of a selector with joints; null when nothing is there, or when the browser does not know the selector. */
export function bySelector(scope: ParentNode, selector: string): Element | null {
  try {
    let at: ParentNode = scope;
    const steps = selector.split(SHADOW_JOINT).slice(0, JOINTS);
    for (const [i, step] of steps.entries()) {
      const found: Element | null = at.querySelector(step);
      if (!found || i === steps.length - 1) return found;
      if (!found.shadowRoot) return null;
      at = found.shadowRoot;
    }
  } catch {
    // not a selector
  }
  return null;
}

/** All elements of a selector with joints, in document order. `:scope` alone is the scope itself. */
export function selectAll(scope: Document | ShadowRoot | Element, selector: string, max = LIST_ROWS): Element[] {
  let scopes: (Document | ShadowRoot | Element)[] = [scope];
  const steps = selector.split(SHADOW_JOINT).slice(0, JOINTS);
  try {
    for (const [i, step] of steps.entries()) {
      const found = scopes.flatMap((at) => (step === ':scope' ? (at.nodeType === 1 ? [at as Element] : []) : Array.from(at.querySelectorAll(step))));
      if (i === steps.length - 1) return found.slice(0, max);
      scopes = found.flatMap((element) => element.shadowRoot ?? []);
    }
  } catch {
    // not a selector
  }
  return [];
}

/** The first element of each record of a list by its two selectors, see contracts/raw-list.ts. The container may hold them in its shadow root. */
export function headsOf(doc: Document, container: string, record: string): Element[] {
  const around = bySelector(doc, container);
  if (!around || record === '') return [];
  const found = selectAll(around, record);
  return found.length === 0 && around.shadowRoot ? selectAll(around.shadowRoot, record) : found;
}
