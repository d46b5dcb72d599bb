import { cellText, type Cell, type Column } from './cells.ts';

const ESCAPED = /[\\`*_{}[\]<>|~#]/g;

/** A table as GitHub Flavored Markdown writes it: markup inside cells is escaped, a line end becomes a break, numbers stand right. */
export function markdownTable(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const rule = columns.map(({ type }) => (type === 'number' ? '---:' : '---'));
  return line(columns.map(({ label }) => escaped(label))) + line(rule) + rows.map((row) => line(columns.map((_, i) => escaped(cellText(row[i] ?? null))))).join('');
}

/** `<` is escaped like the rest: what a page called itself never becomes markup of the reader's. */
const escaped = (text: string): string => text.replace(ESCAPED, '\\$&').replace(/\r\n?|\n/g, '<br>').trim();
