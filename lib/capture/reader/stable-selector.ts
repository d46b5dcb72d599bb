/** Selectors that are likely to live on: by what an element is called, not by where it stands. */

const DATA = ['data-testid', 'data-test', 'data-test-id', 'data-qa', 'data-cy', 'data-field', 'data-name', 'data-role', 'data-type', 'data-component', 'data-section', 'data-element', 'data-hook'];
/** Elements around the wanted one that may be named with it. */
const AROUND = 6;
const TRIES = 400;

/** A word that a person chose: not the hash of a build, nor the number of a record. */
export function isStableWord(word: string): boolean {
  if (!/^[A-Za-z][\w-]{1,40}$/.test(word) || /^(?:css|sc|jsx|emotion|svelte|ng|ember|js)-/i.test(word) || /\d{2,}|\d[a-z]|[a-z]\d[a-z]/i.test(word)) return false;
  return word.split(/[-_]+|(?<=[a-z])(?=[A-Z])/).every((part) => part.length < 5 || /[aeiouy]/i.test(part)) && !/[a-z][A-Z][a-z]?[A-Z][a-z]?[A-Z]/.test(word);
}

const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
const isName = (value: string | null): value is string => value !== null && value !== '' && value.length <= 60 && !/\d{3,}/.test(value);

/** Class words of an element that a person chose. */
export const stableClasses = (element: Element): string[] => (element.getAttribute('class') ?? '').slice(0, 400).split(/\s+/).filter(isStableWord).slice(0, 6);

/** What one element is called, best first. */
export function namesOf(element: Element): string[] {
  const tag = element.localName;
  const names: string[] = [];
  const id = element.getAttribute('id') ?? '';
  if (isStableWord(id)) names.push(`#${id}`);
  const itemprop = element.getAttribute('itemprop');
  if (isName(itemprop)) names.push(`[itemprop=${quoted(itemprop)}]`);
  for (const attribute of DATA) {
    const value = element.getAttribute(attribute);
    if (isName(value)) names.push(`[${attribute}=${quoted(value)}]`);
  }
  const role = element.getAttribute('role');
  if (isName(role)) names.push(`${tag}[role=${quoted(role)}]`);
  const rel = element.getAttribute('rel');
  if (tag === 'a' && isName(rel) && /^(?:author|me|next|prev|home|tag)$/.test(rel)) names.push(`a[rel=${quoted(rel)}]`);
  const classes = stableClasses(element);
  for (const word of classes) names.push(`${tag}.${word}`);
  for (let i = 1; i < classes.length; i++) names.push(`${tag}.${classes[0] ?? ''}.${classes[i] ?? ''}`);
  const start = /^(mailto|tel):/.exec(element.getAttribute('href') ?? '')?.[1];
  if (start !== undefined) names.push(`a[href^=${quoted(`${start}:`)}]`);
  if (/^(?:h1|h2|h3|address|time|dd|td|img|strong|a)$/.test(tag)) names.push(tag);
  return names;
}

/**
 * The shortest stable selector whose first match below `root` is the element; by position below a named element when
 * nothing else tells it apart. Null when even that fails.
 */
export function stableSelector(root: Element, element: Element): { readonly selector: string; readonly isPosition: boolean } | null {
  const own = namesOf(element);
  const isFirst = (selector: string): boolean => {
    try {
      return root.querySelector(selector) === element;
    } catch {
      return false;
    }
  };
  let tries = 0;
  const found = own.find((name) => isFirst(name));
  if (found !== undefined) return { selector: found, isPosition: false };
  const names = own.length > 0 ? own : [element.localName];
  for (let around = element.parentElement, depth = 0; around && around !== root.parentElement && depth < AROUND; around = around.parentElement, depth++) {
    for (const outer of namesOf(around)) {
      for (const inner of names) {
        if (tries++ > TRIES) return byPosition(root, element, isFirst);
        if (isFirst(`${outer} ${inner}`)) return { selector: `${outer} ${inner}`, isPosition: false };
      }
    }
  }
  return byPosition(root, element, isFirst);
}

function byPosition(root: Element, element: Element, isFirst: (selector: string) => boolean): { selector: string; isPosition: true } | null {
  const steps: string[] = [];
  for (let at: Element | null = element; at && at !== root && steps.length < 12; at = at.parentElement) {
    const same = [...(at.parentElement?.children ?? [])].filter((sibling) => sibling.localName === at?.localName);
    steps.unshift(`${at.localName}:nth-of-type(${same.indexOf(at) + 1})`);
    const parent: Element | null = at.parentElement;
    for (const outer of parent && parent !== root ? namesOf(parent) : []) {
      const selector = `${outer} > ${steps.join(' > ')}`;
      if (isFirst(selector)) return { selector, isPosition: true };
    }
  }
  const whole = `:scope > ${steps.join(' > ')}`;
  return isFirst(whole) ? { selector: root.localName === 'body' ? `body > ${steps.join(' > ')}` : whole, isPosition: true } : null;
}
