import type TurndownService from 'turndown';

/** Tables that hold data become Markdown tables; tables that only arrange a page become their content, in order. */
export function addTables(service: TurndownService): void {
  service.addRule('cell', {
    filter: ['td', 'th'],
    replacement: (content, node) => {
      if (isLayout(node)) return `\n\n${content.trim()}\n\n`;
      const text = content.trim().replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|');
      return `${isFirst(node) ? '| ' : ' '}${text} |${'  |'.repeat(spanOf(node) - 1)}`;
    },
  });
  service.addRule('row', {
    filter: 'tr',
    replacement: (content, node) => {
      if (isLayout(node)) return content;
      if (content.trim() === '') return '';
      const first = node.closest('table')?.querySelector('tr') === node;
      if (!first) return `\n${content}`;
      const rule = `|${' --- |'.repeat(widthOf(node))}`;
      const hasHeader = Array.from(node.children).every((cell) => cell.localName === 'th') || node.parentElement?.localName === 'thead';
      return hasHeader ? `\n${content}\n${rule}` : `\n|${'  |'.repeat(widthOf(node))}\n${rule}\n${content}`;
    },
  });
  service.addRule('rows', { filter: ['thead', 'tbody', 'tfoot'], replacement: (content) => content });
  service.addRule('caption', { filter: 'caption', replacement: (content) => `${content.trim()}\n\n` });
  service.addRule('table', { filter: 'table', replacement: (content) => `\n\n${content.trim()}\n\n` });
}

/** Bounds what one cell may claim: a page can say a million. */
const MAX_SPAN = 40;
const spanOf = (cell: Element): number => Math.min(MAX_SPAN, Math.max(1, Number.parseInt(cell.getAttribute('colspan') ?? '1', 10) || 1));
const widthOf = (row: Element): number => Math.max(1, Array.from(row.children).reduce((sum, cell) => sum + spanOf(cell), 0));
const isFirst = (cell: Element): boolean => cell.previousElementSibling === null;

const layouts = new WeakMap<Element, boolean>();
function isLayout(node: Element): boolean {
  const table = node.closest('table');
  if (!table) return true;
  let known = layouts.get(table);
  if (known === undefined) {
    const rows = Array.from(table.querySelectorAll('tr')).slice(0, 50);
    known = /^(?:presentation|none)$/.test(table.getAttribute('role') ?? '') || table.querySelector('table') !== null || rows.every((row) => row.children.length <= 1);
    layouts.set(table, known);
  }
  return known;
}
