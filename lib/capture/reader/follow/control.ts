import { isDisabled } from '../disabled.ts';
import { bySelector } from '../shadow.ts';
import { foldText } from './words.ts';

const PRESSABLE = 'button, a, [role="button"], [role="link"], input[type="button"], input[type="submit"], summary';
const LOOKED_AT = 2_000;

/** What stands on a control: its name for a screen reader where it has one. */
export const wordsOn = (control: Element): string => foldText(control.getAttribute('aria-label') || control.textContent || control.getAttribute('value') || control.getAttribute('title') || '');

/**
 * The control that leads on: by its selector, else by the words on it, the nearest one after the list first.
 * @returns null when there is none, or it cannot be pressed any more: the list has ended
 */
export function findControl(doc: Document, container: Element, control: { readonly selector: string; readonly label: string }): HTMLElement | null {
  const selected = bySelector(doc, control.selector);
  // A selector may point to another button by now: the words decide where there are some.
  const fits = selected !== null && (control.label === '' || sameWords(wordsOn(selected), control.label));
  const found = fits ? selected : (byWords(doc, container, control.label) ?? selected);
  return found !== null && isHtml(found) && canBePressed(found) ? found : null;
}

function byWords(doc: Document, container: Element, label: string): Element | null {
  if (label === '') return null;
  const all = Array.from(doc.querySelectorAll(PRESSABLE)).slice(0, LOOKED_AT).filter((control) => sameWords(wordsOn(control), label));
  const after = all.find((control) => (container.compareDocumentPosition(control) & 4) !== 0); // 4: follows it
  return after ?? all.at(-1) ?? null;
}

/** "Load more (230 left)" is "Load more (210 left)". */
const sameWords = (a: string, b: string): boolean => withoutNumbers(a) === withoutNumbers(b);
const withoutNumbers = (text: string): string => text.toLowerCase().replace(/\d+/g, '#').slice(0, 120);

function canBePressed(control: HTMLElement): boolean {
  if (isDisabled(control) || control.closest('[hidden], [inert]') !== null) return false;
  const style = control.ownerDocument.defaultView?.getComputedStyle(control);
  return style === undefined || (style.display !== 'none' && style.visibility !== 'hidden');
}

const isHtml = (element: Element): element is HTMLElement => 'click' in element && typeof element.click === 'function';

/** The page asks for a log-in or a riddle instead of showing the list. */
export const hasWall = (doc: Document): boolean =>
  doc.querySelector('input[type="password"], iframe[src*="captcha"], iframe[src*="challenges.cloudflare.com"], .g-recaptcha, .h-captcha, .cf-turnstile, #challenge-form, #px-captcha') !== null;
