import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { ChargeId, LeadId, RunId, TaskId } from '../../../lib/core/ids.ts';
import { micro, NOTHING } from '../../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import { exportStatement } from '../../../lib/services/export-file.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { csvRows } from '../files/read-back.ts';

const amounts = (actions: number, credits: number) => ({ actions: micro(actions * 1e6), credits: micro(credits * 1e6) });
const charge = (n: number, over: Partial<Charge>): Charge => ({
  id: `task-${n}.0` as ChargeId, path: 'local', state: 'posted', runId: 'run-1' as RunId, taskId: `task-${n}` as TaskId, leadId: 'lead-1' as LeadId,
  enrichment: 'work-email', providerId: 'hunter', operation: 'find-work-email', route: 'own', quoted: amounts(1, 0), posted: amounts(1, 0), reservedAt: n, ...over,
});

it('what was counted without an account is a file that explains every charge and comes to what was taken', async () => {
  const db = new KilnDatabase(`local-statement-${Math.random()}`);
  await db.charges.bulkPut([
    charge(1, {}),
    charge(2, { path: 'account', route: 'account', quoted: amounts(1, 1.5), posted: amounts(1, 0.5) }),
    charge(3, { state: 'voided', posted: NOTHING, code: 'no_result' }),
    charge(4, { state: 'reserved', posted: NOTHING }),
    charge(5, { enrichment: 'delivery', providerId: 'webhook', operation: 'deliver' }),
  ]);
  const file = await exportStatement({ store: createStore(db), now: () => 1, newId: () => 'file-1' });
  const [head, ...rows] = csvRows(await ((await db.files.get(file.fileId))?.content ?? new Blob()).text());
  const at = (name: string): number => head?.indexOf(name) ?? NaN;
  const told = new Map(rows.map((row) => [row[at('Charge')], row[at('Explanation')]]));
  expect(told).toEqual(new Map([
    ['task-1.0', 'Work email, hunter. Answered by your own key. 1 Action taken. Data Credits are not needed for it.'],
    ['task-2.0', 'Work email, hunter. Answered by hunter through the account. 1 Action and 0.5 Credits taken, the rest of what was held is free again.'],
    ['task-3.0', 'Work email, hunter, no charge. Nobody knew an answer. It cost nothing, and what was held is free again.'],
    ['task-4.0', 'Work email, hunter, held. 1 Action held while the question is out. Nothing is taken yet.'],
    ['task-5.0', 'Record sent, webhook. 1 Action for a record that arrived at webhook.'],
    ['', '5 entries'],
  ]));
  for (const name of ['Actions', 'Data Credits']) expect(rows.slice(0, -1).reduce((sum, row) => sum + Number(row[at(name)]), 0)).toBe(Number(rows.at(-1)?.[at(name)]));
  await db.delete();
});
