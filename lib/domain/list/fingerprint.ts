import type { ListRow } from './list.ts';

/**
 * 53-bit hash of a text in base 36 (cyrb53 by bryc, public domain: two 32-bit multiply-and-mix lanes). Not for secrets.
 */
export function hash53(text: string): string {
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ code, 2_654_435_761);
    h2 = Math.imul(h2 ^ code, 1_597_334_677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2_246_822_507) ^ Math.imul(h2 ^ (h2 >>> 13), 3_266_489_909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2_246_822_507) ^ Math.imul(h1 ^ (h1 >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & h2) + (h1 >>> 0)).toString(36);
}

/**
 * What a page of a list looks like to a reader: its texts without its addresses, which may carry a session or a time.
 * Two pages with one print are the same page, whatever their rows are called.
 */
export const pagePrint = (rows: readonly ListRow[]): string => hash53(rows.map((row) => row.cells.filter((cell) => !/^https?:/i.test(cell)).join('\t')).join('\n'));

/** Rows in order without those whose key is known or came before; `duplicates` counts what was left out. */
export function newRows(rows: readonly ListRow[], isKnown: (key: string) => boolean): { readonly rows: ListRow[]; readonly duplicates: number } {
  const seen = new Set<string>();
  const fresh = rows.filter(({ key }) => {
    if (seen.has(key) || isKnown(key)) return false;
    seen.add(key);
    return true;
  });
  return { rows: fresh, duplicates: rows.length - fresh.length };
}
