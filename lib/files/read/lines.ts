import { IMPORT_ASIDE_CHARS } from '../../core/limits.ts';

export interface Line {
  /** Counted from 1. */
  readonly at: number;
  /** Of a line that is too long the beginning, to be recognised by. */
  readonly text: string;
  readonly isTooLong: boolean;
}

/**
 * The lines of a text as they come, line ends as line feeds. What a line has beyond `most` characters is passed over: memory is bounded
 * by one line and one part of the text, and each letter is looked at once.
 */
export async function* linesOf(parts: AsyncIterable<string>, most: number): AsyncGenerator<Line[]> {
  let at = 1;
  let text = '';
  let isTooLong = false;
  const add = (piece: string): void => {
    if (isTooLong) return;
    text += piece;
    if (text.length <= most) return;
    isTooLong = true;
    text = text.slice(0, IMPORT_ASIDE_CHARS);
  };
  for await (const part of parts) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = part.indexOf('\n'); end >= 0; end = part.indexOf('\n', from)) {
      add(part.slice(from, end));
      lines.push({ at, text, isTooLong });
      at += 1;
      text = '';
      isTooLong = false;
      from = end + 1;
    }
    add(part.slice(from));
    if (lines.length > 0) yield lines;
  }
  if (text !== '') yield [{ at, text, isTooLong }];
}
