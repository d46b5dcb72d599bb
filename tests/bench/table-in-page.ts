/** What `table.ts` runs inside the extension: the product's own way of adding many leads, and the plain ways that it is compared with. */
import type { TableId } from '../../lib/core/ids.ts';
import { identityKeys } from '../../lib/domain/lead/identity.ts';
import type { FieldState, LeadFields, Provenance } from '../../lib/domain/lead/lead.ts';
import { KilnDatabase } from '../../lib/storage/database.ts';
import { leadStores } from '../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../lib/storage/leads/writes.ts';
import { scrollThrough } from './scroll.ts';

export interface TableBench {
  /** Milliseconds in which so many people are added to a new table, and how many of them making the people took. */
  fill(tableId: string, count: number): Promise<{ readonly ms: number; readonly making: number }>;
  /** Milliseconds of a sort of so many texts in memory, of a test of one column, and of a search through all of them. */
  plain(count: number, word: string): { readonly sort: number; readonly filter: number; readonly search: number };
  /** Milliseconds in which three maps (address, name at a domain, profile) find who is there twice: exact ones only. */
  plainDuplicates(count: number): number;
  /** Milliseconds of each frame while rows of plain elements are scrolled through, drawn anew in place. */
  plainScroll(count: number, frames: number): Promise<number[]>;
}

const AT_ONCE = 2_048;
const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Farah', 'Gus', 'Hana', 'June', 'Kofi', 'Lena'];
const LAST = ['Example', 'Sample', 'Muster', 'Specimen', 'Placeholder'];
const TITLES = ['Buyer', 'Head of Operations', 'Founder', 'Sales Manager', 'Engineer', 'Office Manager', 'Chief Financial Officer'];
/** Scattered, so that no order is there already. */
const scattered = (n: number): number => Math.imul(n, 2_654_435_761) >>> 0;

const FROM: Provenance = { origin: 'import', at: 1_800_000_000_000 };
const state = (value: string): FieldState => ({ values: [{ value, confidence: 90, provenance: FROM }] });
const nameOf = (n: number): string => `${FIRST[n % 10]} ${LAST[n % 5]}${scattered(n).toString(36)}`;
function personNo(n: number): LeadFields {
  const company = scattered(n) % 5_000;
  return {
    name: state(nameOf(n)), title: state(TITLES[scattered(n) % 7] ?? ''), companyName: state(`Company ${company}`), companyDomain: state(`company-${company}.example.com`),
    workEmail: state(`p${n}@company-${company}.example.com`), phone: state(`+44113496${String(n % 10_000).padStart(4, '0')}`), location: state(`Town ${n % 300}`),
    profileUrl: state(`https://people.example.com/p/${n}`), country: state(['GB', 'DE', 'FR', 'US'][n % 4] ?? ''), note: state(`Row ${n} of the bench`),
  };
}

const bench: TableBench = {
  async fill(tableId, count) {
    const db = new KilnDatabase();
    await db.tables_.put({ id: tableId as TableId, name: `Bench ${count}`, kind: 'person', createdAt: 1 });
    const writes = leadWrites(db);
    const start = performance.now();
    let making = 0;
    for (let from = 0; from < count; from += AT_ONCE) {
      const begun = performance.now();
      const leads = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => {
        const fields = personNo(from + i);
        return { fields, keys: identityKeys('person', fields), createdAt: 1, updatedAt: 1 };
      });
      making += performance.now() - begun;
      await db.transaction('rw', leadStores(db), () => writes.append(tableId as TableId, 'person', leads));
    }
    const ms = performance.now() - start;
    db.close();
    return { ms, making };
  },
  plain(count, word) {
    const texts = Array.from({ length: count }, (_, n) => nameOf(n));
    const joined = Array.from({ length: count }, (_, n) => Object.values(personNo(n)).map(({ values }) => values[0]?.value ?? '').join('\n').toLowerCase());
    const titles = Array.from({ length: count }, (_, n) => TITLES[scattered(n) % 7] ?? '');
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    const start = performance.now();
    const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => collator.compare(texts[a] ?? '', texts[b] ?? ''));
    const sorted = performance.now();
    const tested = titles.filter((text) => text.toLowerCase().includes(word)).length;
    const filtered = performance.now();
    const found = joined.filter((text) => text.includes(word)).length;
    const end = performance.now();
    return { sort: sorted - start, filter: filtered - sorted, search: end - filtered + (order.length + tested + found < 0 ? 1 : 0) };
  },
  plainDuplicates(count) {
    const people = Array.from({ length: count }, (_, n) => Object.fromEntries(Object.entries(personNo(n)).map(([key, { values }]) => [key, values[0]?.value ?? ''])));
    const start = performance.now();
    const maps = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()] as const;
    let twice = 0;
    for (const [n, person] of people.entries()) {
      const keys = [person['workEmail']?.toLowerCase(), `${person['name']?.toLowerCase()}@${person['companyDomain']}`, person['profileUrl']?.toLowerCase()];
      for (const [i, key] of keys.entries()) {
        if (key === undefined) continue;
        if (maps[i]?.has(key)) twice += 1;
        else maps[i]?.set(key, n);
      }
    }
    return performance.now() - start + (twice < 0 ? 1 : 0);
  },
  async plainScroll(count, frames) {
    const box = document.createElement('div');
    box.style.cssText = 'position:fixed;inset:0;overflow:auto;background:#fff;font:13px sans-serif';
    const inner = document.createElement('div');
    inner.style.cssText = `position:relative;height:${Math.min(count * 34, 32_000_000)}px`;
    box.append(inner);
    document.body.append(box);
    const rows = Array.from({ length: 40 }, () => {
      const row = document.createElement('div');
      row.style.cssText = 'position:absolute;display:flex;height:34px;left:0;top:0';
      row.append(...Array.from({ length: 9 }, () => Object.assign(document.createElement('span'), { style: 'width:150px;overflow:hidden;white-space:nowrap;border:1px solid #ddd' })));
      inner.append(row);
      return row;
    });
    const draw = (): void => {
      const first = Math.max(0, Math.floor(box.scrollTop / 34) - 8);
      for (const [i, row] of rows.entries()) {
        row.style.transform = `translateY(${(first + i) * 34}px)`;
        const texts = Object.values(personNo(first + i)).map(({ values }) => values[0]?.value ?? '');
        for (const [c, cell] of [...row.children].entries()) cell.textContent = texts[c] ?? '';
      }
    };
    box.addEventListener('scroll', draw);
    draw();
    const times = await scrollThrough(box, frames);
    box.remove();
    return times;
  },
};

Object.assign(globalThis, { __table: bench, __scrollThrough: scrollThrough });
