/** `npm run providers`: the catalogue as a table. */
import type { Manifest } from '../../lib/contracts/manifest.ts';
import { loadCatalogue } from '../../server/catalogue.ts';

const HEAD = ['id', 'operations', 'auth', 'async', 'price', 'verified'] as const;
const WIDEST = 60;

const authOf = ({ auth }: Manifest): string => {
  const optional = auth.kind !== 'none' && auth.optional ? ' (optional)' : '';
  const place = auth.kind === 'header' || auth.kind === 'query' ? ` ${auth.name}` : auth.kind === 'parts' ? ` ${auth.parts.join(':')}` : '';
  return auth.kind + place + optional;
};

function rowOf(manifest: Manifest): readonly string[] {
  const operations = Object.entries(manifest.operations);
  const kinds = new Set(operations.flatMap(([, spec]) => [...(spec?.poll ? [spec.poll.kind] : []), ...(spec?.batch ? [`batch of ${spec.batch.max}`] : []), ...(spec?.ways.some((way) => way.steps.length > 1) ? ['two calls'] : [])]));
  return [manifest.id, operations.map(([name]) => name).join(', '), authOf(manifest), [...kinds].join(', ') || 'no', manifest.price.note, `${manifest.verified.sure} ${manifest.verified.on}${manifest.verified.live ? ', live' : ''}: ${manifest.verified.sources[0] ?? ''}`];
}

/** Breaks a text at spaces so that no line is longer than the width. */
const wrap = (text: string, width: number): readonly string[] =>
  text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1) ?? '';
    return last !== '' && last.length + word.length + 1 <= width ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);

function table(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((head, i) => Math.min(i === 1 || i > 3 ? 34 : WIDEST, Math.max(head.length, ...rows.map((row) => (row[i] ?? '').length))));
  const lineOf = (cells: readonly string[]): string => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd();
  const blockOf = (row: readonly string[]): string => {
    const cells = row.map((cell, i) => wrap(cell, widths[i] ?? WIDEST));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, n) => lineOf(cells.map((lines) => lines[n] ?? ''))).join('\n');
  };
  return [lineOf(HEAD), lineOf(widths.map((width) => '-'.repeat(width))), ...rows.map(blockOf)].join('\n');
}

const catalogue = await loadCatalogue();
const count = [...catalogue.values()].reduce((sum, manifest) => sum + Object.keys(manifest.operations).length, 0);
process.stdout.write(`${table([...catalogue.values()].map(rowOf))}\n\n${catalogue.size} providers, ${count} operations\n`);
