import type { Op } from '../../lib/contracts/account-api.ts';
import { NOTHING, ZERO, micro, negate, subtract, type Amounts } from '../../lib/domain/ledger/amount.ts';
import { DEFICIT_MICRO, SPEND_OP_MICRO, USER_DEVICES } from '../../lib/core/limits.ts';
import { hashOf } from '../canonical.ts';
import { first, one, type Tx } from '../sql/sql.ts';
import { emit, type Books } from './books.ts';
import { describe, findCharge, insertCharge, type NewCharge } from './charges.ts';
import { countSpent, spendAvailable } from './periods.ts';
import type { PushInput, PushResult } from './store.ts';

type Status = 'applied' | 'duplicate' | 'rejected' | 'deficit';
interface Applied {
  readonly status: Status;
  readonly code?: string;
}
interface StoredOp {
  body_hash: string;
  status: Status;
  code: string | null;
}

/**
 * Applies a device's operations in their order, each exactly once. Numbers at or below the last one are compared and answered as stored;
 * a gap ends the batch; an operation that cannot be applied still advances, so it never blocks what follows.
 */
export async function push(books: Books, input: PushInput): Promise<PushResult> {
  const device = await deviceOf(books, input);
  if (device.kind !== 'ok') return device;
  let lastN = device.lastN;
  let forkedAt: number | null = null;
  if (input.baseN > lastN) return { kind: 'rewind', lastN };
  const results: { n: number; status: Status; code?: string }[] = [];
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
    const applied = await applyOnce(books, input, op, hash);
    results.push({ n: op.n, ...applied });
    lastN = op.n;
  }
  await books.tx.run('update device set last_n = ?, last_seen_at = ? where account_id = ? and device_id = ?', [lastN, books.now, books.accountId, input.deviceId]);
  return forkedAt === null ? { kind: 'ok', response: { lastN, results } } : { kind: 'fork', n: forkedAt, lastN };
}

type DeviceOutcome = { readonly kind: 'ok'; readonly lastN: number } | { readonly kind: 'foreign_device' | 'too_many_devices' };

/** A device makes itself known by its first push; its numbering belongs to one user. */
async function deviceOf(books: Books, input: PushInput): Promise<DeviceOutcome> {
  const found = await first<{ user_id: string; last_n: number }>(books.tx, `select user_id, last_n from device where account_id = ? and device_id = ?${books.tx.lock}`, [books.accountId, input.deviceId]);
  if (found !== undefined) return found.user_id === input.userId ? { kind: 'ok', lastN: found.last_n } : { kind: 'foreign_device' };
  return (await registerDevice(books.tx, books.accountId, input, books.now)) ? { kind: 'ok', lastN: 0 } : { kind: 'too_many_devices' };
}

/** False when the user has too many devices. A known device is left as it is. */
export async function registerDevice(tx: Tx, accountId: string, device: Pick<PushInput, 'deviceId' | 'userId' | 'label'>, now: number): Promise<boolean> {
  const count = await one<{ n: number }>(tx, 'select count(*) as n from device where account_id = ? and user_id = ? and revoked_at is null and device_id <> ?', [accountId, device.userId, device.deviceId]);
  if (count.n >= USER_DEVICES) return false;
  await tx.run(
    `insert into device (account_id, device_id, user_id, label, last_n, created_at, last_seen_at, revoked_at) values (?, ?, ?, ?, 0, ?, ?, null)
     on conflict (account_id, device_id) do nothing`,
    [accountId, device.deviceId, device.userId, device.label, now, now],
  );
  return true;
}

async function applyOnce(books: Books, input: PushInput, op: Op, hash: string): Promise<Applied> {
  const claimed = await first(books.tx, 'select n from device_op where account_id = ? and op_id = ?', [books.accountId, op.opId]);
  const applied: Applied = claimed === undefined ? await spend(books, input, op) : { status: 'rejected', code: 'op_id_reused' };
  await books.tx.run(
    'insert into device_op (account_id, device_id, n, op_id, body_hash, kind, status, code, seq, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    [books.accountId, input.deviceId, op.n, claimed === undefined ? op.opId : null, hash, op.kind, applied.status, applied.code ?? null, books.seq, books.now],
  );
  return applied;
}

/**
 * Records a charge that a device decided. It has happened, so it is not refused: what the balance cannot cover is a deficit.
 * Only amounts that no honest device can reach are turned away, because they would break the sums of everybody else.
 */
async function spend(books: Books, input: PushInput, op: Op): Promise<Applied> {
  const { body } = op;
  const requestHash = hashOf({ kind: op.kind, body });
  const known = await findCharge(books.tx, books.accountId, body.chargeId);
  if (known !== undefined) return known.request_hash === requestHash ? { status: 'duplicate' } : { status: 'rejected', code: 'id_reused' };
  if (body.actions > SPEND_OP_MICRO) return { status: 'rejected', code: 'amount_out_of_range' };
  if (books.meters.actions.deficit > DEFICIT_MICRO) return { status: 'rejected', code: 'deficit_out_of_range' };
  const posted: Amounts = { actions: micro(body.actions), credits: NOTHING.credits };
  const charge: NewCharge = {
    chargeId: body.chargeId, path: 'local', route: body.route, deviceId: input.deviceId, userId: input.userId,
    runId: body.runId, taskId: body.taskId, subject: body.subject, enrichment: body.enrichment, providerId: body.providerId, operation: body.operation,
    requestHash, priceBookVersion: null, state: 'posted', code: null, quoted: posted, posted, uncovered: ZERO, holdExpiresAt: null, reversalOf: null, sandbox: false,
  };
  const seq = await emit(books, 'spend', { ...describe(charge), actions: negate(posted.actions), credits: 0 });
  await insertCharge(books, charge, seq);
  const covered = await spendAvailable(books, body.chargeId, posted.actions);
  await countSpent(books, 'actions', posted.actions);
  const uncovered = subtract(posted.actions, covered);
  if (uncovered === 0) return { status: 'applied' };
  books.meters.actions.deficit = micro(books.meters.actions.deficit + uncovered);
  await books.tx.run('update charge set uncovered_u = ? where account_id = ? and charge_id = ?', [uncovered, books.accountId, body.chargeId]);
  return { status: 'deficit' };
}
