/** Where the focus goes back to when what it was in has closed. */

/** The element that opened something from here: inside a menu it is the button of the menu, for the menu itself goes. */
export function opener(active: Element | null): HTMLElement | null {
  const menu = active?.closest('[role="menu"]');
  const element = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active;
  return element instanceof HTMLElement && element !== document.body ? element : null;
}

/** True when the focus went down with an element that is no longer there. */
export const focusIsLost = (): boolean => document.activeElement === null || document.activeElement === document.body;
