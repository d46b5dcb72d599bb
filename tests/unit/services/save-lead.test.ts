import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uuidV7 } from '../../../lib/core/ids.ts';
import type { FieldKey } from '../../../lib/domain/lead/fields.ts';
import type { LeadFields } from '../../../lib/domain/lead/lead.ts';
import { textOf } from '../../../lib/domain/lead/merge.ts';
import { chooseValue, editLead } from '../../../lib/services/edit-lead.ts';
import { exportTable } from '../../../lib/services/export/export-table.ts';
import { currentTable, saveLead } from '../../../lib/services/save-lead.ts';
import { createTable, deleteLeads, deleteTable } from '../../../lib/services/tables.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { leadRows } from '../../../lib/storage/leads/rows.ts';
import { leadStores } from '../../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../../lib/storage/leads/writes.ts';
import { leadCount, storedLeads } from '../stored-leads.ts';

let db: KilnDatabase;
let clock = 1_000;
const deps = () => ({ store: createStore(db), now: () => ++clock, newId: () => uuidV7(++clock, new Uint8Array(16)) });
const read = (texts: Partial<Record<FieldKey, string>>, at = 1): LeadFields =>
  Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, { values: [{ value, confidence: 80, provenance: { origin: 'page', at, pageUrl: 'https://example.com/ada' } }] }]));
const ada = { name: 'Ada Example', companyDomain: 'example-works.example', title: 'Buyer' };

beforeEach(() => {
  db = new KilnDatabase(`save-${Math.random()}`);
});
afterEach(() => db.delete());

async function saveAda(texts: Partial<Record<FieldKey, string>> = ada, at = 1) {
  const table = await currentTable(deps(), 'person');
  const saved = await saveLead(deps(), { tableId: table.id, kind: 'person', fields: read(texts, at), from: 'example.com/ada' });
  if (!saved) throw new Error('saved');
  return saved;
}

describe('saving a lead', () => {
  it('makes a first table, adds the lead once, and merges what a second reading adds', async () => {
    const first = await saveAda();
    const again = await saveAda();
    const changed = await saveAda({ ...ada, title: 'Head of Buying', phone: '+441134960100' }, 5);
    expect([first.outcome, again.outcome, changed.outcome]).toEqual(['added', 'unchanged', 'merged']);
    expect(await leadCount(db)).toBe(1);
    expect(textOf(changed.lead.fields, 'title')).toBe('Head of Buying');
    expect(changed.lead.fields.title?.values.map((v) => v.value)).toEqual(['Head of Buying', 'Buyer']);
  });

  it('takes a merge back and then the lead itself, and never twice', async () => {
    const first = await saveAda();
    const merged = await saveAda({ ...ada, phone: '+441134960100' }, 5);
    const { store } = deps();
    expect(await store.leads.undo(merged.activityId!, 9)).toBe(1);
    const [lead] = await storedLeads(db);
    expect([textOf(lead!.fields, 'phone'), textOf(lead!.fields, 'title')]).toEqual([undefined, 'Buyer']);
    expect(await store.leads.undo(first.activityId!, 9)).toBe(1);
    expect(await leadCount(db)).toBe(0);
    expect(await store.leads.undo(first.activityId!, 9)).toBeNull();
  });

  it('refuses a table of the other kind', async () => {
    const tableId = await createTable(deps(), 'Makers', 'company');
    expect(await saveLead(deps(), { tableId, kind: 'person', fields: read(ada), from: 'x' })).toBeNull();
  });

  it('goes to the table chosen last', async () => {
    await saveAda();
    const tableId = await createTable(deps(), 'Second', 'person');
    expect((await currentTable(deps(), 'person')).id).toBe(tableId);
  });
});

describe('editing by hand', () => {
  it('shows what was typed, keeps the rival, and gives it back when the text is emptied', async () => {
    const { lead } = await saveAda();
    await editLead(deps(), lead.id, 'title', ' Chief Buyer ');
    let now = (await leadRows(db).get(lead.id))!;
    expect([textOf(now.fields, 'title'), now.fields.title?.values.length]).toEqual(['Chief Buyer', 2]);
    await editLead(deps(), lead.id, 'title', '');
    now = (await leadRows(db).get(lead.id))!;
    expect(textOf(now.fields, 'title')).toBe('Buyer');
    expect((await editLead(deps(), lead.id, 'title', ''))?.outcome).toBe('unchanged');
  });

  it('pins a known rival only', async () => {
    const { lead } = await saveAda();
    await saveAda({ ...ada, title: 'Head of Buying' }, 5);
    expect((await chooseValue(deps(), lead.id, 'title', 'Buyer'))?.outcome).toBe('changed');
    expect(textOf((await leadRows(db).get(lead.id))!.fields, 'title')).toBe('Buyer');
    expect((await chooseValue(deps(), lead.id, 'title', 'Never seen'))?.outcome).toBe('unchanged');
    expect(await chooseValue(deps(), 'gone', 'title', 'x')).toBeNull();
  });
});

describe('deleting', () => {
  it('deletes leads and tables, and undo brings both back', async () => {
    const { lead } = await saveAda();
    const one = await deleteLeads(deps(), [lead.id]);
    expect(await leadCount(db)).toBe(0);
    await deps().store.leads.undo(one!, 9);
    const whole = await deleteTable(deps(), lead.tableId);
    expect([await leadCount(db), await db.tables_.count()]).toEqual([0, 0]);
    await deps().store.leads.undo(whole!, 9);
    expect([(await storedLeads(db))[0]?.id, (await db.tables_.toArray())[0]?.id]).toEqual([lead.id, lead.tableId]);
    expect(await deleteLeads(deps(), ['gone'])).toBeNull();
  });

  it('a table leaves its leads where they are until it cannot be undone, and nothing finds them', async () => {
    const { lead } = await saveAda();
    const { store } = deps();
    await db.transaction('rw', leadStores(db), async () => leadWrites(db).append(lead.tableId, 'person', Array.from({ length: 600 }, () => ({ fields: lead.fields, keys: lead.keys, createdAt: 1, updatedAt: 1 }))));
    const line = (await deleteTable(deps(), lead.tableId))!;
    expect([(await db.activity.get(line))?.detail, await store.leads.matching('person', lead.keys), await store.leads.getLeads([lead.id])]).toEqual(['601 leads · undo brings them back', [], []]);
    await store.leads.sweep();
    expect([await db.leadBlocks.count(), await store.leads.undo(line, 9), (await store.leads.matching('person', lead.keys)).length]).toEqual([3, 601, 601]);
    const again = (await deleteTable(deps(), lead.tableId))!;
    await db.activity.delete(again);
    await store.leads.sweep();
    expect([await db.leads.count(), await db.leadBlocks.count(), await db.leadTables.count()]).toEqual([0, 0, 0]);
  });
});

describe('exporting a table', () => {
  it('writes RFC 4180 with defused formulas, and JSON with everything that is known', async () => {
    const { lead } = await saveAda({ ...ada, name: '=cmd|"/c calc"!A1', title: 'Buyer, "senior"\nand more' });
    const csv = await exportTable(deps(), { tableId: lead.tableId, format: 'csv' });
    const file = await db.files.get(csv!.fileId);
    expect((await file!.content.text()).split('\r\n')).toEqual(['Name,Title,Company domain,Source', `"'=cmd|""/c calc""!A1","Buyer, ""senior""\nand more",example-works.example,`, '']);
    const json = await exportTable(deps(), { tableId: lead.tableId, format: 'json' });
    const parsed = JSON.parse(await (await db.files.get(json!.fileId))!.content.text());
    expect(parsed.leads[0].fields.name.value).toBe('=cmd|"/c calc"!A1');
    expect(parsed.leads[0].fields.title.values[0].provenance.pageUrl).toBe('https://example.com/ada');
    expect(await exportTable(deps(), { tableId: 'gone', format: 'csv' })).toBeNull();
  });
});
