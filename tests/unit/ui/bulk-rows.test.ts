import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LeadId, RunId, TableId, TaskId } from '../../../lib/core/ids.ts';
import type { Run, Task, TaskState } from '../../../lib/domain/enrichment/run.ts';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import type { FieldValue, Lead } from '../../../lib/domain/lead/lead.ts';
import { rowsMeant, type RowChoice } from '../../../lib/ui/bulk-rows.ts';
import { listedPositions } from '../../../lib/ui/positions.ts';
import { database } from '../../../lib/storage/open.ts';
import { plantLeads } from '../stored-leads.ts';

const TABLE = 'table-0001' as TableId;
const WATERFALL = WATERFALL_TEMPLATES.find(({ id }) => id === 'work-email');
const value = (text: string): FieldValue => ({ value: text, confidence: 90, provenance: { origin: 'person', at: 1 } });
const lead = (n: number): Lead => ({ id: `lead-${n}` as LeadId, tableId: TABLE, kind: 'person', order: n, createdAt: 1, updatedAt: 1, keys: [], fields: { name: { values: [value(`Person ${n}`)] }, ...(n % 3 === 0 ? { workEmail: { values: [value(`p${n}@example.com`)] } } : {}) } });
/** The last is shown first, and the fourth not at all. */
const SHOWN = listedPositions(Uint32Array.from([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 3, 2, 1]));

async function meant(rows: RowChoice, ticked: readonly number[] = []): Promise<readonly number[]> {
  if (!WATERFALL) throw new Error('gone');
  const ids = await rowsMeant(rows, WATERFALL, { tableId: TABLE, shown: SHOWN, ticked: Uint32Array.from(ticked) }, () => false);
  return ids.map((id) => Number(id.slice(5)));
}
const run = async (id: string, at: number, of: Record<number, TaskState>, waterfallId = 'work-email'): Promise<void> => {
  if (!WATERFALL) throw new Error('gone');
  const failed = Object.values(of).filter((state) => state === 'failed').length;
  await database.runs.put({ id: id as RunId, waterfall: { ...WATERFALL, id: waterfallId }, state: 'ended', createdAt: at, endedTasks: { found: 0, 'no-result': 0, skipped: 0, failed, stopped: 0 } } as Run);
  await database.tasks.bulkPut(Object.entries(of).map(([n, state]) => ({ id: `${id}-${n}` as TaskId, runId: id as RunId, leadId: `lead-${n}` as LeadId, enrichment: 'work-email', state, createdAt: at, notBefore: 0, steps: [] }) as unknown as Task));
};

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await database.tables_.add({ id: TABLE, name: 'People', kind: 'person', createdAt: 1 });
  await plantLeads(database, Array.from({ length: 15 }, (_, i) => lead(i + 1)));
});

describe('the rows that are meant', () => {
  it('are those that are ticked, the first ten or all that are shown, in the order shown', async () => {
    expect(await meant('ticked', [14, 2])).toEqual([14, 2]);
    expect(await meant('first')).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6]);
    expect(await meant('shown')).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 3, 2, 1]);
  });

  it('are those whose column is empty', async () => {
    expect(await meant('empty')).toEqual([14, 13, 11, 10, 8, 7, 5, 2, 1]);
  });

  it('are those whose newest question failed: not who was asked again, nor who is not shown, nor who failed elsewhere', async () => {
    await run('run-a', 10, { 1: 'failed', 2: 'failed', 4: 'failed', 13: 'failed', 5: 'no-result' });
    await run('run-b', 20, { 2: 'found', 14: 'failed' });
    await run('run-c', 30, { 8: 'failed' }, 'another');
    // What another waterfall asked since is no answer to this one.
    await run('run-d', 40, { 1: 'found' }, 'another');
    expect(await meant('failed')).toEqual([14, 13, 1]);
  });
});
