import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput, CommandName, CommandOutputs } from '../../../lib/contracts/commands.ts';
import { TABLES_LIMITED } from '../../../lib/core/run-limits.ts';
import { uuidV7, type LeadId, type TableId } from '../../../lib/core/ids.ts';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import { waterfallRef } from '../../../lib/domain/enrichment/waterfall-ref.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import { micro, UNIT } from '../../../lib/domain/ledger/amount.ts';
import { createDispatch } from '../../../lib/services/commands/dispatch.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { quoteMeters } from '../../../lib/services/plan-context.ts';
import { quote } from '../../../lib/services/runs.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { fieldsOf, leadOf, NOW, step, waterfallOf } from './support.ts';

let db: KilnDatabase;
let deps: Deps;
let n = 0;
beforeEach(() => {
  db = new KilnDatabase(`waterfalls-${Math.random()}`);
  deps = {
    store: createStore(db), now: () => NOW, newId: () => uuidV7(++n, new Uint8Array(16).fill(n)), online: () => true,
    catalogue: new Map([['open', { id: 'open', name: 'Open', auth: { kind: 'none' }, price: { note: 'Free', charged: 'free' }, operations: { 'find-work-email': {} } }]]),
    engine: { missingInput: () => null },
    report: (_where: string, error: unknown) => {
      throw error;
    },
  } as unknown as Deps;
});
afterEach(() => db.delete());

const send = async <N extends CommandName>(name: N, input: CommandInput<N>) => createDispatch(deps)({ type: 'command', name, input });
async function done<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutputs[N]> {
  const result = await send(name, input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value as CommandOutputs[N];
}
const names = async (): Promise<string[]> => (await done('waterfall.list', {})).map((w) => w.name);

describe('the waterfalls of a person', () => {
  it('begin with those that ship; a new one has the verifier of its question and no step', async () => {
    expect(await names()).toEqual(WATERFALL_TEMPLATES.map((t) => t.name));
    const { id } = await done('waterfall.create', { enrichment: 'work-email', name: 'Cheap email first' });
    const [mine] = await done('waterfall.list', {});
    expect(mine).toMatchObject({ id, name: 'Cheap email first', enrichment: 'work-email', kind: 'person', wanted: ['workEmail'], steps: [], verifier: { strategy: 'balanced' } });
    expect((await done('waterfall.create', { enrichment: 'mobile', name: 'Cheap email first' })).id).not.toBe(id);
  });

  it('have ids that say nothing of their names, for every charge names one', async () => {
    const { id } = await done('waterfall.create', { enrichment: 'work-email', name: 'Acme takeover' });
    const copy = await done('waterfall.duplicate', { id });
    const [mine] = await done('waterfall.list', {});
    const { added } = await done('waterfall.import', { text: JSON.stringify([{ ...mine, id: 'acme-takeover', name: 'Acme takeover, changed' }]) });
    for (const one of [id, copy.id, added[0]?.id ?? '']) {
      expect(one).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(waterfallRef(one)).toBe(one);
    }
    expect(['work-email', 'acme-takeover', `question.${id}`, 'question.acme'].map(waterfallRef)).toEqual(['work-email', undefined, `question.${id}`, undefined]);
  });

  it('a changed template stays in its place and can be reset, and the change can be had back', async () => {
    const [template] = WATERFALL_TEMPLATES;
    const changed = { ...template, steps: [step('hunter')] };
    await done('waterfall.save', { waterfall: changed });
    expect((await done('waterfall.list', {}))[0]).toEqual(changed);
    expect(await send('waterfall.remove', { id: 'work-email' })).toMatchObject({ ok: false });
    const { waterfall } = await done('waterfall.reset', { id: 'work-email' });
    expect((await done('waterfall.list', {}))[0]).toEqual(template);
    expect(await send('waterfall.reset', { id: 'work-email' })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    await done('waterfall.save', { waterfall: { ...waterfall } });
    expect((await done('waterfall.list', {}))[0]).toEqual(changed);
  });

  it('an own one can be copied, deleted and brought back', async () => {
    await done('waterfall.save', { waterfall: { ...waterfallOf([step('open')]) } });
    const copy = await done('waterfall.duplicate', { id: 'mine' });
    expect((await names()).slice(0, 2)).toEqual(['Mine', 'Mine (copy)']);
    expect((await done('waterfall.duplicate', { id: 'mine' })).id).not.toBe(copy.id);
    const { waterfall } = await done('waterfall.remove', { id: 'mine' });
    expect(await names()).not.toContain('Mine');
    await done('waterfall.save', { waterfall: { ...waterfall } });
    expect(await names()).toContain('Mine');
    expect(await send('waterfall.duplicate', { id: 'nothing' })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('what is not right is not stored, and says why', async () => {
    expect(await send('waterfall.save', { waterfall: { ...waterfallOf([step('open', { operation: 'find-mobile' })]) } })).toMatchObject({ ok: false, error: { code: 'bad_input', message: expect.stringContaining('does not answer work-email') as string } });
    expect(await db.waterfalls.count()).toBe(0);
  });

  it('travel in a file; what is there is not replaced, what is broken is left out', async () => {
    await done('waterfall.save', { waterfall: { ...waterfallOf([step('open')]) } });
    const { fileId, rows } = await done('waterfall.export', {});
    const text = (await (await db.files.get(fileId))?.content.text()) ?? '';
    expect(rows).toBe(1);
    expect(await done('waterfall.import', { text })).toEqual({ added: [], skipped: [{ name: 'Mine', why: 'it is there already' }] });
    const file = JSON.parse(text) as { waterfalls: object[] };
    const report = await done('waterfall.import', { text: JSON.stringify({ ...file, waterfalls: [{ ...file.waterfalls[0], name: 'Mine, changed' }, { name: 'Broken' }, 7] }) });
    expect(report.added).toEqual([{ id: expect.any(String) as string, name: 'Mine, changed' }]);
    expect(report.skipped.map((s) => s.name)).toEqual(['Broken', 'Number 3']);
    expect(await send('waterfall.import', { text: 'no file' })).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    expect((await names()).slice(0, 2)).toEqual(['Mine', 'Mine, changed']);
  });

  it('a condition asks about the company where it stands in a table of its own', async () => {
    const fields = fieldsOf({ domain: 'Example.com', employees: '120' });
    await db.leads.add({ ...leadOf({}, 'company'), id: 'company' as LeadId, tableId: 'companies' as TableId, fields, keys: identityKeys('company', fields) });
    const waterfall = waterfallOf([step('open', { only: { match: 'all', tests: [{ field: 'employees', test: 'more', values: ['100'] }] } })]);
    const people = [leadOf({ name: 'Ada Example', companyDomain: 'example.com' }), leadOf({ name: 'Ben Sample', companyDomain: 'other.example' })];
    expect(await quote(deps, waterfall, people)).toMatchObject({ asked: 1, skips: [{ reason: 'condition', count: 1 }] });
  });

  it('limits are kept, and a quote knows what was taken of them', async () => {
    await done('limits.set', { limits: { run: { credits: 5 * UNIT }, day: { actions: 10 * UNIT } } });
    const charge = (id: string, reservedAt: number, state: 'posted' | 'reserved' | 'voided') => ({ id, reservedAt, state, quoted: { actions: UNIT, credits: 0 }, posted: { actions: state === 'posted' ? UNIT : 0, credits: 0 } });
    await db.charges.bulkAdd([charge('a', NOW - 60_000, 'posted'), charge('b', NOW - 60_000, 'reserved'), charge('c', NOW - 60_000, 'voided'), charge('d', NOW - 7_200_000, 'posted'), charge('e', NOW - 90_000_000, 'posted')] as never);
    expect(await quoteMeters(deps)).toMatchObject({ limits: { run: { credits: micro(5 * UNIT) } }, taken: { hour: { actions: 2 * UNIT }, day: { actions: 3 * UNIT } } });
    expect(await send('limits.set', { limits: { run: { credits: -1 } } })).toMatchObject({ ok: false });
  });

  it('limits of tables are kept for so many tables, those that are gone make room, and a quote counts for those of its leads alone', async () => {
    const caps = { month: { actions: 10 * UNIT } };
    const tablesTo = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`table-${String(i).padStart(4, '0')}`, caps]));
    await done('limits.set', { limits: { tables: tablesTo(TABLES_LIMITED) } });
    const table = { name: 'People', kind: 'person' as const, createdAt: 1 };
    await db.tables_.bulkAdd(Object.keys(tablesTo(TABLES_LIMITED - 1)).map((id) => ({ ...table, id: id as TableId })));
    await db.tables_.add({ ...table, id: `table-${String(TABLES_LIMITED).padStart(4, '0')}` as TableId });
    await done('limits.set', { limits: { tables: tablesTo(TABLES_LIMITED + 1) } });
    const { limits } = await quoteMeters(deps);
    expect(Object.keys(limits?.tables ?? {})).toHaveLength(TABLES_LIMITED);
    expect(limits?.tables).not.toHaveProperty(`table-${String(TABLES_LIMITED - 1).padStart(4, '0')}`);
    await db.tables_.add({ ...table, id: `table-${String(TABLES_LIMITED - 1).padStart(4, '0')}` as TableId });
    expect(await send('limits.set', { limits: { tables: tablesTo(TABLES_LIMITED + 1) } })).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(await send('limits.set', { limits: { tables: tablesTo(TABLES_LIMITED + 2) } })).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    const lead = { ...leadOf({ name: 'Ada Example' }), tableId: 'table-0003' as TableId };
    expect(Object.keys((await quoteMeters(deps, [lead, lead, { ...lead, tableId: 'free-0001' as TableId }])).taken?.tables ?? {})).toEqual(['table-0003']);
    expect((await quoteMeters(deps)).taken?.tables).toBeUndefined();
  });
});
