import type { LayerPorts } from './ports.ts';
import { icon, make, openRoot } from './root.ts';

export interface ToastText {
  readonly title: string;
  readonly detail: string;
  /** Offers Undo. */
  readonly undo?: boolean;
  /** Label of a second button; none without it. */
  readonly openLabel?: string;
  readonly tone?: 'ok' | 'bad';
}
export type ToastAnswer = 'undo' | 'open' | 'dismissed' | 'timeout';

const SHOWN_MS = 10_000;
/** What is left at least after the pointer or the focus has gone. */
const GRACE_MS = 3_000;
const TICK = 'm3.5 8.5 3 3 6-7';
const ALERT = 'M8 2.25a5.75 5.75 0 1 0 0 11.5 5.75 5.75 0 0 0 0-11.5M8 5v3.5M8 10.9v.01';
const CROSS = 'm4.5 4.5 7 7m0-7-7 7';

/**
 * A short message in the corner of the page. Stays ten seconds, and as long as the pointer or the focus is on it.
 * The promise is the answer of the injection: content scripts send no messages.
 */
export class Toasts {
  readonly #ports: LayerPorts;
  #close: ((answer: ToastAnswer) => void) | null = null;

  constructor(ports: LayerPorts) {
    this.#ports = ports;
  }

  /** Shows a toast; one that is still there is dismissed. */
  show(text: ToastText): Promise<ToastAnswer> {
    this.#close?.('dismissed');
    return new Promise((resolve) => {
      const root = openRoot(this.#ports);
      let cancel = (): void => {};
      const close = (answer: ToastAnswer): void => {
        cancel();
        if (this.#close === close) this.#close = null;
        root.remove();
        resolve(answer);
      };
      this.#close = close;
      const toast = build(this.#ports.doc, text, close);
      const region = make(this.#ports.doc, 'div', 'region');
      region.setAttribute('role', 'status');
      root.shadow.append(region);
      // A live region is only read out when it was there before its words.
      cancel = this.#ports.after(30, () => {
        region.append(toast);
        cancel = keepTime(this.#ports, toast, () => close('timeout'));
      });
    });
  }
}

function build(doc: Document, text: ToastText, close: (answer: ToastAnswer) => void): HTMLElement {
  const toast = make(doc, 'div', 'toast');
  const words = make(doc, 'div', 'words');
  words.append(make(doc, 'div', 'title', text.title.slice(0, 200)), make(doc, 'div', 'detail', text.detail.slice(0, 300)));
  toast.append(icon(doc, text.tone === 'bad' ? ALERT : TICK, `icon ${text.tone === 'bad' ? 'is-bad' : 'is-ok'}`), words);
  const button = (label: string, answer: ToastAnswer): void => {
    const element = make(doc, 'button', '', label);
    element.type = 'button';
    element.addEventListener('click', (event) => event.isTrusted && close(answer)); // a page cannot click for the person
    toast.append(element);
  };
  if (text.undo) button('Undo', 'undo');
  if (text.openLabel) button(text.openLabel.slice(0, 40), 'open');
  const leave = make(doc, 'button', 'close');
  leave.type = 'button';
  leave.setAttribute('aria-label', 'Close');
  leave.append(icon(doc, CROSS, 'icon'));
  leave.addEventListener('click', () => close('dismissed'));
  toast.append(leave);
  toast.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close('dismissed');
  });
  return toast;
}

/** Counts down, and stands still while the pointer or the focus is on the toast. */
function keepTime(ports: LayerPorts, toast: HTMLElement, end: () => void): () => void {
  let left = SHOWN_MS;
  let since = ports.now();
  let cancel = ports.after(left, end);
  let holds = 0;
  const hold = (): void => {
    if (holds++ > 0) return;
    cancel();
    left -= ports.now() - since;
  };
  const release = (): void => {
    if (holds === 0 || --holds > 0) return;
    left = Math.max(left, GRACE_MS);
    since = ports.now();
    cancel = ports.after(left, end);
  };
  toast.addEventListener('pointerenter', hold);
  toast.addEventListener('pointerleave', release);
  toast.addEventListener('focusin', hold);
  toast.addEventListener('focusout', release);
  return () => cancel();
}
