import { PICKER_OUTLINES } from '../../core/limits.ts';
import { make } from '../layer/root.ts';
import type { Run } from './columns.ts';

export interface TipWords {
  /** What the value would be: the field or the column. */
  readonly title: string;
  readonly value: string;
  readonly selector: string;
  readonly note: string;
}
/** What is outlined. Elements that left the page are left out by themselves. */
export interface Scene {
  readonly hot: Element | null;
  readonly tip: TipWords | null;
  readonly example: Element | null;
  readonly container: Element | null;
  readonly runs: readonly Run[];
  /** Places that are taken, with their names: of one record, or of the page. */
  readonly cells: readonly { readonly element: Element; readonly label: string }[];
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
type Kind = 'region' | 'row' | 'cell' | 'lab' | 'example' | 'hot';

/**
 * Draws outlines over the page, in a layer that moves nothing of it. One picture is one look at all boxes and then all
 * changes, so the page is laid out once at most.
 */
export class Outlines {
  readonly #doc: Document;
  readonly #layer: HTMLElement;
  readonly #pools = new Map<Kind, HTMLElement[]>();
  readonly #tip: HTMLElement;

  constructor(doc: Document, layer: HTMLElement) {
    this.#doc = doc;
    this.#layer = layer;
    this.#tip = make(doc, 'div', 'tip');
    this.#tip.hidden = true;
    layer.append(this.#tip);
  }

  draw(scene: Scene): void {
    const root = this.#doc.documentElement;
    const size = { width: root.clientWidth || 1, height: this.#doc.defaultView?.innerHeight ?? 1 };
    const inSight = (box: Box | null): box is Box => box !== null && box.bottom >= 0 && box.top <= size.height && box.right >= 0 && box.left <= size.width;
    // All looks first.
    const rows = scene.runs.map(boxOfRun).filter(inSight).slice(0, PICKER_OUTLINES);
    const container = scene.container && rows.length > 0 ? boxOf(scene.container) : null;
    const region = container && around([container, ...rows]); // rows may reach out of what holds them
    const cells = scene.cells.map(({ element, label }) => ({ box: boxOf(element), label })).filter((cell): cell is { box: Box; label: string } => inSight(cell.box));
    const hot = scene.hot ? boxOf(scene.hot) : null;
    const example = scene.example ? boxOf(scene.example) : null;
    // Then all changes.
    this.#place('region', region ? [region] : [], 4);
    this.#place('row', rows, 0);
    this.#place('cell', cells.map(({ box }) => box), 0);
    this.#labels(cells, size.width);
    this.#place('example', example && inSight(example) ? [example] : [], 0);
    this.#place('hot', hot && inSight(hot) ? [hot] : [], 0);
    this.#placeTip(scene.tip, hot, size);
  }

  #pool(kind: Kind, count: number): HTMLElement[] {
    const pool = this.#pools.get(kind) ?? [];
    this.#pools.set(kind, pool);
    while (pool.length < count) {
      const element = make(this.#doc, 'div', kind);
      pool.push(element);
      this.#layer.insertBefore(element, this.#tip);
    }
    for (const [i, element] of pool.entries()) if (element.hidden !== i >= count) element.hidden = i >= count;
    return pool;
  }

  #place(kind: Kind, boxes: readonly Box[], margin: number): void {
    const pool = this.#pool(kind, boxes.length);
    for (const [i, box] of boxes.entries()) {
      const style = `left:${box.left - margin}px;top:${box.top - margin}px;width:${box.right - box.left + 2 * margin}px;height:${box.bottom - box.top + 2 * margin}px`;
      const element = pool[i];
      if (element) element.style.cssText = style;
    }
  }

  /** Names stand at the right end of what they name, or above it where the page is narrow. */
  #labels(cells: readonly { readonly box: Box; readonly label: string }[], width: number): void {
    const pool = this.#pool('lab', cells.length);
    for (const [i, { box, label }] of cells.entries()) {
      const element = pool[i];
      if (!element) continue;
      if (element.textContent !== label) element.textContent = label;
      const isBeside = box.right + 120 < width;
      element.style.cssText = isBeside ? `left:${box.right + 4}px;top:${box.top + (box.bottom - box.top) / 2 - 9}px` : `right:${Math.max(0, width - box.right)}px;top:${Math.max(0, box.top - 19)}px`;
    }
  }

  #placeTip(words: TipWords | null, hot: Box | null, size: { readonly width: number; readonly height: number }): void {
    this.#tip.hidden = !words || !hot;
    if (!words || !hot) return;
    const key = Object.values(words).join('\n');
    if (this.#tip.dataset['words'] !== key) {
      this.#tip.dataset['words'] = key;
      const line = make(this.#doc, 'span', 'line');
      line.append(make(this.#doc, 'code', '', words.selector), this.#doc.createTextNode(words.note));
      const first = make(this.#doc, 'span', 'line');
      if (words.title !== '') first.append(make(this.#doc, 'b', '', words.title), this.#doc.createTextNode(' '));
      first.append(make(this.#doc, 'span', 'value', words.value === '' ? 'no text' : `“${words.value}”`));
      this.#tip.replaceChildren(first, line);
    }
    // Beside it, so that what stands below can be read and pointed at; else below, else above.
    if (hot.right + 300 < size.width && hot.bottom - hot.top < 120) {
      this.#tip.style.cssText = `left:${hot.right + 14}px;top:${Math.max(8, Math.min(hot.top - 8, size.height - 70))}px`;
      return;
    }
    const left = Math.max(8, Math.min(hot.left, size.width - 348));
    const below = hot.bottom + 72 < size.height * 0.6 || hot.top < 80;
    this.#tip.style.cssText = below ? `left:${left}px;top:${Math.max(8, Math.min(hot.bottom + 10, size.height - 70))}px` : `left:${left}px;bottom:${size.height - hot.top + 10}px`;
  }
}

function boxOf(element: Element): Box | null {
  if (!element.isConnected) return null;
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return right > left || bottom > top ? { left, top, right, bottom } : null;
}

function boxOfRun(run: Run): Box | null {
  const boxes = run.map(boxOf).filter((box) => box !== null);
  return boxes.length === 0 ? null : around(boxes);
}

function around(boxes: readonly Box[]): Box {
  return { left: Math.min(...boxes.map((b) => b.left)), top: Math.min(...boxes.map((b) => b.top)), right: Math.max(...boxes.map((b) => b.right)), bottom: Math.max(...boxes.map((b) => b.bottom)) };
}
