import type { OverlayInput } from './overlay-types.ts';
import { FIELD_ICONS, LINK, SAVED, TEXT } from './overlay-icons.ts';
import { unite, type Box, type Records } from './records.ts';
import { icon, make } from './root.ts';

/** Room between the records and the line around them all. */
const MARGIN = 9;
const BAR_GAP = 8;
const EDGE = 8;
const LABELS = 8;
/** Labels nearer to each other than this stand on one line of the record. */
const LINE_PX = 13;
const LABEL_WIDTH = 240;

/** The lines around a list, its records and the columns of one of them. Reads the boxes of what is on the screen, and no others. */
export class DrawnList {
  readonly element: HTMLElement;
  readonly #doc: Document;
  readonly #input: OverlayInput;
  readonly #most: number;
  readonly #region: HTMLElement;
  readonly #boxes: HTMLElement;
  readonly #seen = new Set<Element>();
  #known = new WeakMap<Element, string>();

  constructor(doc: Document, input: OverlayInput, most: number) {
    this.#doc = doc;
    this.#input = input;
    this.#most = most;
    this.element = make(doc, 'div', 'boxes');
    this.element.setAttribute('aria-hidden', 'true');
    this.#region = make(doc, 'div', 'region');
    this.#boxes = make(doc, 'div', 'boxes');
    this.element.append(this.#region, this.#boxes);
  }

  note(head: Element, isSeen: boolean): void {
    if (isSeen) this.#seen.add(head);
    else this.#seen.delete(head);
  }

  forget(): void {
    this.#seen.clear();
  }

  /** Records may say something else now. */
  forgetKnown(): void {
    this.#known = new WeakMap();
  }

  draw(records: Records, bar: HTMLElement): void {
    const heads = records.heads.filter((head) => this.#seen.has(head)).slice(0, this.#most);
    const rows = heads.flatMap((head) => {
      const box = records.boxOf(head);
      return box ? [{ head, box }] : [];
    });
    const ends = [records.heads[0], records.heads.at(-1)].flatMap((head) => (head ? [records.boxOf(head)] : []));
    const around = unite([...rows.map((row) => row.box), ...ends]);
    if (!around) {
      this.element.hidden = true;
      place(bar, { left: EDGE, top: EDGE, right: 0, bottom: 0 }, false);
      return;
    }
    this.element.hidden = false;
    const region = { left: around.left - MARGIN, top: around.top - MARGIN, right: around.right + MARGIN, bottom: around.bottom + MARGIN };
    place(this.#region, region, true);
    this.#boxes.replaceChildren(...rows.map(({ head, box }) => this.#row(records, head, box)), ...this.#labels(rows));
    this.#placeBar(bar, region);
  }

  #row(records: Records, head: Element, box: Box): HTMLElement {
    let tag = this.#known.get(head);
    if (tag === undefined) {
      tag = this.#input.known.find(({ texts }) => texts.length > 0 && records.says(head, texts))?.tag ?? '';
      this.#known.set(head, tag);
    }
    const row = make(this.#doc, 'div', tag === '' ? 'row' : 'row is-known');
    if (tag !== '') {
      const mark = make(this.#doc, 'span', 'tag');
      mark.append(icon(this.#doc, SAVED, 'icon'), make(this.#doc, 'span', '', tag.slice(0, 80)));
      row.append(mark);
    }
    place(row, box, true);
    return row;
  }

  /** The columns are named on one record: the third that is whole on the screen and not known, so that tags and toolbar are out of the way. */
  #labels(rows: readonly { readonly head: Element; readonly box: Box }[]): HTMLElement[] {
    const height = this.#doc.defaultView?.innerHeight ?? 0;
    const whole = rows.filter(({ head, box }) => box.top >= 0 && box.bottom <= height && this.#known.get(head) === '');
    const chosen = whole[2] ?? whole.at(-1);
    if (!chosen) return [];
    const lines: { at: number; names: string[]; field: string }[] = [];
    for (const { column, element } of pieces(chosen.head, this.#input.columns)) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      const at = box.top + Math.min(box.height, 40) / 2;
      const line = lines.find((other) => Math.abs(other.at - at) < LINE_PX);
      if (!line) lines.push({ at, names: [column.label], field: column.field });
      else if (line.names.length < 3 && !line.names.includes(column.label)) line.names.push(column.label.toLowerCase());
    }
    return lines.slice(0, LABELS).map(({ at, names, field }) => {
      const label = make(this.#doc, 'span', 'lab');
      label.append(icon(this.#doc, FIELD_ICONS[field] ?? TEXT, 'icon'), make(this.#doc, 'span', '', names.join(', ').slice(0, 80)));
      label.style.cssText = `left:auto;right:calc(100% - ${Math.round(chosen.box.right + 1)}px);top:${Math.round(at - 9)}px;max-width:${LABEL_WIDTH}px`;
      return label;
    });
  }

  /** Over the list where there is room; else at the edge of the screen, so that it is always in reach. */
  #placeBar(bar: HTMLElement, region: Box): void {
    const view = this.#doc.defaultView;
    const [width, height] = [view?.innerWidth ?? 0, view?.innerHeight ?? 0];
    const own = bar.getBoundingClientRect();
    const top = Math.max(EDGE, Math.min(region.top - own.height - BAR_GAP, height - own.height - EDGE));
    const left = Math.max(EDGE, Math.min(region.left, width - own.width - EDGE));
    place(bar, { left, top, right: 0, bottom: 0 }, false);
  }
}

type Column = OverlayInput['columns'][number];

/** Where the columns stand in a record. What holds other columns is not named beside them, and an address not beside the text it is behind. */
function pieces(head: Element, columns: readonly Column[]): { readonly column: Column; readonly element: Element }[] {
  const all = columns.flatMap((column) => {
    const element = pieceOf(head, column.selector);
    return element ? [{ column, element }] : [];
  });
  return all.filter((one) => !all.some((other) => other !== one && one.element.contains(other.element) && (one.element !== other.element || (isAddress(one.column) && !isAddress(other.column)))));
}

const isAddress = (column: Column): boolean => FIELD_ICONS[column.field] === LINK;

function pieceOf(head: Element, selector: string): Element | null {
  if (selector === '') return null;
  try {
    return head.querySelector(selector);
  } catch {
    return null; // not a selector
  }
}

function place(element: HTMLElement, box: Box, isSized: boolean): void {
  const size = isSized ? `;width:${box.right - box.left}px;height:${box.bottom - box.top}px` : '';
  element.style.cssText = `transform:translate(${box.left}px,${box.top}px)${size}`;
}
