import type { Op } from '../../lib/contracts/account-api.ts';
import { hashOf } from '../canonical.ts';
import { selectIn } from '../sql/bulk.ts';
import { acknowledge } from './acks.ts';
import type { Books } from './books.ts';
import { prefetchCharges } from './charge-rows.ts';
import { deviceOf, isRevoked } from './devices.ts';
import { eraseSubjects, type NoteErased } from './erasures.ts';
import { returnLease } from './leases.ts';
import type { Receipts } from './receipts.ts';
import { flush } from './sheet.ts';
import { spend, type Applied } from './spends.ts';
import type { PushInput, PushResult } from './store.ts';

export { registerDevice } from './devices.ts';

export interface PushWorld {
  readonly receipts: Receipts;
  readonly noteErased: NoteErased;
}

interface StoredOp {
  readonly n: number;
  readonly body_hash: string;
  readonly status: Applied['status'];
  readonly code: string | null;
}

/**
 * Applies a device's operations in their order, each exactly once. Numbers at or below the last one are compared and answered as stored;
 * a gap ends the batch; an operation that cannot be applied still advances, so it never blocks what follows.
 */
export async function push(books: Books, { receipts, noteErased }: PushWorld, input: PushInput): Promise<PushResult> {
  if (input.ledgerEpoch !== books.epoch) return { kind: 'epoch' };
  await flush(books);
  const device = await deviceOf(books, input);
  if (device.kind !== 'ok') return device;
  if (input.baseN > device.lastN) return { kind: 'rewind', lastN: device.lastN };
  const { stored, usedIds } = await knownOps(books, input, device.lastN);
  let lastN = device.lastN;
  let forkedAt: number | null = null;
  const results: { n: number; status: Applied['status']; code?: string }[] = [];
  for (const op of input.ops) {
    const hash = hashOf({ opId: op.opId, kind: op.kind, body: op.body });
    if (op.n > lastN + 1) break;
    if (op.n === lastN + 1) {
      stored.set(op.n, await applyOnce(books, { receipts, noteErased }, input, op, hash, usedIds));
      lastN = op.n;
    }
    const known = stored.get(op.n);
    if (known?.body_hash !== hash) {
      forkedAt = op.n;
      break;
    }
    results.push({ n: op.n, status: known.status, ...(known.code === null ? {} : { code: known.code }) });
  }
  await books.tx.run('update device set last_n = ?, last_seen_at = ? where account_id = ? and device_id = ?', [lastN, books.now, books.accountId, input.deviceId]);
  return forkedAt === null ? { kind: 'ok', response: { lastN, results } } : { kind: 'fork', n: forkedAt, lastN };
}

/** What became of the batch's old operations, and which ids of its new ones somebody has used already; their charges are read along. */
async function knownOps(books: Books, input: PushInput, lastN: number): Promise<{ stored: Map<number, StoredOp>; usedIds: Set<string> }> {
  const fresh = input.ops.filter((op) => op.n > lastN);
  const old = input.ops.filter((op) => op.n <= lastN).map((op) => op.n);
  await prefetchCharges(books, fresh.flatMap((op) => ('chargeId' in op.body ? [op.body.chargeId] : [])));
  const used = await selectIn<{ op_id: string }>(books.tx, 'select op_id from device_op where account_id = ? and op_id in {in}', [books.accountId], fresh.map((op) => op.opId));
  const rows = old.length === 0 ? [] : await books.tx.all<StoredOp>('select n, body_hash, status, code from device_op where account_id = ? and device_id = ? and n between ? and ?', [books.accountId, input.deviceId, Math.min(...old), Math.max(...old)]);
  return { stored: new Map(rows.map((row) => [row.n, row])), usedIds: new Set(used.map((row) => row.op_id)) };
}

async function applyOnce(books: Books, world: PushWorld, input: PushInput, op: Op, hash: string, usedIds: Set<string>): Promise<StoredOp> {
  const isUsed = usedIds.has(op.opId);
  const applied: Applied = isUsed ? { status: 'rejected', code: 'op_id_reused' } : await apply(books, world, input, op);
  usedIds.add(op.opId);
  const code = applied.code ?? null;
  books.sheet.ops.push([books.accountId, input.deviceId, op.n, isUsed ? null : op.opId, hash, op.kind, applied.status, code, books.seq, books.now]);
  return { n: op.n, body_hash: hash, status: applied.status, code };
}

async function apply(books: Books, { receipts, noteErased }: PushWorld, input: PushInput, op: Op): Promise<Applied> {
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
    case 'erase':
      // Whoever was signed out of the workspace tells what was spent, and decides nothing any more.
      if (await isRevoked(books, input.deviceId)) return { status: 'rejected', code: 'revoked' };
      await eraseSubjects(books, noteErased, op.body.subjects, { actor: input.userId, id: op.opId, deviceId: input.deviceId });
      return { status: 'applied' };
  }
}
