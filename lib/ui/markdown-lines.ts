/** What a line of Markdown is, so that its source can be shown in a form that is easy to read. The text itself is never interpreted. */
export type LineKind = 'heading' | 'quote' | 'code' | 'item' | 'row' | 'text' | 'blank';

export interface MarkdownLine {
  readonly kind: LineKind;
  /** 1 to 6 for headings, else 0. */
  readonly level: number;
  readonly text: string;
}

/** Lines of a Markdown source with their kinds; inside a fence everything is code. */
export function markdownLines(source: string): MarkdownLine[] {
  let fence = '';
  return source.split('\n').map((text) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1];
    if (fence !== '') {
      if (mark !== undefined && mark.startsWith(fence)) fence = '';
      return { kind: 'code', level: 0, text };
    }
    if (mark !== undefined) {
      fence = mark;
      return { kind: 'code', level: 0, text };
    }
    return lineOf(text);
  });
}

function lineOf(text: string): MarkdownLine {
  const hashes = /^(#{1,6}) /.exec(text)?.[1];
  if (hashes !== undefined) return { kind: 'heading', level: hashes.length, text: text.slice(hashes.length + 1) };
  const kind: LineKind = text.trim() === '' ? 'blank' : text.startsWith('>') ? 'quote' : text.startsWith('|') ? 'row' : /^\s*(?:[-*+]|\d+\.) /.test(text) ? 'item' : 'text';
  return { kind, level: 0, text };
}
