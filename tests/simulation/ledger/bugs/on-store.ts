/** Mistakes in what the server's store does, as wrappers around it. */
import { returnLease } from '../../../../server/ledger/leases.ts';
import { withBooks } from '../../../../server/ledger/frame.ts';
import type { LedgerStore } from '../../../../server/ledger/store.ts';
import type { Message } from '../network.ts';
import type { Bug, SeamWorld } from './bug.ts';

const onStore = (name: string, about: string, wrap: (store: LedgerStore, world: SeamWorld) => Partial<LedgerStore>, more: Partial<Bug> = {}): Bug => ({
  name, about, ...more,
  seams: (world) => ({ server: { store: (store) => ({ ...store, ...wrap(store, world) }) } }),
});
/** The server's time after which a mistaken server takes leases back. */
const LEASE_TTL_MS = 20_000;

export const STORE_BUGS: readonly Bug[] = [
  onStore('duplicate-holds-again', 'a repeated request holds and buys once more', (store) => ({
    async reserve(input) {
      const known = await store.charge(input.accountId, input.chargeId);
      if (known === null || known.charge.state !== 'reserved') return store.reserve(input);
      await store.reserve({ ...input, chargeId: `${input.chargeId}.again` });
      return store.reserve(input);
    },
  })),
  onStore('ops-applied-twice', 'an operation that comes again is applied again', (store) => {
    const last = new Map<string, number>();
    let copies = 0;
    return {
      async push(input) {
        const result = await store.push(input);
        const before = last.get(input.deviceId) ?? 0;
        if (result.kind !== 'ok') return result;
        last.set(input.deviceId, Math.max(before, result.response.lastN));
        for (const op of input.ops) {
          if (op.kind !== 'spend' || op.n > before) continue;
          const { leaseId: _lease, ...body } = op.body;
          copies += 1;
          await store.push({ ...input, deviceId: `${input.deviceId}-copy-${copies}`, baseN: 0, ops: [{ ...op, kind: 'late_spend', n: 1, opId: `${op.opId}-${copies}`, body: { ...body, chargeId: `${body.chargeId}-${copies}` } }] });
        }
        return result;
      },
    };
  }),
  onStore('charge-on-no-result', 'a charge without a result is posted', (store) => ({
    async resolve(accountId, chargeId, resolution, claimedIn) {
      const found = resolution.kind === 'void' ? await store.charge(accountId, chargeId) : null;
      return store.resolve(accountId, chargeId, found === null ? resolution : { kind: 'post', amounts: found.charge.quoted, sealedResult: resolution.sealedResult ?? '' }, claimedIn);
    },
  })),
  onStore('release-forgotten', 'a void does not give the hold back', (store, { database }) => ({
    async resolve(accountId, chargeId, resolution, claimedIn) {
      const result = await store.resolve(accountId, chargeId, resolution, claimedIn);
      if (!result.applied || resolution.kind !== 'void') return result;
      const u = result.charge.quoted.actions;
      const lot = `select min(lot_id) from lot where account_id = ? and meter = 'actions' and available_u >= ?`;
      await database.db.transaction(async (tx) => {
        const kept = await tx.run(`update lot set available_u = available_u - ?, held_u = held_u + ? where account_id = ? and lot_id = (${lot})`, [u, u, accountId, accountId, u]);
        if (kept > 0) await tx.run(`update account_meter set available_u = available_u - ?, held_u = held_u + ? where account_id = ? and meter = 'actions'`, [u, u, accountId]);
      });
      return result;
    },
  })),
  onStore('held-taken-back', 'what is held of a lot is taken back with what is free', (store, { database }) => ({
    async takeBack(input) {
      const result = await store.takeBack(input);
      if (result.kind !== 'applied' && result.kind !== 'not_free') return result;
      await database.db.transaction(async (tx) => {
        const [lot] = await tx.all<{ meter: string; held_u: number }>('select meter, held_u from lot where account_id = ? and lot_id = ?', [input.accountId, input.lotId]);
        if (lot === undefined) return;
        for (const [table, key, id] of [['lot', 'lot_id', input.lotId], ['account_meter', 'meter', lot.meter]] as const) {
          await tx.run(`update ${table} set held_u = held_u - ?, expired_u = expired_u + ? where account_id = ? and ${key} = ?`, [lot.held_u, lot.held_u, input.accountId, id]);
        }
      });
      return result;
    },
  })),
  onStore('late-post', 'an answer that comes after the hold has ended is posted all the same', (store, { database }) => ({
    async resolve(accountId, chargeId, resolution, claimedIn) {
      const result = await store.resolve(accountId, chargeId, resolution, claimedIn);
      if (result.applied || resolution.kind !== 'post' || !['expired', 'voided'].includes(result.charge.state)) return result;
      await database.db.run(`update charge set state = 'posted', code = null, actions_posted_u = actions_quoted_u, credits_posted_u = credits_quoted_u where account_id = ? and charge_id = ?`, [accountId, chargeId]);
      return { ...result, applied: true };
    },
  })),
  onStore('lease-per-message', 'each message of a request gets a lease of its own', (store) => {
    let messages = 0;
    return {
      async lease(input) {
        const result = await store.lease({ ...input, requestId: `${input.requestId}.${++messages}` });
        return result.kind !== 'ok' ? result : { kind: 'ok', answer: result.answer.state === 'denied' ? { ...result.answer, requestId: input.requestId } : { ...result.answer, lease: { ...result.answer.lease, requestId: input.requestId } } };
      },
    };
  }, { withoutHealing: true }),
  onStore('denial-not-sticky', 'a refused request for a lease is thought over when it comes again', (store, { database }) => ({
    async lease(input) {
      const known = await database.db.all<{ outcome: string }>('select outcome from lease_request where account_id = ? and request_id = ?', [input.accountId, input.requestId]);
      if (known[0]?.outcome === 'denied') await database.db.run('delete from lease_request where account_id = ? and request_id = ?', [input.accountId, input.requestId]);
      return store.lease(input);
    },
  }), { withoutHealing: true }),
  onStore('refusal-not-sticky', 'a refused charge is forgotten', (store, { database }) => ({
    async reserve(input) {
      await database.db.run(`delete from charge where account_id = ? and charge_id = ? and state = 'rejected'`, [input.accountId, input.chargeId]);
      return store.reserve(input);
    },
  })),
  onStore('lease-ttl-reclaim', 'what a lease has left is given to others after a while', (store, { database }) => ({
    async rollDue(limit) {
      const old = await database.db.all<{ account_id: string; device_id: string; lease_id: string }>(`select account_id, device_id, lease_id from lease where state = 'open' and created_at < kiln_now() - ? limit 3`, [LEASE_TTL_MS]);
      for (const { account_id, device_id, lease_id } of old) await database.db.transaction((tx) => withBooks(tx, account_id, (books) => returnLease(books, device_id, lease_id)));
      return store.rollDue(limit);
    },
  })),
  onStore('fork-not-seen', 'other operations under known numbers are taken for the known ones', (store) => ({
    async push(input) {
      const result = await store.push(input);
      return result.kind === 'fork' ? { kind: 'ok', response: { lastN: Math.max(result.lastN, ...input.ops.map((op) => op.n)), results: input.ops.map(({ n }) => ({ n, status: 'duplicate' as const })) } } : result;
    },
  })),
  onStore('feed-skips', 'the feed leaves an event out, at times', (store, { rng }) => ({
    async pull(input) {
      const result = await store.pull(input);
      if (result.kind !== 'ok' || result.page.events.length < 2 || !rng.chance(0.2)) return result;
      return { kind: 'ok', page: { ...result.page, events: result.page.events.slice(1) } };
    },
  })),
  {
    name: 'epoch-not-stamped', about: 'requests of before a restore are taken for new ones',
    seams: ({ epoch }) => ({ server: { request: (message) => stamped(message, epoch()) } }),
  },
  { name: 'erasure-lost-in-restore', about: 'a database that is put back holds again what was erased since', seams: () => ({ server: { forgetsErasures: true } }) },
  { name: 'no-sweep', about: 'nobody picks up what a dead process has left', seams: () => ({ server: { hasNoSweep: true } }) },
];

function stamped(message: Message, epoch: number): Message {
  const body = message.body;
  return typeof body === 'object' && body !== null && 'ledgerEpoch' in body ? { ...message, body: { ...body, ledgerEpoch: epoch } } : message;
}
