/** After a restore from a backup: epochs, parked holds and receipts, the same on every database. */
import { describe, expect, it } from 'vitest';
import { RESULT_ACKED_MS } from '../../lib/core/limits.ts';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { eventsAfter } from '../../server/ledger/pull.ts';
import { raiseEpoch } from '../../server/ledger/epoch.ts';
import { countedStore } from '../../server/ops/counted-store.ts';
import { createMetrics } from '../../server/ops/metrics.ts';
import type { SqlValue } from '../../server/sql/sql.ts';
import { DEVICE, PLAN, USER } from '../unit/server/world.ts';
import { DAY, PRICE, ackOp, leaseOf, leased, returnOp, useStore } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const worker = { id: 'w', claimMs: 1_000, takeover: true };

export function restoreConformance(name: string, under: DatabaseUnderTest): void {
  describe(`restores on ${name}`, () => {
    const kit = useStore(under);
    /** As if the backup were older than the charge. */
    const forget = async (chargeId: string): Promise<void> => {
      await kit.db.transaction(async (tx) => {
        for (const { meter, lot_id, amount_u } of await tx.all<{ meter: string; lot_id: string; amount_u: number }>('select meter, lot_id, amount_u from charge_alloc where account_id = ? and charge_id = ?', [kit.account, chargeId])) {
          for (const [table, key, value] of [['lot', 'lot_id', lot_id], ['account_meter', 'meter', meter]]) {
            await tx.run(`update ${table} set available_u = available_u + ?, spent_u = spent_u - ? where account_id = ? and ${key} = ?`, [amount_u, amount_u, kit.account, value ?? '']);
          }
        }
        for (const table of ['charge_alloc', 'result_blob', 'provider_call', 'charge']) await tx.run(`delete from ${table} where account_id = ? and charge_id = ?`, [kit.account, chargeId]);
        const { seq } = (await tx.all<{ seq: number }>('select max(seq) as seq from event where account_id = ? and body not like ?', [kit.account, `%"${chargeId}"%`]))[0] ?? { seq: 0 };
        await tx.run('delete from event where account_id = ? and seq > ?', [kit.account, seq]);
        await tx.run('update account set seq = ? where account_id = ?', [seq, kit.account]);
        await tx.run('update period set spent_u = 0 where account_id = ?', [kit.account]);
      });
    };
    const bought = async (chargeId: string): Promise<string> => {
      await kit.store.reserve(kit.reserveInput(chargeId));
      await kit.post(chargeId);
      const receipt = (await kit.store.charge(kit.account, chargeId))?.receipt;
      if (receipt == null) throw new Error('no receipt');
      return receipt;
    };

    it('signs a posted charge with the same words every time, and nothing else', async () => {
      const receipt = await bought('charge-01');
      expect(receipt).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+\.[\w-]+$/);
      expect((await kit.store.charge(kit.account, 'charge-01'))?.receipt).toBe(receipt);
      await kit.store.reserve(kit.reserveInput('charge-02'));
      expect((await kit.store.charge(kit.account, 'charge-02'))?.receipt).toBeNull();
    });

    it('B.10 row 27: a charge that a receipt brings back says again what it was made for', async () => {
      const madeFor = async (chargeId: string) => kit.db.all('select table_ref, waterfall_ref from charge where account_id = ? and charge_id = ?', [kit.account, chargeId]);
      for (const [i, refs] of [{ tableRef: 'table-b', waterfallRef: 'my-own' }, {}].entries()) {
        await kit.newAccount();
        await kit.store.reserve(kit.reserveInput('charge-01', refs));
        await kit.post('charge-01');
        const receipt = (await kit.store.charge(kit.account, 'charge-01'))?.receipt ?? '';
        const before = await madeFor('charge-01');
        await forget('charge-01');
        await kit.push([ackOp(1, 'charge-01', receipt)]);
        expect(await madeFor('charge-01')).toEqual(before);
        expect(before).toEqual([i === 0 ? { table_ref: 'table-b', waterfall_ref: 'my-own' } : { table_ref: '', waterfall_ref: '' }]);
        await kit.sound();
      }
    });

    it('forgets a result a day after a device has it', async () => {
      const receipt = await bought('charge-01');
      expect(await kit.push([ackOp(1, 'charge-01', receipt), ackOp(2, 'charge-01', receipt)])).toMatchObject({ response: { results: [{ status: 'applied' }, { status: 'applied' }] } });
      await kit.advance(RESULT_ACKED_MS - 60_000);
      await kit.store.forgetResults();
      expect((await kit.store.charge(kit.account, 'charge-01'))?.sealedResult).not.toBeNull();
      await kit.advance(120_000);
      await kit.store.forgetResults();
      expect(await kit.store.charge(kit.account, 'charge-01')).toMatchObject({ sealedResult: null, charge: { state: 'posted' }, receipt });
    });

    it('B.10 row 27: refuses every request that is stamped with an older epoch, with no effect', async () => {
      const { leaseId } = leaseOf(await kit.lease('request-01', 2));
      const before = await kit.store.epoch();
      const after = await kit.restore();
      expect(after).toBe(before + 1);
      const old = { ledgerEpoch: before };
      expect(await kit.store.reserve(kit.reserveInput('charge-01', old))).toEqual({ kind: 'epoch' });
      expect(await kit.push([leased(1, leaseId)], old)).toEqual({ kind: 'epoch' });
      await expect(kit.lease('request-02', 1, old)).rejects.toThrow('epoch');
      expect(await kit.actions()).toMatchObject({ available: 98, leased: 2, spent: 0 });
      const pull = { accountId: kit.account, userId: USER, deviceId: DEVICE, cursor: 0, limit: 10 };
      expect(await kit.store.pull({ ...pull, epoch: before })).toMatchObject({ kind: 'resync' });
      expect(await kit.store.pull(pull)).toMatchObject({ kind: 'ok', page: { ledgerEpoch: after, device: { openLeases: [{ leaseId }] } } });
    });

    it('B.10 row 27: parks open holds until their device comes back with them, else they expire', async () => {
      for (const id of ['charge-01', 'charge-02']) await kit.store.reserve(kit.reserveInput(id));
      await kit.restore();
      expect((await kit.store.dueCalls(5_000)).filter((d) => d.accountId === kit.account)).toEqual([]);
      expect(await kit.store.claim(kit.account, 'charge-01', worker)).toBeNull();
      expect(await kit.store.reserve(kit.reserveInput('charge-01'))).toMatchObject({ kind: 'exists', charge: { state: 'reserved' } });
      expect(await kit.store.claim(kit.account, 'charge-01', worker)).toMatchObject({ attempt: 1 });
      await kit.post('charge-01');
      await kit.advance(DAY);
      const due = (await kit.store.dueCalls(5_000)).find((d) => d.accountId === kit.account);
      expect(due).toMatchObject({ chargeId: 'charge-02', holdExpired: true });
      if (due !== undefined) await kit.store.abandon(due, { kind: 'expire', code: 'hold_expired' });
      expect(await kit.store.charge(kit.account, 'charge-02')).toMatchObject({ charge: { state: 'expired' } });
      await kit.sound();
    });

    it('raise the epoch at once to the one that is wanted, and above the ledger’s own in any case', async () => {
      let asked = 0;
      const db = { ...kit.db, run: (text: string, params: readonly SqlValue[]) => ((asked += 1), kit.db.run(text, params)) };
      const before = kit.epoch;
      expect(await raiseEpoch(db, before + 40)).toBe(before + 40);
      expect(await raiseEpoch(db, before + 40)).toBe(before + 41);
      expect(await raiseEpoch(db)).toBe(before + 42);
      expect(asked).toBe(3);
      await kit.restore();
    });

    it('B.10 row 27: takes no answer of a worker that claimed before the restore', async () => {
      await kit.store.reserve(kit.reserveInput('charge-01'));
      const claim = await kit.store.claim(kit.account, 'charge-01', worker);
      await kit.restore();
      // As the server has it: through the store that counts.
      const counted = countedStore(kit.store, createMetrics());
      expect(await counted.resolve(kit.account, 'charge-01', { kind: 'post', amounts: PRICE, sealedResult: 'r' }, claim?.ledgerEpoch ?? Number.NaN)).toMatchObject({ applied: false, charge: { state: 'reserved' } });
      await kit.sound();
    });

    it('B.10 row 27: writes a delivered charge down again from its receipt, from the lots that paid for it', async () => {
      await kit.store.grant({ accountId: kit.account, lotId: 'topup-0001', meter: 'data_credits', source: 'topup', amount: micro(UNIT), expiresAt: null });
      const receipt = await bought('charge-01');
      const allocations = () => kit.db.all('select meter, lot_id, amount_u from charge_alloc where account_id = ? and charge_id = ? order by meter', [kit.account, 'charge-01']);
      const before = await allocations();
      await forget('charge-01');
      await kit.restore();
      expect(await kit.push([ackOp(1, 'charge-01', receipt)])).toMatchObject({ response: { results: [{ status: 'applied' }] } });
      expect(await kit.store.charge(kit.account, 'charge-01')).toMatchObject({ charge: { state: 'posted', posted: PRICE, code: 'restored' }, sealedResult: null });
      expect(await allocations()).toEqual(before);
      expect(await kit.actions()).toMatchObject({ available: 99, spent: 1 });
      expect((await eventsAfter(kit.db, kit.account, 0, 50)).at(-1)).toMatchObject({ kind: 'post', chargeId: 'charge-01', code: 'restored' });
      await kit.sound();
    });

    it('B.10 row 27: owes what a restored account cannot cover, in both meters, and the next grant pays it', async () => {
      const receipt = await bought('charge-01');
      await forget('charge-01');
      await kit.restore();
      await kit.store.reserve(kit.reserveInput('charge-02', { decision: { kind: 'price', quoted: { actions: micro(PLAN.actions), credits: micro(PLAN.credits) } } }));
      expect(await kit.push([ackOp(1, 'charge-01', receipt)])).toMatchObject({ response: { results: [{ status: 'deficit' }] } });
      expect(await kit.actions()).toMatchObject({ deficit: 1 });
      expect(await kit.credits('deficit')).toBe(UNIT / 2);
      await kit.sound();
      for (const meter of ['actions', 'data_credits'] as const) await kit.store.grant({ accountId: kit.account, lotId: `promo-${meter}`, meter, source: 'promo', amount: micro(2 * UNIT), expiresAt: null });
      expect(await kit.actions()).toMatchObject({ deficit: 0, available: 1 });
      expect([await kit.credits('deficit'), await kit.credits()]).toEqual([0, 1.5 * UNIT]);
      await kit.sound();
    });

    it.each([
      ['still holds', async () => undefined],
      ['let expire', () => kit.store.resolve(kit.account, 'charge-01', { kind: 'expire', code: 'hold_expired' }, kit.epoch)],
    ])('B.10 row 27: posts by its receipt a charge that the restored server %s', async (_name, meanwhile) => {
      const receipt = await bought('charge-01');
      await forget('charge-01');
      await kit.store.reserve(kit.reserveInput('charge-01'));
      await kit.restore();
      await meanwhile();
      expect(await kit.push([ackOp(1, 'charge-01', receipt)])).toMatchObject({ response: { results: [{ status: 'applied' }] } });
      expect(await kit.store.charge(kit.account, 'charge-01')).toMatchObject({ charge: { state: 'posted', posted: PRICE, code: 'restored' } });
      expect(await kit.actions()).toMatchObject({ available: 99, held: 0, spent: 1 });
      await kit.sound();
    });

    it('B.10 row 27: posts by its receipt a charge whose id a copy of the browser had taken for a stopped request', async () => {
      const receipt = await bought('charge-01');
      await forget('charge-01');
      await kit.restore();
      await kit.store.reserve(kit.reserveInput('charge-01', { requestHash: 'with a price of nothing', decision: { kind: 'reject', code: 'price_changed' } }));
      expect(await kit.push([ackOp(1, 'charge-01', receipt)])).toMatchObject({ response: { results: [{ status: 'applied' }] } });
      expect(await kit.store.charge(kit.account, 'charge-01')).toMatchObject({ charge: { state: 'posted', posted: PRICE, code: 'restored' } });
      expect(await kit.actions()).toMatchObject({ available: 99, held: 0, spent: 1 });
      await kit.sound();
    });

    it('believes no receipt but its own, and only for its own account and charge', async () => {
      const receipt = await bought('charge-01');
      const [version = '', key = '', body = '', signature = ''] = receipt.split('.');
      const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace(/"actions":\d+/, '"actions":0')).toString('base64url');
      const mine = kit.account;
      await kit.newAccount();
      const results = await kit.push([ackOp(1, 'charge-01', receipt), ackOp(2, 'charge-02', receipt), ackOp(3, 'charge-01', [version, key, forged, signature].join('.')), ackOp(4, 'charge-01', [version, 'ffffffff', body, signature].join('.'))]);
      expect(results).toMatchObject({ response: { lastN: 4, results: Array.from({ length: 4 }, () => ({ status: 'rejected', code: 'bad_receipt' })) } });
      expect(kit.account).not.toBe(mine);
      expect(await kit.actions()).toMatchObject({ available: 100, spent: 0 });
    });

    it('B.10 row 27: takes again what devices had pushed, and a lease that the backup does not know costs the balance', async () => {
      expect(await kit.push([], { baseN: 7 })).toEqual({ kind: 'rewind', lastN: 0 });
      expect(await kit.push([leased(1, 'lease-lost-0001'), returnOp(2, 'lease-lost-0001')])).toMatchObject({ response: { lastN: 2, results: [{ status: 'applied', code: 'no_lease' }, { status: 'rejected', code: 'unknown_lease' }] } });
      expect(await kit.actions()).toMatchObject({ available: 99, spent: 1 });
      await kit.sound();
    });

    it('B.10 row 29: says how far a backup reaches only when it was finished', async () => {
      const durable = async () => {
        const result = await kit.store.pull({ accountId: kit.account, userId: USER, deviceId: DEVICE, cursor: 0, limit: 1 });
        return result.kind === 'ok' ? result.page.device.durableN : null;
      };
      await kit.push([leased(1, null), leased(2, null)]);
      await kit.store.noteForBackup('backup-1');
      await kit.push([leased(3, null)], { baseN: 2 });
      expect(await durable()).toBe(0);
      await kit.store.confirmBackup('backup-0');
      expect(await durable()).toBe(0);
      await kit.store.confirmBackup('backup-1');
      expect(await durable()).toBe(2);
    });
  });
}
