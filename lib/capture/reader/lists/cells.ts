/** Takes one record apart into the pieces a person sees: texts, links, pictures and marked-up values, each with its place. */
import { CAPTURE_VALUE_CHARS, LIST_CELL_CHARS } from '../../../core/limits.ts';
import type { Pace } from '../pace.ts';
import { clean, textOf } from '../text.ts';
import { absolute } from '../scopes.ts';
import { classSuffix, SKIPPED_TAGS } from './keys.ts';
import { readGrid, readGridSlowly, tableOf, type GridCell, type TableGrid } from './table-grid.ts';
import type { Leaf } from './leaf.ts';
import { composeAddresses, joinLabels } from './leaf-labels.ts';


const LEAVES = 160;
const STEPS = 1_500;
/** Elements that change how a word looks, not what it is. */
const FORMATTING = /^(?:b|strong|i|em|u|s|mark|small|big|sup|sub|abbr|acronym|font|bdi|bdo|ins|del|code|tt|q|cite|wbr|nobr|dfn|var|kbd)$/;
const INLINE = /^(?:a|span|label|time|data|output|b|strong|i|em|u|s|mark|small|big|sup|sub|abbr|acronym|font|bdi|bdo|ins|del|code|tt|q|cite|nobr|dfn|var|kbd|button|img|input|meta|link)$/;
/** What stands between pieces and belongs to none. */
const EDGES = /^[\s,;|·•‧∙●»«›‹–—\-/:>*_~]+|[\s,;|·•‧∙●»«›‹–—\-/>*_~]+$/gu;
/** Elements that are one value when nothing but words stands in them. */
const ATOMIC = /^(?:a|h[1-6]|b|strong|em|i|span|label|dt|th|cite|time|button|u|font|small|mark)$/;
/** Elements whose pieces together may be one value. */
const WHOLE = /^(?:td|th|dd|li|p|address|h[1-6]|a|span|label|strong|b|figcaption|time|ul|ol|div)$/;
const HOLDS_BLOCKS = /^(?:td|th|dd|li|p|address|ul|ol)$/;
const WHOLE_PIECES = 9;
const WHOLE_CHARS = 400;
const LABEL_CHARS = 40;
const PROSE_CHARS = 60;

export const trimEdges = (text: string): string => {
  const trimmed = text.replace(EDGES, '');
  // "+49", "-3.5" and "(London)" keep their signs; a text of signs only is nothing.
  return /[\p{L}\p{N}]/u.test(trimmed) ? trimmed : '';
};

/** Tables by element, laid out once each. */
export class Grids {
  readonly #known = new Map<Element, TableGrid>();
  readonly isQuick: boolean;

  /** @param isQuick lays nothing out: cells are known by their order alone, which is enough for a first look at a few rows */
  constructor(isQuick = false) {
    this.isQuick = isQuick;
  }

  of(row: Element): TableGrid | null {
    if (this.isQuick) return null;
    const table = tableOf(row);
    if (!table) return null;
    let grid = this.#known.get(table);
    if (!grid) {
      grid = readGrid(table);
      this.#known.set(table, grid);
    }
    return grid;
  }

  /** Lays out the table of a row in slices, so that `of` finds it done. */
  async prepare(row: Element | undefined, pace: Pace): Promise<void> {
    const table = row && !this.isQuick ? tableOf(row) : null;
    if (table && !this.#known.has(table)) this.#known.set(table, await readGridSlowly(table, pace));
  }
}

/** The pieces of a record in reading order. Bounded; reads the DOM and changes nothing. */
export function leavesOf(record: readonly Element[], grids: Grids): Leaf[] {
  const reader = new RecordReader(grids.isQuick);
  const ordinals = new Map<string, number>();
  for (const element of record) {
    const step = record.length === 1 ? '' : stepOf(element, ordinals);
    const cells = element.localName === 'tr' ? (grids.of(element)?.cellsOf.get(element) ?? cellsInOrder(element)) : undefined;
    // A cell is known by its column, whatever its classes and however many rows it spans.
    if (cells) for (const { cell, column } of cells) reader.visit(cell, join(step, `c${column}`));
    else reader.visit(element, step);
  }
  return composeAddresses(joinLabels(reader.leaves, record.length > 1 ? (record[0] ?? null) : null));
}

const cellsInOrder = (row: Element): GridCell[] => Array.from(row.children).filter((cell) => cell.localName === 'td' || cell.localName === 'th').map((cell, column) => ({ cell, column }));

/** Key of an element among its siblings: tag, class words, and a number when it is not the first of its kind. */
function stepOf(element: Element, ordinals: Map<string, number>): string {
  const name = element.getAttribute('itemprop');
  const classes = element.className;
  const key = element.localName + (typeof classes === 'string' ? classSuffix(classes) : '') + (name === null ? '' : `.@${name.slice(0, 40)}`);
  const n = ordinals.get(key) ?? 0;
  ordinals.set(key, n + 1);
  return n === 0 ? key : `${key}[${n}]`;
}

interface Piece {
  readonly node: Node;
  readonly isText: boolean;
}

class RecordReader {
  readonly leaves: Leaf[] = [];
  /** Addresses stay as they are written: enough to tell them apart. */
  readonly #isQuick: boolean;
  #steps = 0;
  #lineNumber = 0;

  constructor(isQuick: boolean) {
    this.#isQuick = isQuick;
  }

  visit(element: Element, path: string): void {
    if (this.leaves.length >= LEAVES || this.#steps++ > STEPS) return;
    const tag = element.localName;
    if (tag === 'meta' || tag === 'link' || tag === 'input') return this.#hiddenValue(element, path);
    if (SKIPPED_TAGS.has(tag) || isOff(element)) return;
    const isBlockTag = !INLINE.test(tag);
    if (isBlockTag) this.#lineNumber++;
    this.#attributes(element, path, tag);
    if (tag === 'img') return;
    if (ATOMIC.test(tag) && isPlain(element)) {
      this.#add(join(path, '#'), 'text', trimEdges(clean(element.textContent ?? '', LIST_CELL_CHARS)), element);
    } else {
      const from = this.leaves.length;
      const shadow = element.shadowRoot;
      if (shadow) this.#children(shadow, path);
      this.#children(element, path);
      if (path !== '' && WHOLE.test(tag)) this.#whole(element, path, tag, from);
    }
    if (isBlockTag) this.#lineNumber++;
  }

  /** A small block of several pieces is also one value: an address of three lines, a name of two words, a list of titles. */
  #whole(element: Element, path: string, tag: string, from: number): void {
    if (!HOLDS_BLOCKS.test(tag) && hasBlocks(element) && !isOneThing(element)) return;
    const inside = this.leaves.slice(from).filter((leaf) => leaf.read === 'text');
    const texts = inside.filter((leaf) => !leaf.key.endsWith('='));
    if (texts.length < 2 || texts.length > WHOLE_PIECES) return;
    // A block that adds little to one inside it says the same again.
    const chars = texts.reduce((sum, leaf) => sum + leaf.value.length, 0);
    if (inside.some((leaf) => leaf.key.endsWith('=') && leaf.value.length > chars * 0.6)) return;
    let value = '';
    let line = -1;
    for (const leaf of texts) {
      value += value === '' ? '' : leaf.line === line || /[:,;]$/.test(value) ? ' ' : tag === 'ul' || tag === 'ol' ? '; ' : ', ';
      value += leaf.value;
      line = leaf.line;
    }
    if (value.length <= WHOLE_CHARS) this.leaves.splice(from, 0, { key: `${path}=`, read: 'text', value, element, line: texts[0]?.line ?? 0 });
  }

  #add(key: string, read: string, value: string, element: Element): void {
    if (value !== '' && this.leaves.length < LEAVES) this.leaves.push({ key, read, value, element, line: this.#lineNumber });
  }

  /** What stands in attributes: addresses, pictures, machine-readable values. */
  #attributes(element: Element, path: string, tag: string): void {
    if (tag === 'a' || tag === 'area') {
      const href = element.getAttribute('href');
      if (href !== null && href !== '') this.#link(element, path, href.trim());
    } else if (tag === 'img') {
      const source = element.getAttribute('data-src') ?? element.getAttribute('src') ?? '';
      if (source !== '' && !source.startsWith('data:')) this.#add(`${path}@src`, element.hasAttribute('data-src') ? 'data-src' : 'src', this.#isQuick ? source : addressOf(element, source, 'src'), element);
      this.#add(`${path}@alt`, 'alt', clean(element.getAttribute('alt') ?? '', 200), element);
    } else if (tag === 'time') {
      this.#add(`${path}@datetime`, 'datetime', clean(element.getAttribute('datetime') ?? '', 60), element);
    } else if (tag === 'abbr') {
      this.#add(`${path}@title`, 'title', clean(element.getAttribute('title') ?? '', 120), element);
    }
    const said = element.getAttribute('aria-label');
    if (said !== null && said !== '' && tag !== 'a' && tag !== 'button' && textOf(element, 4) === '') this.#add(`${path}@aria-label`, 'aria-label', clean(said, 120), element);
  }

  #link(element: Element, path: string, href: string): void {
    if (/^mailto:/i.test(href)) {
      const to = decoded(href.slice(7).split('?')[0] ?? '');
      if (to.includes('@')) this.#add(`${path}@mailto`, 'href', clean(to, 200), element);
    } else if (/^(?:tel|callto):/i.test(href)) {
      this.#add(`${path}@tel`, 'href', clean(decoded(href.slice(href.indexOf(':') + 1)), 60), element);
    } else if (!/^(?:javascript|data|blob|vbscript|about):/i.test(href) && href !== '#') {
      this.#add(`${path}@href`, 'href', this.#isQuick ? href : addressOf(element, href, 'href'), element);
      // A picture that is a link, an icon: its words are elsewhere.
      const title = element.getAttribute('title') ?? element.getAttribute('aria-label') ?? '';
      if (title !== '' && textOf(element, 4) === '') this.#add(`${path}@title`, element.hasAttribute('title') ? 'title' : 'aria-label', clean(title, 200), element);
    }
  }

  #hiddenValue(element: Element, path: string): void {
    const name = element.getAttribute('itemprop') ?? element.getAttribute('property');
    if (name === null) return;
    const value = element.getAttribute('content') ?? element.getAttribute('href') ?? '';
    this.#add(`${path}@content`, element.hasAttribute('content') ? 'content' : 'href', clean(value, 300), element);
  }

  #children(parent: Element | ShadowRoot, path: string): void {
    const ordinals = new Map<string, number>();
    const holder = parent.nodeType === 1 ? (parent as Element) : (parent as ShadowRoot).host;
    let line: Piece[] = [];
    let runs = 0;
    const endLine = (): void => {
      if (line.length > 0) runs = this.#line(line, holder, path, ordinals, runs);
      line = [];
      this.#lineNumber++;
    };
    for (let node: Node | null = parent.firstChild; node && this.leaves.length < LEAVES && this.#steps++ < STEPS; node = node.nextSibling) {
      if (node.nodeType === 3) {
        if (/\S/.test((node as Text).data)) line.push({ node, isText: true });
        continue;
      }
      if (node.nodeType !== 1) continue;
      const tag = (node as Element).localName;
      if (tag === 'br' || tag === 'hr') endLine();
      else if (INLINE.test(tag)) line.push({ node, isText: false });
      else {
        endLine();
        this.visit(node as Element, join(path, stepOf(node as Element, ordinals)));
      }
    }
    endLine();
  }

  /** One visual line: texts and inline elements between two breaks. Returns the number of text runs so far. */
  #line(line: readonly Piece[], holder: Element, path: string, ordinals: Map<string, number>, runsBefore: number): number {
    let runs = runsBefore;
    const own = line.reduce((sum, piece) => sum + (piece.isText ? words((piece.node as Text).data).length : 0), 0);
    const whole = own === 0 ? 0 : line.reduce((sum, piece) => sum + (piece.isText ? words((piece.node as Text).data).length : textOf(piece.node as Element, 400).length), 0);
    const isProse = own >= PROSE_CHARS && own >= whole * 0.5 && line.length > 1;
    if (isProse) {
      this.#add(join(path, runs === 0 ? '#' : `#${runs}`), 'text', trimEdges(clean(line.map((piece) => (piece.isText ? (piece.node as Text).data : ` ${textOf(piece.node as Element, LIST_CELL_CHARS)} `)).join(''), LIST_CELL_CHARS)), holder);
      let links = 0;
      for (const piece of line) if (!piece.isText && (piece.node as Element).localName === 'a' && links++ < 2) this.#attributes(piece.node as Element, join(path, stepOf(piece.node as Element, ordinals)), 'a');
      return runs + 1;
    }
    let text = '';
    const endRun = (): void => {
      const value = trimEdges(clean(text, LIST_CELL_CHARS));
      const isLabel = /[:：]\s*$/.test(text) && value.length <= LABEL_CHARS;
      if (value !== '') {
        this.#add(join(path, runs === 0 ? '#' : `#${runs}`), 'text', isLabel ? `${value}:` : value, holder);
        runs++;
      }
      text = '';
    };
    line.forEach((piece, n) => {
      if (piece.isText) {
        text += (piece.node as Text).data;
        return;
      }
      const element = piece.node as Element;
      // A word set off in the middle of a text belongs to it; at the start it is a name or a label of its own.
      if (FORMATTING.test(element.localName) && text.trim() !== '' && trimEdges(text) !== '' && !/[:：|]\s*$/.test(text) && element.firstElementChild === null && n > 0) {
        text += textOf(element, LIST_CELL_CHARS);
        return;
      }
      endRun();
      this.visit(element, join(path, stepOf(element, ordinals)));
    });
    endRun();
    return runs;
  }
}

/** A block that the markup names, or whose parts are all of one kind. */
function isOneThing(element: Element): boolean {
  if (element.hasAttribute('itemprop')) return true;
  const first = element.firstElementChild;
  if (!first || first.localName === 'div' || first.childElementCount > 1) return false;
  for (let child = first.nextElementSibling; child; child = child.nextElementSibling) if (child.localName !== first.localName || child.className !== first.className || child.childElementCount > 1) return false;
  return true;
}

function hasBlocks(element: Element): boolean {
  for (let child = element.firstElementChild; child; child = child.nextElementSibling) if (!INLINE.test(child.localName) && child.localName !== 'br') return true;
  return false;
}

/** Only words and elements that change their looks: nothing in it has a place or a meaning of its own. */
function isPlain(element: Element): boolean {
  for (let child = element.firstElementChild; child; child = child.nextElementSibling) {
    const tag = child.localName;
    if (!(FORMATTING.test(tag) || (tag === 'span' && !child.hasAttribute('class') && !child.hasAttribute('itemprop'))) || !isPlain(child)) return false;
  }
  return element.shadowRoot === null;
}

const join = (path: string, step: string): string => (path === '' ? step : `${path}>${step}`);
const words = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The whole address of a link or a picture: the browser has worked it out already. */
function addressOf(element: Element, written: string, name: 'href' | 'src'): string {
  const whole: unknown = name === 'href' ? (element as HTMLAnchorElement).href : element.getAttribute('src') === written ? (element as HTMLImageElement).src : undefined;
  return typeof whole === 'string' && whole.length <= CAPTURE_VALUE_CHARS && /^https?:/i.test(whole) ? whole : absolute(element, written);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Said by the markup itself not to be shown. */
export function isOff(element: Element): boolean {
  if (element.hasAttribute('hidden') && element.getAttribute('hidden') !== 'until-found') return true;
  const style = element.getAttribute('style');
  return style !== null && /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}
