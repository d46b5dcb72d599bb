import { headsOf } from '../reader/shadow.ts';

/** Characters of a record in which its texts are looked for. */
const RECORD_CHARS = 20_000;
/** Siblings that one record goes on over, at most. */
const SPAN = 12;

/** The records of a list on the page, in reading order. A record without an element of its own is its run of siblings. */
export class Records {
  readonly heads: readonly Element[];
  readonly #isSpan: boolean;
  readonly #places: Map<Element, number>;
  readonly #texts = new WeakMap<Element, string>();

  constructor(doc: Document, container: string, record: string) {
    this.heads = headsOf(doc, container, record);
    this.#places = new Map(this.heads.map((head, i) => [head, i]));
    const sample = this.heads.slice(0, 12);
    // Something stands between nearly all of them, not just an advertisement here and there: it belongs to them.
    this.#isSpan = sample.length > 2 && sample.filter((head) => head.nextElementSibling !== null && !this.#places.has(head.nextElementSibling)).length > sample.length * 0.6;
  }

  /** The elements of a record. */
  partsOf(head: Element): readonly Element[] {
    if (!this.#isSpan) return [head];
    const parts = [head];
    for (let next = head.nextElementSibling; next && parts.length < SPAN && !this.#places.has(next); next = next.nextElementSibling) parts.push(next);
    return parts;
  }

  /** True when every text stands in the record. Only letters and digits count: cells join the texts of several elements, which have nothing between them on the page. */
  says(head: Element, texts: readonly string[]): boolean {
    let own = this.#texts.get(head);
    if (own === undefined) {
      own = squash(this.partsOf(head).map((part) => (part.textContent ?? '').slice(0, RECORD_CHARS)).join(' '));
      this.#texts.set(head, own);
    }
    return texts.every((text) => own.includes(squash(text)));
  }

  /** The record that stood at `index` and says these texts, wherever it stands now; null when none does. */
  find(index: number, texts: readonly string[]): Element | null {
    const there = this.heads[index];
    if (there && this.says(there, texts)) return there;
    return texts.length === 0 ? null : (this.heads.find((head) => this.says(head, texts)) ?? null);
  }

  /** The box around a record, or null when it cannot be seen. */
  boxOf(head: Element): Box | null {
    return unite(this.partsOf(head).map((part) => part.getBoundingClientRect()));
  }
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The box around boxes; those without a size do not count. */
export function unite(boxes: readonly (Box | null)[]): Box | null {
  const seen = boxes.filter((box) => box !== null).filter((box) => box.right > box.left && box.bottom > box.top);
  if (seen.length === 0) return null;
  return {
    left: Math.min(...seen.map((box) => box.left)), top: Math.min(...seen.map((box) => box.top)),
    right: Math.max(...seen.map((box) => box.right)), bottom: Math.max(...seen.map((box) => box.bottom)),
  };
}

const squash = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
