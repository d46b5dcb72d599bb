/** Pointer and keys while somebody picks: the page gets none of them. */

export interface Hands {
  /** The pointer is over the page; coordinates of the window. */
  hover(x: number, y: number): void;
  /** The pointer went away, or onto the bar. */
  away(): void;
  take(x: number, y: number): void;
  /** Scrolls what lies under the point, if it scrolls by itself. False: the page scrolls. */
  scroll(x: number, y: number, dx: number, dy: number): boolean;
  key(key: PickerKey): void;
  /** True when the point is on the picker's bar. */
  isOnBar(x: number, y: number): boolean;
  /** What has the focus: nothing of the picker, the cursor over the page, a control that needs its own keys, or a button. */
  focusPlace(): 'page' | 'cursor' | 'control' | 'button';
}
export type PickerKey = 'up' | 'down' | 'left' | 'right' | 'next' | 'previous' | 'take' | 'escape' | 'undo' | 'tab' | 'backtab';

/** A key that has not come up by then never will: the window has lost the focus. */
const KEY_UP_MS = 800;

const POINTER = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'auxclick', 'dblclick', 'contextmenu', 'touchstart', 'touchend', 'touchmove', 'pointercancel', 'dragstart', 'drop', 'dragover', 'selectstart'] as const;
const MOVES = ['pointermove', 'mousemove', 'pointerover', 'pointerout', 'mouseover', 'mouseout', 'pointerenter', 'pointerleave', 'mouseenter', 'mouseleave', 'gotpointercapture', 'lostpointercapture'] as const;
const KEYS = ['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'change', 'paste', 'copy', 'cut'] as const;

const MOVING: Readonly<Record<string, PickerKey>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right', PageDown: 'next', PageUp: 'previous', Enter: 'take', ' ': 'take' };

/**
 * Listens first of all, at the window, before any element of the page: what is meant for the picker is done here and goes
 * no further. Events made by the page's own scripts are not a person's and are left to the page.
 * @returns stops listening, as soon as no key is down any more, and then calls back
 */
export function listen(view: Window, host: HTMLElement, shadow: ShadowRoot, hands: Hands, after: (ms: number, act: () => void) => () => void): (then: () => void) => void {
  const stops: (() => void)[] = [];
  const on = (target: EventTarget, types: readonly string[], handle: (event: Event) => void, options: AddEventListenerOptions): void => {
    for (const type of types) target.addEventListener(type, handle, options);
    stops.push(() => types.forEach((type) => target.removeEventListener(type, handle, options)));
  };
  const swallow = (event: Event): void => {
    event.stopImmediatePropagation();
    if (event.cancelable) event.preventDefault();
  };
  const first = { capture: true, passive: false } as const;

  on(view, POINTER, (event) => {
    if (!event.isTrusted) return;
    const { clientX: x, clientY: y, detail } = event as MouseEvent;
    // A button pressed with a key clicks without a place.
    const isOurs = event.target === host && (event.type === 'click' && detail === 0 ? true : x !== undefined && hands.isOnBar(x, y));
    if (isOurs || (event.target === host && event.type.startsWith('touch') && isTouchOnBar(event as TouchEvent, hands))) return;
    // A touch that is cancelled would never become a click.
    if (event.type.startsWith('touch')) event.stopImmediatePropagation();
    else swallow(event);
    if (event.type === 'click' && (event as MouseEvent).button === 0) hands.take(x, y);
  }, first);

  on(view, MOVES, (event) => {
    if (!event.isTrusted) return;
    const { clientX: x, clientY: y } = event as PointerEvent;
    const onBar = event.target === host && hands.isOnBar(x, y);
    if (event.type === 'pointermove') {
      if (onBar) hands.away();
      else hands.hover(x, y);
    }
    if (!onBar) event.stopImmediatePropagation();
  }, first);

  on(view, ['wheel'], (event) => {
    const { clientX: x, clientY: y, deltaX, deltaY, ctrlKey } = event as WheelEvent;
    if (ctrlKey || hands.isOnBar(x, y)) return;
    event.stopImmediatePropagation();
    if (hands.scroll(x, y, deltaX, deltaY)) event.preventDefault();
  }, first);

  let isKeyDown = false;
  on(view, ['keydown'], (event) => {
    isKeyDown = event.isTrusted;
    onKeyDown(event as KeyboardEvent, hands);
  }, first);
  let whenUp = (): void => undefined;
  on(view, ['keyup'], (event) => {
    isKeyDown = false;
    event.stopImmediatePropagation();
    whenUp();
  }, first);
  on(view, KEYS.filter((type) => type !== 'keydown'), (event) => {
    // Typing and choosing in the bar must still reach the bar's own controls; the page hears of neither.
    if (event.target !== host || event.type.startsWith('key')) event.stopImmediatePropagation();
    if (event.target !== host && event.cancelable) event.preventDefault();
  }, first);
  // What happens in the bar ends at its edge.
  on(shadow, [...POINTER, ...MOVES, ...KEYS, 'focusin', 'focusout'], (event) => event.stopPropagation(), {});
  const end = (then: () => void): void => {
    stops.forEach((stop) => stop());
    then();
  };
  return (then) => {
    if (!isKeyDown) return end(then);
    // The key that closes the picker comes up again, and the page did not see it go down.
    const cancel = after(KEY_UP_MS, () => whenUp());
    whenUp = () => {
      whenUp = () => undefined;
      cancel();
      end(then);
    };
  };
}

function onKeyDown(event: KeyboardEvent, hands: Hands): void {
  if (!event.isTrusted || event.isComposing) return;
  event.stopImmediatePropagation();
  const place = hands.focusPlace();
  const act = (key: PickerKey): void => {
    event.preventDefault();
    hands.key(key);
  };
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'z') return act('undo');
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') return act('escape');
  if (event.key === 'Tab') return act(event.shiftKey ? 'backtab' : 'tab');
  const moving = MOVING[event.key];
  // Buttons need Enter and the space bar for themselves, the other controls need the arrows too.
  if (moving !== undefined && (place === 'page' || place === 'cursor' || (place === 'button' && moving !== 'take'))) return act(moving);
  // Nothing is typed into the page while somebody picks on it.
  if (place === 'page' && event.key.length === 1) event.preventDefault();
}

function isTouchOnBar(event: TouchEvent, hands: Hands): boolean {
  const touch = event.touches[0] ?? event.changedTouches[0];
  return touch !== undefined && hands.isOnBar(touch.clientX, touch.clientY);
}
