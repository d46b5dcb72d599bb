import { CAPTURE_TEXT_CHARS } from '../../core/limits.ts';
import type { Zone } from '../../contracts/raw-capture.ts';
import { Line, type Pieces } from './line.ts';
import { fold } from './text.ts';
import type { Seen } from './seen.ts';

const LINES = 20_000;

/** Puts pieces of text together into the lines that a person sees. */
export class LineMaker {
  readonly #seen: Seen;
  readonly #pieces: Pieces = { at: [], elements: [] };
  #from = 0;
  #text = '';
  #isSpaced = false;
  #block = 'body';
  #charsLeft = CAPTURE_TEXT_CHARS;

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  add(data: string, parent: Element, zone: Zone): void {
    const body = data.trim();
    if (body === '') {
      if (this.#text !== '') this.#isSpaced = true;
    } else if (this.#block !== 'pre' && data.length <= this.#charsLeft) {
      this.#charsLeft -= data.length;
      this.#append(data, body, parent);
    } else this.#addPart(data, parent, zone);
  }

  #addPart(whole: string, parent: Element, zone: Zone): void {
    const data = whole.slice(0, this.#charsLeft);
    if (data.length < whole.length) this.#seen.truncated = true; // links and structured data are still followed
    this.#charsLeft -= data.length;
    const isPre = this.#block === 'pre';
    for (const row of isPre ? data.split('\n') : [data]) {
      this.#append(row, row.trim(), parent);
      if (isPre) this.flush('pre', zone);
    }
  }

  /** A gap that shows between two pieces of one line. */
  space(): void {
    this.#isSpaced = true;
  }

  /** @param body the data without white space at its ends */
  #append(data: string, body: string, parent: Element): void {
    const text = fold(body);
    if (text === '') return;
    const isTrimmed = body.length !== data.length;
    const isLed = isTrimmed && data.charCodeAt(0) !== body.charCodeAt(0);
    const isBegun = this.#text !== '';
    if (isBegun && (this.#isSpaced || isLed)) this.#text += ' ';
    this.#pieces.at.push(this.#text.length);
    this.#pieces.elements.push(parent);
    this.#text = isBegun ? this.#text + text : text;
    this.#isSpaced = isTrimmed && data.length > body.length + (isLed ? data.indexOf(body[0] ?? '') : 0);
  }

  /** Ends the line; the next one stands in a block of this name. */
  flush(block: string, zone: Zone): void {
    if (this.#text !== '') {
      const { lines } = this.#seen;
      const to = this.#pieces.at.length;
      // Text never begins with a space (see #append), so the offsets of the pieces hold.
      if (lines.length < LINES) lines.push(new Line(this.#text, zone, lines.length, this.#block, this.#pieces, this.#from, to));
      this.#from = to;
      this.#text = '';
    }
    this.#isSpaced = false;
    this.#block = block;
  }
}
