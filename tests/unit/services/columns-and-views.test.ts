import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../lib/contracts/commands.ts';
import type { ColumnDraft } from '../../../lib/contracts/view-commands.ts';
import { COLUMNS_OWN, FILTER_TESTS } from '../../../lib/core/limits.ts';
import { uuidV7, type LeadId, type TableId } from '../../../lib/core/ids.ts';
import type { CustomColumn, CustomKey } from '../../../lib/domain/lead/custom.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import type { Filter } from '../../../lib/domain/view/filter.ts';
import { shownText } from '../../../lib/domain/view/filter.ts';
import { cellReader } from '../../../lib/formula/columns.ts';
import { USUAL_LAYOUT } from '../../../lib/domain/view/layout.ts';
import { exportTable } from '../../../lib/services/export/export-table.ts';
import { viewCommands } from '../../../lib/services/commands/view-commands.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { typedValue } from '../../../lib/services/typed-value.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { csvRows } from '../files/read-back.ts';
import { plantLeads } from '../stored-leads.ts';

let db: KilnDatabase;
let clock = Date.UTC(2026, 10, 26);
const deps = (): Deps => ({ store: createStore(db), now: () => ++clock, newId: () => uuidV7(++clock, new Uint8Array(16)) }) as Deps;
const TABLE = 'table-0001' as TableId;

beforeEach(async () => {
  db = new KilnDatabase(`columns-${Math.random()}`);
  await db.tables_.add({ id: TABLE, name: 'People', kind: 'person', createdAt: 1 });
});
afterEach(() => db.delete());

const save = (draft: ColumnDraft, key?: CustomKey) => viewCommands(deps())['column.save']({ kind: 'person', draft, ...(key ? { key } : {}) });
async function saved(draft: ColumnDraft): Promise<CustomColumn> {
  const done = await save(draft);
  if (!done.ok) throw new Error(done.error.message);
  return (await db.columns.get(done.value.key)) as CustomColumn;
}

describe('columns of a person', () => {
  it.each<[ColumnDraft, string, string | RegExp]>([
    [{ type: 'number', name: 'Deal' }, '1,200.50', '1200.5'],
    [{ type: 'number', name: 'Deal' }, 'a lot', /not a number/],
    [{ type: 'currency', name: 'Deal', currency: 'EUR' }, '€ 1 200', '1200'],
    [{ type: 'date', name: 'Since' }, '2026-02-28', '2026-02-28'],
    [{ type: 'date', name: 'Since' }, '2026-02-30', /2026-01-31/],
    [{ type: 'email', name: 'Other' }, ' Ada@Example-Works.example', 'ada@example-works.example'],
    [{ type: 'url', name: 'Blog' }, 'javascript:alert(1)', /not a web address/],
    [{ type: 'checkbox', name: 'Met' }, 'TRUE', 'Yes'],
    [{ type: 'checkbox', name: 'Met' }, 'no', ''],
    [{ type: 'checkbox', name: 'Met' }, 'perhaps', /yes or no/],
    [{ type: 'select', name: 'Stage', options: ['New', 'Won'] }, 'won', 'Won'],
    [{ type: 'select', name: 'Stage', options: ['New', 'Won'] }, 'New, Won', /none of the choices/],
    [{ type: 'multi-select', name: 'Tags', options: ['a', 'B', 'c'] }, 'c, b,b', 'B, c'],
    [{ type: 'formula', name: 'Loud', formula: 'UPPER({name})' }, 'x', /change its formula/],
  ])('%j: %s', async (draft, text, expected) => {
    const column = await saved(draft);
    const typed = typedValue('person', column.key, text, column);
    expect('value' in typed ? typed.value : typed.refused).toMatch(typeof expected === 'string' ? new RegExp(`^${expected.replace('.', '\\.')}$`) : expected);
  });

  it('a formula is kept only if it can be reckoned, and knows columns by their keys', async () => {
    const deal = await saved({ type: 'number', name: 'Deal' });
    const twice = await saved({ type: 'formula', name: 'Twice', formula: `{${deal.key}} * 2` });
    expect(twice.type).toBe('number');
    const wrong = await save({ type: 'formula', name: 'Wrong', formula: 'UPPER({employees})' });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    const ofFormula = await save({ type: 'formula', name: 'Of itself', formula: `{${twice.key}} * 2` }, twice.key);
    expect(ofFormula.ok).toBe(false);
    const lead = { fields: { [deal.key]: { values: [{ value: '21', confidence: 100, provenance: { origin: 'person', at: 0 } }] } } } as unknown as Lead;
    expect(cellReader('person', await db.columns.toArray())((key) => shownText(lead, key), twice.key, clock)).toBe('42');
    await db.columns.delete(deal.key);
    expect(cellReader('person', await db.columns.toArray())((key) => shownText(lead, key), twice.key, clock)).toBeUndefined();
  });

  it('what an AI question answers is changed with the question alone', async () => {
    await db.columns.put({ key: 'x.q1.answer', kind: 'person', name: 'Answer', type: 'text', questionId: 'q1', createdAt: 1 });
    expect(await save({ type: 'text', name: 'Mine' }, 'x.q1.answer')).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('formulas leave with the table', async () => {
    const loud = await saved({ type: 'formula', name: 'Loud', formula: 'UPPER({name}) & "!"' });
    await plantLeads(db, [{ id: 'lead-0001' as LeadId, tableId: TABLE, kind: 'person', order: 1, createdAt: 1, updatedAt: 1, keys: [], fields: { name: { values: [{ value: 'Ada Example', confidence: 90, provenance: { origin: 'page', at: 1 } }] } } }]);
    const file = await exportTable(deps(), { tableId: TABLE, format: 'csv' });
    const rows = csvRows(await (await db.files.get(file!.fileId))!.content.text());
    expect(loud.name).toBe('Loud');
    expect(rows).toEqual([['Name', 'Loud', 'Source'], ['Ada Example', 'ADA EXAMPLE!', '']]);
  });
});

it('columns of questions take no place from those of a person', async () => {
  await db.columns.bulkPut(Array.from({ length: COLUMNS_OWN }, (_, i): CustomColumn => ({ key: `x.q${i}.answer`, kind: 'person', name: `Answer ${i}`, type: 'text', questionId: `q${i}`, createdAt: 1 })));
  expect((await save({ type: 'text', name: 'Mine' })).ok).toBe(true);
  await db.columns.bulkPut(Array.from({ length: COLUMNS_OWN - 1 }, (_, i): CustomColumn => ({ key: `x.own${i}`, kind: 'person', name: `Own ${i}`, type: 'text', createdAt: 1 })));
  expect(await save({ type: 'text', name: 'One too many' })).toMatchObject({ ok: false, error: { code: 'conflict' } });
});

it('views go for good with their table, once its deletion cannot be undone', async () => {
  await db.views.put({ id: 'view-0001', tableId: TABLE, name: 'Hot', filter: { match: 'all', items: [] }, sort: [], layout: USUAL_LAYOUT, createdAt: 1 });
  const { store } = deps();
  await store.leads.removeTable(TABLE, () => ({ id: 'gone-1', at: 1, kind: 'table-deleted', title: 'Deleted', detail: '' }));
  await store.leads.sweep();
  expect(await db.views.count()).toBe(1);
  await db.activity.delete('gone-1');
  await store.leads.sweep();
  expect(await db.views.count()).toBe(0);
});

describe('views', () => {
  const shape = { filter: { match: 'all' as const, items: [{ key: 'name' as const, test: 'known' as const, values: [] }] }, sort: [{ key: 'lead.added' as const, down: true }], layout: { hidden: ['title' as const], order: [], widths: {}, rows: 'medium' as const } };
  const command = (input: object) => COMMANDS['view.save'].safeParse({ tableId: TABLE, name: 'Hot', shape, ...input });

  it('are kept, renamed, and come back under their id', async () => {
    const commands = viewCommands(deps());
    const first = await commands['view.save']({ tableId: TABLE, name: 'Hot', shape });
    const id = first.ok ? first.value.id : '';
    const [before] = await db.views.toArray();
    await commands['view.save']({ id, tableId: TABLE, name: 'Hotter', shape });
    await commands['view.remove']({ id });
    expect(await db.views.count()).toBe(0);
    await commands['view.save']({ id, tableId: TABLE, name: 'Hotter', shape: { ...shape, group: { by: 'title', shut: { all: true, but: ['head'] } } }, createdAt: before!.createdAt });
    expect((await db.views.get(id))?.createdAt).toBe(before!.createdAt);
    expect(await db.views.toArray()).toMatchObject([{ id, name: 'Hotter', group: { by: 'title', shut: { all: true, but: ['head'] } }, layout: shape.layout, sort: shape.sort }]);
    expect(before).toMatchObject({ name: 'Hot', filter: shape.filter });
    expect(await commands['view.save']({ tableId: 'table-gone', name: 'Hot', shape })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('a table keeps how its columns stand, until it is gone', async () => {
    const commands = viewCommands(deps());
    const layout = { hidden: [], order: ['title' as const, 'email' as const], widths: { title: 240 }, pinnedTo: 'title' as const, rows: 'tall' as const };
    expect(await commands['layout.save']({ tableId: TABLE, layout })).toEqual({ ok: true, value: null });
    expect(await db.tables_.get(TABLE)).toEqual({ id: TABLE, name: 'People', kind: 'person', createdAt: 1, layout });
    const { pinnedTo: _pinned, ...less } = layout;
    await commands['layout.save']({ tableId: TABLE, layout: { ...less, widths: {} } });
    expect((await db.tables_.get(TABLE))?.layout).toEqual({ ...less, widths: {} });
    expect(await commands['layout.save']({ tableId: 'table-gone', layout })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it.each([
    ['a width that no window holds', { widths: { title: 5_000 } }],
    ['a width of nothing', { widths: { title: 0 } }],
    ['half a pixel', { widths: { title: 99.5 } }],
    ['a width of what is no column', { widths: { constructor: 100 } }],
    ['widths that are a list', { widths: [100] }],
    ['a column that is there twice', { order: ['title', 'title'] }],
    ['what is no column', { hidden: ['lead.added'] }],
    ['a height of its own', { rows: 'huge' }],
    ['something else', { colour: 'red' }],
  ])('a layout is refused with %s', (_, part) => {
    const layout = { hidden: [], order: [], widths: {}, rows: 'short', ...part };
    expect(COMMANDS['layout.save'].safeParse({ tableId: TABLE, layout }).success).toBe(false);
    expect(COMMANDS['layout.save'].safeParse({ tableId: TABLE, layout: { hidden: [], order: [], widths: { 'x.own': 100 }, rows: 'short' } }).success).toBe(true);
  });

  it('groups that are named are bounded', () => {
    const group = (but: readonly string[]) => command({ shape: { ...shape, group: { by: 'title', shut: { all: false, but } } } }).success;
    expect([group([]), group(['head']), group(Array.from({ length: 501 }, (_, i) => String(i))), group(['x'.repeat(201)])]).toEqual([true, true, false, false]);
  });

  it('what they say is bounded and known', () => {
    const deep = (depth: number): Filter => (depth === 0 ? { match: 'any', items: shape.filter.items } : { match: 'all', items: [deep(depth - 1)] });
    const many: Filter = { match: 'all', items: Array.from({ length: 3 }, () => ({ match: 'all', items: Array.from({ length: FILTER_TESTS / 2 }, () => shape.filter.items[0]!) })) };
    expect(command({}).success).toBe(true);
    expect(command({ shape: { ...shape, filter: deep(2) } }).success).toBe(true);
    expect(command({ shape: { ...shape, filter: deep(3) } }).success).toBe(false);
    expect(command({ shape: { ...shape, filter: many } }).success).toBe(false);
    expect(command({ shape: { ...shape, sort: [{ key: 'constructor', down: true }] } }).success).toBe(false);
    expect(command({ shape: { ...shape, filter: { match: 'all', items: [{ key: 'lead.secret', test: 'known', values: [] }] } } }).success).toBe(false);
  });
});
