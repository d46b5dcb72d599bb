import type { Op } from '../../lib/contracts/account-api.ts';
import { hashOf } from '../canonical.ts';
import { first, one } from '../sql/sql.ts';
import { acknowledge } from './acks.ts';
import type { Books } from './books.ts';
import { deviceOf } from './devices.ts';
import { returnLease } from './leases.ts';
import type { Receipts } from './receipts.ts';
import { spend, type Applied } from './spends.ts';
import type { PushInput, PushResult } from './store.ts';

export { registerDevice } from './devices.ts';

interface StoredOp {
  body_hash: string;
  status: Applied['status'];
  code: string | null;
}

/**
 * Applies a device's operations in their order, each exactly once. Numbers at or below the last one are compared and answered as stored;
 * a gap ends the batch; an operation that cannot be applied still advances, so it never blocks what follows.
 */
export async function push(books: Books, receipts: Receipts, input: PushInput): Promise<PushResult> {
  if (input.ledgerEpoch !== books.epoch) return { kind: 'epoch' };
  if (books.state === 'frozen') return { kind: 'frozen' };
  const device = await deviceOf(books, input);
  if (device.kind !== 'ok') return device;
  let lastN = device.lastN;
  let forkedAt: number | null = null;
  if (input.baseN > lastN) return { kind: 'rewind', lastN };
  const results: { n: number; status: Applied['status']; code?: string }[] = [];
  for (const op of input.ops) {
    const hash = hashOf({ opId: op.opId, kind: op.kind, body: op.body });
    if (op.n <= lastN) {
      const stored = await one<StoredOp>(books.tx, 'select body_hash, status, code from device_op where account_id = ? and device_id = ? and n = ?', [books.accountId, input.deviceId, op.n]);
      if (stored.body_hash !== hash) {
        forkedAt = op.n;
        break;
      }
      results.push({ n: op.n, status: stored.status, ...(stored.code === null ? {} : { code: stored.code }) });
      continue;
    }
    if (op.n !== lastN + 1) break;
    const applied = await applyOnce(books, receipts, input, op, hash);
    results.push({ n: op.n, ...applied });
    lastN = op.n;
  }
  await books.tx.run('update device set last_n = ?, last_seen_at = ? where account_id = ? and device_id = ?', [lastN, books.now, books.accountId, input.deviceId]);
  return forkedAt === null ? { kind: 'ok', response: { lastN, results } } : { kind: 'fork', n: forkedAt, lastN };
}

async function applyOnce(books: Books, receipts: Receipts, input: PushInput, op: Op, hash: string): Promise<Applied> {
  const claimed = await first(books.tx, 'select n from device_op where account_id = ? and op_id = ?', [books.accountId, op.opId]);
  const applied: Applied = claimed === undefined ? await apply(books, receipts, input, op) : { status: 'rejected', code: 'op_id_reused' };
  await books.tx.run(
    'insert into device_op (account_id, device_id, n, op_id, body_hash, kind, status, code, seq, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    [books.accountId, input.deviceId, op.n, claimed === undefined ? op.opId : null, hash, op.kind, applied.status, applied.code ?? null, books.seq, books.now],
  );
  return applied;
}

async function apply(books: Books, receipts: Receipts, input: PushInput, op: Op): Promise<Applied> {
  switch (op.kind) {
    case 'spend':
    case 'late_spend':
      return spend(books, input, op);
    case 'lease_return': {
      const { code } = await returnLease(books, input.deviceId, op.body.leaseId);
      return code === undefined ? { status: 'applied' } : { status: 'rejected', code };
    }
    case 'ack':
      return acknowledge(books, receipts, op.body.chargeId, op.body.receipt);
  }
}
