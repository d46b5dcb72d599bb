import type { Zone } from '../../contracts/raw-capture.ts';

/** What stands in a line, seen in one pass over its characters: each finder looks only at the lines that can hold what it looks for. */
export const HAS = { at: 1, colon: 2, spelt: 4, copyright: 8, digits: 16, number: 32, dot: 64, capital: 128 } as const;

/** Two digits or more: a postcode. Six or more: a telephone number. */
const POSTCODE_DIGITS = 2;
const NUMBER_DIGITS = 6;

export function marksOf(text: string): number {
  let marks = 0;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code > 96 && code < 123) || code === 32) continue;
    if (code > 64 && code < 91) {
      if (i > 0) marks |= HAS.capital;
      continue;
    }
    if (code >= 48 && code <= 57) digits++;
    else if (code === 64 || code === 0xff20) marks |= HAS.at;
    else if (code === 58 || code === 0xff1a) marks |= HAS.colon;
    else if (code === 46) marks |= HAS.dot;
    else if (code === 40 || code === 60 || code === 91 || code === 123 || code === 42 || code === 124 || code === 95 || code === 47) marks |= HAS.spelt;
    else if (code === 169) marks |= HAS.copyright;
  }
  if (text.includes('@ ') || text.includes(' at ') || text.includes(' AT ') || text.includes('-at-') || text.includes(' arroba ') || text.includes(' chez ')) marks |= HAS.spelt;
  if (digits >= POSTCODE_DIGITS) marks |= HAS.digits;
  if (digits >= NUMBER_DIGITS) marks |= HAS.number;
  return marks;
}

/** Where every piece of text came from, for all lines of a page in two flat lists: no list per line. */
export interface Pieces {
  readonly at: number[];
  readonly elements: Element[];
}

/** One line of text as a person would see it: what stands between two line breaks or block edges. */
export class Line {
  readonly text: string;
  readonly zone: Zone;
  readonly order: number;
  /** Nearest block element, such as `dt`, `td`, `h1`, `p`. */
  readonly block: string;
  readonly marks: number;
  readonly #pieces: Pieces;
  readonly #from: number;
  readonly #to: number;

  constructor(text: string, zone: Zone, order: number, block: string, pieces: Pieces, from: number, to: number) {
    this.text = text;
    this.zone = zone;
    this.order = order;
    this.block = block;
    this.marks = marksOf(text);
    this.#pieces = pieces;
    this.#from = from;
    this.#to = to;
  }

  /** The element that the character at this offset stands in. */
  elementAt(offset: number): Element | undefined {
    return this.#pieces.elements[this.#pieceAt(offset)];
  }

  /** The nearest element that holds the whole line: evidence for a line is the line, not its first piece. */
  element(): Element | undefined {
    const first = this.#pieces.elements[this.#from];
    const last = this.#pieces.elements[this.#to - 1];
    let around: Element | null | undefined = first;
    while (around && last && !around.contains(last)) around = around.parentElement;
    return around ?? first;
  }

  first(): Element | undefined {
    return this.#pieces.elements[this.#from];
  }

  /** Beginning and end of the piece of text around a character. */
  piece(offset: number): readonly [from: number, to: number] {
    const piece = this.#pieceAt(offset);
    return [this.#pieces.at[piece] ?? 0, piece + 1 < this.#to ? (this.#pieces.at[piece + 1] ?? this.text.length) : this.text.length];
  }

  /** True when an element begins or ends its text here. */
  isEdge(offset: number): boolean {
    return this.#pieces.at[this.#pieceAt(offset)] === offset;
  }

  #pieceAt(offset: number): number {
    let found = this.#from;
    for (let i = this.#from; i < this.#to && (this.#pieces.at[i] ?? 0) <= offset; i++) found = i;
    return found;
  }
}
