/** What the account is told of a spend that this device made out of its lease. */
import { expect, test } from 'vitest';
import type { ChargeId, TableId } from '../../../lib/core/ids.ts';
import { micro, NOTHING, UNIT, ZERO } from '../../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import type { Lease } from '../../../lib/domain/ledger/lease.ts';
import type { OutboxRow } from '../../../lib/storage/database.ts';
import { openBook } from '../../../lib/storage/ledger-book.ts';
import type { LedgerRows } from '../../../lib/storage/ledger-port.ts';

async function told(waterfallId: string | undefined): Promise<unknown> {
  const ops: OutboxRow[] = [];
  const quoted = { actions: micro(UNIT), credits: ZERO };
  const lease: Lease = { leaseId: 'lease-0001', requestId: 'request-1', amount: micro(10 * UNIT), reserved: micro(UNIT), spent: ZERO, state: 'open', spendUntil: 9e15, createdSeq: 1, ledgerEpoch: 1, usedAt: 1 };
  const before = {
    id: 'charge-0001' as ChargeId, path: 'local', state: 'reserved', runId: 'run-00001', taskId: 'task-0001', leadId: 'lead-0001', tableId: 'table-0001' as TableId, ...(waterfallId === undefined ? {} : { waterfallId }),
    enrichment: 'work-email', providerId: 'hunter', operation: 'find-work-email', route: 'own', quoted, posted: NOTHING, reservedAt: 1, leaseId: lease.leaseId,
  } as Charge;
  const rows = {
    meta: { hasAccount: async () => true, get: async (key: string) => (key === 'device' ? { deviceId: 'device-0001', nextN: 1 } : undefined), put: async () => undefined },
    leases: { all: async () => [lease], put: async () => undefined }, outbox: { put: async (of: readonly OutboxRow[]) => void ops.push(...of) },
  } as unknown as LedgerRows;
  const book = await openBook(rows);
  book.note(new Map([[before.id, before]]), [{ ...before, state: 'posted', posted: quoted, resolvedAt: 2 }], 2);
  await book.write();
  expect(ops.map(({ op }) => op.kind)).toEqual(['spend']);
  return ops[0]?.op.body;
}

test('names the table, and the waterfall by an id that nobody wrote or not at all', async () => {
  const own = '0190b8c2-7d1e-7abc-8def-0123456789ab';
  for (const id of ['work-email', own, `question.${own}`]) expect(await told(id)).toMatchObject({ tableRef: 'table-0001', waterfallRef: id });
  for (const id of ['emails-for-acme', undefined]) expect(await told(id)).not.toHaveProperty('waterfallRef');
});
