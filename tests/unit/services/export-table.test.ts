import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXPORT_BATCH } from '../../../lib/core/limits.ts';
import { uuidV7, type LeadId, type TableId } from '../../../lib/core/ids.ts';
import type { TableFormat } from '../../../lib/contracts/table-formats.ts';
import type { FieldKey } from '../../../lib/domain/lead/fields.ts';
import type { FieldValue, Lead } from '../../../lib/domain/lead/lead.ts';
import { exportTable } from '../../../lib/services/export/export-table.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { csvRows, xlsxBook } from '../files/read-back.ts';
import { leadRows } from '../../../lib/storage/leads/rows.ts';
import { leadStores } from '../../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../../lib/storage/leads/writes.ts';
import { plantLeads } from '../stored-leads.ts';

let db: KilnDatabase;
let clock = 1_000;
const TABLE = 'table-0001' as TableId;
const AT = Date.UTC(2026, 10, 25, 8, 30);
const deps = () => ({ store: createStore(db), now: () => ++clock, newId: () => uuidV7(++clock, new Uint8Array(16)) });
const page = (value: string, confidence = 80): FieldValue => ({ value, confidence, provenance: { origin: 'page', at: AT, pageUrl: 'https://example.com/people' } });
const bought = (value: string): FieldValue => ({ value, confidence: 95, provenance: { origin: 'provider', at: AT, providerId: 'hunter', route: 'own' } });

function lead(n: number, fields: Partial<Record<FieldKey, readonly FieldValue[]>>, more: Partial<Lead> = {}): Lead {
  return {
    id: `lead-${String(n).padStart(6, '0')}` as LeadId, tableId: TABLE, kind: 'person', order: n, createdAt: AT, updatedAt: AT, keys: [], sourceUrl: `https://example.com/${n}`,
    fields: Object.fromEntries(Object.entries(fields).map(([key, values]) => [key, { values }])), ...more,
  };
}
async function exported(format: TableFormat, leadIds?: readonly string[], withoutListed = false): Promise<Blob> {
  const file = await exportTable(deps(), { tableId: TABLE, format, ...(leadIds ? { leadIds } : {}), withoutListed });
  return (await db.files.get(file!.fileId))!.content;
}

beforeEach(async () => {
  db = new KilnDatabase(`export-${Math.random()}`);
  await db.tables_.add({ id: TABLE, name: 'People: Q4', kind: 'person', createdAt: 1 });
  await plantLeads(db, [
    lead(1, { name: [page('Ada Example')], workEmail: [bought('ada@example.com'), page('ada.old@example.com', 60)], mobile: [page('+441134960100')], website: [page('https://example.com/')] }),
    lead(2, { name: [page('=Ben Sample')], title: [page('Buyer')], note: [page('one\ntwo')] }),
  ]);
});
afterEach(() => db.delete());

describe('an exported table', () => {
  it('as a workbook has the leads, and on a second sheet where every value comes from', async () => {
    const book = await xlsxBook(new Uint8Array(await (await exported('xlsx')).arrayBuffer()));
    expect(book.sheets.map(({ name }) => name)).toEqual(['People Q4', 'Sources']);
    expect(book.sheets[0]!.rows).toEqual([
      ['Name', 'Title', 'Work email', 'Mobile', 'Website', 'Note', 'Source'],
      ['Ada Example', null, 'ada@example.com', '+441134960100', 'https://example.com/', null, 'https://example.com/1'],
      ['=Ben Sample', 'Buyer', null, null, null, 'one\ntwo', 'https://example.com/2'],
    ]);
    const sources = book.sheets[1]!.rows as unknown[][];
    expect(sources.slice(1).map((row) => row.slice(0, 7))).toContainEqual(['Ada Example', 'Work email', 'ada@example.com', true, 95, 'Provider', 'hunter']);
    expect(sources.slice(1).map((row) => row.slice(0, 7))).toContainEqual(['Ada Example', 'Work email', 'ada.old@example.com', false, 60, 'Page', 'https://example.com/people']);
    expect(sources[1]![8]).toEqual(new Date(AT));
  });

  it('as CSV for Excel begins with the mark, and both defuse formulas', async () => {
    const [plain, excel] = await Promise.all([(await exported('csv')).arrayBuffer(), (await exported('csv-excel')).arrayBuffer()]);
    expect([...new Uint8Array(excel).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = csvRows(new TextDecoder().decode(plain));
    expect(rows[2]).toEqual(["'=Ben Sample", 'Buyer', '', '', '', 'one\ntwo', 'https://example.com/2']);
  });

  describe('with somebody on the do-not-contact list', () => {
    beforeEach(() => db.doNotContact.put({ id: 'domain:example.com', kind: 'domain', shown: 'example.com', at: 1 }));
    const text = async (format: TableFormat, without = false): Promise<string> => (await exported(format, undefined, without)).text();

    it('says so beside each, in every format', async () => {
      expect(csvRows(await text('csv')).map((row) => row.at(-1))).toEqual(['Do not contact', 'Yes', '']);
      const book = await xlsxBook(new Uint8Array(await (await exported('xlsx')).arrayBuffer()));
      expect(book.sheets[0]!.rows.map((row) => (row as unknown[])[7] ?? null)).toEqual(['Do not contact', 'Yes', null]);
      expect((await text('jsonl')).trim().split('\n').map((line) => (JSON.parse(line) as { doNotContact?: string }).doNotContact)).toEqual(['domain', undefined]);
      expect((await text('vcf')).match(/CATEGORIES:.*/g)).toEqual(['CATEGORIES:People: Q4,Do not contact', 'CATEGORIES:People: Q4']);
      expect(csvRows(await text('csv')).length).toBe(3);
      expect((await text('tsv')).split('\n')[0]).toContain('Do not contact');
      expect((await text('md')).split('\n')[0]).toContain('Do not contact');
    });

    it('leaves them out where that is wanted, and says how many', async () => {
      const rows = csvRows(await text('csv', true));
      expect(rows.map((row) => row[0])).toEqual(['Name', "'=Ben Sample"]);
      expect(rows[0]).not.toContain('Do not contact');
      for (const format of ['jsonl', 'vcf', 'md', 'tsv', 'json'] as const) expect(await text(format, true)).not.toContain('Ada');
      const book = await xlsxBook(new Uint8Array(await (await exported('xlsx', undefined, true)).arrayBuffer()));
      expect(JSON.stringify(book.sheets.map(({ rows: all }) => all))).not.toContain('Ada');
      const [plain, without] = await Promise.all([exportTable(deps(), { tableId: TABLE, format: 'csv' }), exportTable(deps(), { tableId: TABLE, format: 'csv', withoutListed: true })]);
      expect([plain, without]).toMatchObject([{ rows: 2, listed: 1 }, { rows: 1, listed: 1 }]);
      expect((await db.activity.toArray()).map(({ detail }) => detail)).toContainEqual(expect.stringContaining('1 on the do-not-contact list left out'));
    });
  });

  it('as contact cards, JSON Lines and Markdown holds who is ticked', async () => {
    const only = ['lead-000001'];
    expect((await (await exported('vcf', only)).text()).split('\r\n')).toEqual(expect.arrayContaining(['FN:Ada Example', 'EMAIL;TYPE=work:ada@example.com', 'TEL;VALUE=uri;TYPE="cell,voice":tel:+441134960100', 'SOURCE:https://example.com/1', 'CATEGORIES:People: Q4']));
    const lines = (await (await exported('jsonl', only)).text()).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(only);
    expect(await (await exported('md', only)).text()).toBe('| Name | Work email | Mobile | Website | Source |\n| --- | --- | --- | --- | --- |\n| Ada Example | ada@example.com | +441134960100 | https://example.com/ | https://example.com/1 |\n');
  });

  it('as contact cards counts the cards, and says who has none', async () => {
    await plantLeads(db, [lead(3, { title: [page('Nobody knows')] })]);
    const file = await exportTable(deps(), { tableId: TABLE, format: 'vcf' });
    expect(file?.rows).toBe(2);
    expect(await db.activity.toArray()).toMatchObject([{ title: '2 leads exported', detail: 'People: Q4 · contact cards · free, 1 without a name left out' }]);
  });

  it('of some reads those in the order given, however many, and goes through no table', async () => {
    const made = deps();
    const leads = { ...made.store.leads, batchesOf: () => { throw new Error('the whole table'); } };
    await plantLeads(db, [lead(9, { name: [page('Of another table')] }, { tableId: 'table-0002' as TableId })]);
    const file = await exportTable({ ...made, store: { ...made.store, leads } }, { tableId: TABLE, format: 'csv', leadIds: ['lead-000002', 'lead-000009', 'lead-000001', 'lead-gone'] });
    expect(csvRows(await (await db.files.get(file!.fileId))!.content.text()).slice(1).map(([name]) => name)).toEqual(["'=Ben Sample", 'Ada Example']);
    expect(file?.rows).toBe(2);
    const many = EXPORT_BATCH + 9;
    await db.transaction('rw', leadStores(db), () => leadWrites(db).append(TABLE, 'person', Array.from({ length: many }, (_, i) => ({ fields: { name: { values: [page(`Person ${i}`)] } }, keys: [], createdAt: 1, updatedAt: 1 }))));
    const ids = (await leadRows(db).first(TABLE, many + 2)).map(({ id }) => id).reverse();
    expect((await exportTable({ ...made, store: { ...made.store, leads } }, { tableId: TABLE, format: 'csv', leadIds: ids }))?.rows).toBe(many + 2);
  });

  it('has every lead once, in order, whether it was added alone or among many, has changed since, or is back', async () => {
    const many = EXPORT_BATCH * 2 + 7;
    await db.transaction('rw', leadStores(db), () => leadWrites(db).append(TABLE, 'person', Array.from({ length: many }, (_, i) => ({ fields: { name: { values: [page(`Person ${i}`)] } }, keys: [], createdAt: 1, updatedAt: 1 }))));
    const [first, second, third] = await leadRows(db).between(TABLE, EXPORT_BATCH - 1, EXPORT_BATCH + 1);
    await db.transaction('rw', leadStores(db), async () => {
      await leadWrites(db).put([{ ...first!, fields: { name: { values: [page('Changed')] } } }]);
      await leadWrites(db).remove([second!, third!]);
      await leadWrites(db).restore([third!]);
    });
    const names = csvRows(await (await exported('csv')).text()).slice(1).map(([name]) => name);
    const expected = Array.from({ length: many }, (_, i) => `Person ${i}`);
    expected.splice(EXPORT_BATCH - 4, 2, 'Changed');
    expect(names).toEqual(['Ada Example', "'=Ben Sample", ...expected]);
  });

  it('of a table that is gone is none', async () => {
    expect(await exportTable(deps(), { tableId: 'nobody', format: 'csv' })).toBeNull();
  });
});
