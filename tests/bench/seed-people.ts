import type { Page } from '@playwright/test';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';

const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Farah', 'Gus', 'Hana', 'June', 'Kofi', 'Lena'];
const LAST = ['Example', 'Sample', 'Muster', 'Specimen', 'Placeholder'];
const CHUNK = 1_000;
const letters = (n: number): string => (n < 26 ? String.fromCharCode(97 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26));

/** Invented people of the sandbox's world; every twentieth exists nowhere. */
export function personNo(n: number): { name: string; firstName: string; lastName: string; companyDomain: string } {
  const firstName = n % 20 === 19 ? 'Nil' : (FIRST[n % 10] ?? 'Ada');
  const lastName = `${LAST[n % 5] ?? 'Example'}${letters(n)}`;
  return { name: `${firstName} ${lastName}`, firstName, lastName, companyDomain: `company-${n % 200}.example` };
}

/** Writes people straight into the database of the extension: by commands ten thousand would take longer than the run. */
export async function seedPeople(page: Page, count: number, waterfall: Waterfall): Promise<string[]> {
  const value = (text: string) => ({ values: [{ value: text, confidence: 90, provenance: { origin: 'import' as const, at: 1 } }] });
  const leads = Array.from({ length: count }, (_, order): Lead => {
    const { name, firstName, lastName, companyDomain } = personNo(order);
    return {
      id: `lead-${String(order).padStart(6, '0')}` as Lead['id'], tableId: 'table-bench' as Lead['tableId'], kind: 'person', order: order + 1, createdAt: 1, updatedAt: 1, keys: [`person ${name.toLowerCase()} ${companyDomain}`],
      fields: { name: value(name), firstName: value(firstName), lastName: value(lastName), companyDomain: value(companyDomain) },
    };
  });
  await put(page, 'tables_', [{ id: 'table-bench', name: 'People', kind: 'person', createdAt: 1 }]);
  await put(page, 'leadTables', [{ tableId: 'table-bench', next: count + 1, count }]);
  await put(page, 'waterfalls', [waterfall]);
  for (let at = 0; at < count; at += CHUNK) await put(page, 'leads', leads.slice(at, at + CHUNK));
  return leads.map((lead) => lead.id);
}

const put = (page: Page, store: string, rows: readonly unknown[]): Promise<void> =>
  page.evaluate(
    ([name, all]) =>
      new Promise<void>((resolve, reject) => {
        const opened = indexedDB.open('kiln');
        opened.onerror = () => reject(opened.error ?? new Error('closed'));
        opened.onsuccess = () => {
          const written = opened.result.transaction(name, 'readwrite');
          for (const row of all) written.objectStore(name).put(row);
          written.oncomplete = () => {
            opened.result.close();
            resolve();
          };
          written.onerror = () => reject(written.error ?? new Error('not written'));
        };
      }),
    [store, rows] as const,
  );
