import { make } from '../layer/root.ts';
import { PICKER_STYLES } from './styles.ts';

/** Inline and important: it outweighs every sheet of the page, also rules marked important and those in layers. */
const HOST_STYLE = [
  'all:initial', 'direction:ltr', 'position:fixed', 'inset:0', 'width:100vw', 'height:100vh', 'max-width:none', 'max-height:none', 'margin:0', 'padding:0', 'border:0', 'background:transparent',
  'overflow:visible', 'display:block', 'visibility:visible', 'opacity:1', 'z-index:2147483001', 'pointer-events:auto', 'cursor:crosshair', 'color-scheme:light dark',
].map((rule) => `${rule}!important`).join(';');

/**
 * The picker's own box over the page: a closed shadow root in the top layer, so that neither styles nor dialogs of the
 * page reach or cover it. It takes every pointer event of the page, whose own elements are looked at and never touched.
 */
export class Stage {
  readonly #doc: Document;
  readonly host: HTMLElement;
  readonly shadow: ShadowRoot;
  /** Outlines, behind the bar. */
  readonly layer: HTMLElement;

  constructor(doc: Document) {
    this.#doc = doc;
    this.host = doc.createElement('kiln-picker');
    this.host.style.cssText = HOST_STYLE;
    this.host.popover = 'manual';
    this.shadow = this.host.attachShadow({ mode: 'closed' });
    this.#applyStyles();
    this.layer = make(doc, 'div', 'layer');
    this.layer.setAttribute('aria-hidden', 'true');
    this.shadow.append(this.layer);
    this.raise();
  }

  /**
   * Puts the box in the top layer, above what has come there since. A modal dialog makes everything outside of it dead,
   * so the box then stands inside of it.
   */
  raise(): void {
    const home = topModal(this.#doc) ?? this.#doc.documentElement;
    const focused = this.shadow.activeElement;
    if (this.host.parentNode !== home) home.append(this.host);
    try {
      if (this.host.matches(':popover-open')) this.host.hidePopover();
      this.host.showPopover();
    } catch {
      // a browser or a document without popovers: the box is above all but the page's own top layer
    }
    if (focused instanceof Object && 'focus' in focused) (focused as HTMLElement).focus({ preventScroll: true });
  }

  /** True while nothing of the page has taken the box away or opened a dialog around it. */
  get isInPlace(): boolean {
    return this.host.parentNode === (topModal(this.#doc) ?? this.#doc.documentElement);
  }

  /** Out of sight, and still there for the key that is coming up. */
  fade(): void {
    this.layer.replaceChildren();
    for (const child of this.shadow.children) (child as HTMLElement).style.opacity = '0';
  }

  close(): void {
    this.host.remove();
  }

  /** A constructed sheet passes every content security policy of the page; without it a style element is tried. */
  #applyStyles(): void {
    const Sheet = this.#doc.defaultView?.CSSStyleSheet;
    try {
      if (!Sheet) throw new TypeError('no constructed sheets');
      const sheet = new Sheet();
      sheet.replaceSync(PICKER_STYLES);
      this.shadow.adoptedStyleSheets = [sheet];
    } catch {
      const style = this.#doc.createElement('style');
      style.textContent = PICKER_STYLES;
      this.shadow.append(style);
    }
  }
}

/** The modal dialog of the page that was opened last, as far as the order in the document tells. */
function topModal(doc: Document): Element | null {
  try {
    return [...doc.querySelectorAll('dialog:modal')].at(-1) ?? null;
  } catch {
    return null;
  }
}
