/**
 * The fields of a form hide its members: in a form with `<input name="nextSibling">` that word means the input. A page can
 * make a walk go in circles by it. Forms whose fields hide what the reader asks of elements are stepped over.
 */
const ASKED = [
  'nodeType', 'localName', 'firstChild', 'nextSibling', 'parentNode', 'parentElement', 'previousElementSibling', 'shadowRoot', 'getRootNode', 'contains',
  'hasAttributes', 'hasAttribute', 'getAttribute', 'getAttributeNames', 'querySelector', 'querySelectorAll', 'baseURI', 'isConnected', 'children', 'firstElementChild', 'nextElementSibling', 'ownerDocument',
] as const;

/** The forms below a root that hide one of these words. */
export function hidingForms(root: Element | ShadowRoot): ReadonlySet<Node> {
  const found = new Set<Node>();
  for (const form of Array.from(root.querySelectorAll('form'))) if (ASKED.some((word) => Object.hasOwn(form, word))) found.add(form);
  return found;
}

/** The member itself, past the fields of a form: it is taken from the prototype. */
export function memberOf(node: Node, name: 'nextSibling' | 'parentNode'): Node | null {
  for (let proto: unknown = Object.getPrototypeOf(node); proto; proto = Object.getPrototypeOf(proto)) {
    const descriptor = Object.getOwnPropertyDescriptor(proto, name);
    if (descriptor?.get) return descriptor.get.call(node) as Node | null;
  }
  return null;
}
