import { expect, it } from 'vitest';
import { markdownLines } from '../../../lib/ui/markdown-lines.ts';

it('tells the kinds of lines, and takes nothing inside a fence for anything but code', () => {
  const kinds = markdownLines('# A\ntext\n\n- item\n1. item\n> said\n| a | b |\n```\n# code\n````\nafter').map((line) => [line.kind, line.level, line.text]);
  expect(kinds).toEqual([
    ['heading', 1, 'A'], ['text', 0, 'text'], ['blank', 0, ''], ['item', 0, '- item'], ['item', 0, '1. item'], ['quote', 0, '> said'], ['row', 0, '| a | b |'],
    ['code', 0, '```'], ['code', 0, '# code'], ['code', 0, '````'], ['text', 0, 'after'],
  ]);
});

it('never loses a line of a text, whatever it is made of', () => {
  const source = '####### seven\n#none\n   ~~~\n```\n~~~\nend\r\n';
  expect(markdownLines(source).map((line) => (line.kind === 'heading' ? `${'#'.repeat(line.level)} ${line.text}` : line.text)).join('\n')).toBe(source);
});
