import type { LayerPorts } from './ports.ts';
import { LAYER_STYLES } from './styles.ts';

export interface LayerRoot {
  readonly shadow: ShadowRoot;
  remove(): void;
}

/**
 * A box of our own over the page: a closed shadow root that no page style reaches, as last child of the document. The page's
 * own elements are not touched, and the box goes when it has nothing more to say.
 */
export function openRoot(ports: LayerPorts): LayerRoot {
  const host = ports.doc.createElement('kiln-layer');
  // Inline and important: the one thing that a page's style sheet could otherwise reach.
  host.style.cssText = 'all:initial!important;position:fixed!important;inset:0!important;z-index:2147483000!important;pointer-events:none!important;display:block!important';
  const shadow = host.attachShadow({ mode: 'closed' });
  applyStyles(ports.doc, shadow);
  ports.doc.documentElement.append(host);
  return { shadow, remove: () => host.remove() };
}

/** A constructed sheet passes every content security policy of the page; browsers without it get a style element. */
function applyStyles(doc: Document, shadow: ShadowRoot): void {
  const Sheet = doc.defaultView?.CSSStyleSheet;
  try {
    if (!Sheet) throw new TypeError('no constructed sheets');
    const sheet = new Sheet();
    sheet.replaceSync(LAYER_STYLES);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const style = doc.createElement('style');
    style.textContent = LAYER_STYLES;
    shadow.append(style);
  }
}

/** An element with a class and, perhaps, text. Text is always text: nothing from a page becomes markup. */
export function make<K extends keyof HTMLElementTagNameMap>(doc: Document, tag: K, className: string, text?: string): HTMLElementTagNameMap[K] {
  const element = doc.createElement(tag);
  element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A line drawing of the icon grid (16 x 16, stroked). */
export function icon(doc: Document, path: string, className: string): SVGSVGElement {
  const NS = 'http://www.w3.org/2000/svg';
  const svg = doc.createElementNS(NS, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const line = doc.createElementNS(NS, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** The mark: a bottle kiln. Never recoloured. */
export function mark(doc: Document): SVGSVGElement {
  const NS = 'http://www.w3.org/2000/svg';
  const svg = doc.createElementNS(NS, 'svg');
  svg.setAttribute('viewBox', '0 0 128 128');
  svg.setAttribute('class', 'mark');
  svg.setAttribute('aria-hidden', 'true');
  const path = (fill: string, d: string): void => {
    const shape = doc.createElementNS(NS, 'path');
    shape.setAttribute('fill', fill);
    shape.setAttribute('d', d);
    svg.append(shape);
  };
  path('#c14b1a', 'M44 8h40a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H44a4 4 0 0 1-4-4v-8a4 4 0 0 1 4-4ZM44 30h40c0 30 36 34 36 72v8a10 10 0 0 1-10 10H18A10 10 0 0 1 8 110v-8c0-38 36-42 36-72Z');
  path('#ffc987', 'M40 120V96a24 24 0 0 1 48 0v24Z');
  return svg;
}
