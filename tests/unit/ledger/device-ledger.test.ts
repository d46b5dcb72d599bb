import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEASE_DENIED_MS, LEASE_IDLE_MS } from '../../../lib/core/limits.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import { UNIT, micro } from '../../../lib/domain/ledger/amount.ts';
import { explain } from '../../../lib/domain/ledger/explain.ts';
import { NO_SUMS, addEntry, type Entry } from '../../../lib/domain/ledger/statement.ts';
import { tendLeases } from '../../../lib/services/lease-request.ts';
import { ACCOUNT } from '../server/world.ts';
import { chargeOf, openDevice, openServer, type Device, type Server } from './devices.ts';
import { memoryLedger } from './ledger-memory.ts';

let server: Server;
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server.books.db.close());
const openLeases = async ({ ledger }: Device) => (await ledger.leases()).filter((lease) => lease.state === 'open');

describe.each(['memory', 'indexeddb'] as const)('the ledger of a device in %s', (kind) => {
  const open = (): Promise<Device> => openDevice(server, kind === 'memory' ? memoryLedger() : 'indexeddb');

  it('reserves, spends and tells each spend in the same breath; the account ends with exactly that', async () => {
    const device = await open();
    expect(await device.begin('charge-0001')).toBe('short');
    expect((await device.ask({ ahead: 5 })).kind).toBe('granted');
    const [lease] = await openLeases(device);
    expect([lease?.amount, await server.actions()]).toEqual([10 * UNIT, { available: 90, leased: 10, spent: 0, deficit: 0, expired: 0 }]);
    expect(await device.begin('charge-0001')).toBe('reserved');
    expect(await device.begin('charge-0001')).toBe('known');
    expect((await openLeases(device))[0]).toMatchObject({ reserved: UNIT, spent: 0 });
    expect(await device.ledger.waitingCount()).toBe(0);
    await device.end('charge-0001');
    expect(await device.end('charge-0001')).toMatchObject({ state: 'posted' });
    expect((await openLeases(device))[0]).toMatchObject({ reserved: 0, spent: UNIT });
    expect(await device.ledger.waitingOps(9)).toMatchObject([{ n: 1, opId: 'spend.charge-0001', kind: 'spend', body: { leaseId: lease?.leaseId, actions: UNIT } }]);
    expect(await device.sync()).toMatchObject({ ok: true, value: { pushed: 1 } });
    expect(await server.actions()).toMatchObject({ available: 90, leased: 9, spent: 1 });
    expect([await device.audit(), await server.wrong()]).toEqual([[], []]);
  });

  it('gives a lease back in the very moment it is used up, after its last spend', async () => {
    const device = await open();
    await device.ask();
    expect(await device.spend(10)).toBe(true);
    expect((await device.ledger.waitingOps(20)).map((op) => op.kind)).toEqual([...Array.from({ length: 10 }, () => 'spend'), 'lease_return']);
    expect(await device.spend(1)).toBe(false);
    await device.sync();
    expect(await server.actions()).toMatchObject({ available: 90, leased: 0, spent: 10 });
  });

  it('takes nothing for a charge without a result', async () => {
    const device = await open();
    await device.ask();
    await device.begin('charge-0001');
    await device.end('charge-0001', { voided: 'no-result' });
    expect([(await openLeases(device))[0]?.reserved, await device.ledger.waitingCount()]).toEqual([0, 0]);
    expect((await device.ledger.spendable(false))?.actions).toBe(10 * UNIT);
  });

  it('shows the server\'s figure as the server has it, and what can be used here apart from it', async () => {
    const device = await open();
    await device.sync();
    await device.ask();
    await device.spend(4);
    // The figure is from before the lease: what it took is not counted twice. The four spends are in neither.
    expect([(await device.ledger.spendable(true))?.actions, (await device.ledger.spendable(false))?.actions]).toEqual([96 * UNIT, 6 * UNIT]);
    expect((await device.ledger.account())?.balances.find((b) => b.meter === 'actions')).toMatchObject({ available: 100 * UNIT, leased: 0 });
    await device.sync();
    expect((await device.ledger.account())?.balances.find((b) => b.meter === 'actions')).toMatchObject({ available: 90 * UNIT, leased: 6 * UNIT, spent: 4 * UNIT });
    expect([(await device.ledger.spendable(true))?.actions, (await device.ledger.spendable(false))?.actions]).toEqual([96 * UNIT, 6 * UNIT]);
  });

  it('keeps what was acknowledged until a backup has it', async () => {
    const device = await open();
    await device.ask();
    await device.spend(3);
    await device.sync();
    const kept = async () => (await device.ledger.rewind(0)) && (await device.ledger.waitingOps(9)).map((op) => op.n);
    expect(await kept()).toEqual([1, 2, 3]);
    await device.sync();
    await server.books.store.noteForBackup('backup-1');
    await server.books.store.confirmBackup('backup-1');
    await device.sync();
    expect(await device.ledger.rewind(0)).toBe(false);
  });

  it('gives back what it has not used for a day, and is then not supplied ahead', async () => {
    const device = await open();
    await device.ask();
    await device.spend(1);
    await device.sync();
    expect(await tendLeases(device.deps)).toBe(false);
    server.clock.now += LEASE_IDLE_MS;
    expect(await tendLeases(device.deps)).toBe(false);
    await device.sync();
    expect([(await openLeases(device)).length, await server.actions()]).toEqual([0, { available: 99, leased: 0, spent: 1, deficit: 0, expired: 0 }]);
    expect(await tendLeases(device.deps)).toBe(false);
  });

  it('asks ahead while it is in use, so that it can go on without the account', async () => {
    const device = await open();
    await device.ask();
    await device.spend(8);
    expect(await tendLeases(device.deps)).toBe(true);
    server.fault = () => 'request lost';
    expect(await device.spend(12)).toBe(true);
    expect(await device.spend(1)).toBe(false);
    expect(await device.ask({ isWaited: true })).toMatchObject({ kind: 'later' });
    expect((await device.ledger.allowance()).waiting).toEqual({ since: server.clock.now });
    server.fault = () => null;
    expect(await device.ask({ now: true })).toEqual({ kind: 'granted' });
    expect((await device.ledger.allowance()).waiting).toBeUndefined();
  });

  it('has at most four leases, and tells first what it gave back when it needs room', async () => {
    const device = await open();
    for (let i = 0; i < 4; i++) expect((await device.ask()).kind).toBe('granted');
    expect((await device.ask()).kind).toBe('later');
    expect(server.seen.lease).toBe(4);
    await device.spend(10);
    expect((await device.ask()).kind).toBe('granted');
    expect([await server.wrong(), await device.audit()]).toEqual([[], []]);
  });

  it('asks under one id until it is answered, later and later', async () => {
    const device = await open();
    server.fault = () => 'request lost';
    const moments: number[] = [];
    for (let i = 0; i < 9; i++) {
      const outcome = await device.ask();
      if (outcome.kind !== 'later') throw new Error(outcome.kind);
      moments.push(outcome.at - server.clock.now);
      server.clock.now = outcome.at;
    }
    expect(moments[0]).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...moments)).toBeLessThanOrEqual(60_000);
    expect(moments[8]).toBeGreaterThan(29_999);
    const { requestId } = (await device.ledger.getLeaseRequest())!;
    server.fault = () => null;
    expect((await device.ask()).kind).toBe('granted');
    expect((await openLeases(device))[0]?.requestId).toBe(requestId);
  });

  it('the last Action of an account is spendable by whoever comes first', async () => {
    const [one, two] = [await open(), await open()];
    let delivered = 0;
    for (let i = 0; i < 400 && delivered < 101; i++) {
      const device = i % 2 === 0 ? one : two;
      if (await device.spend(1)) delivered += 1;
      else if ((await device.ask()).kind === 'later') await device.sync();
      if (i % 7 === 0) await device.sync();
      if ((await server.actions()).available === 0 && (await openLeases(one)).length + (await openLeases(two)).length === 0) break;
    }
    for (let i = 0; i < 30; i++) delivered += (await one.spend(1)) ? 1 : (await two.spend(1)) ? 1 : 0;
    await Promise.all([one.sync(), two.sync()]);
    expect([delivered, await server.actions()]).toEqual([100, { available: 0, leased: 0, spent: 100, deficit: 0, expired: 0 }]);
  });

  it('gives back at the start what a death has left, and a live step keeps what it holds', async () => {
    const device = await open();
    await device.ask();
    await device.begin('charge-0001');
    expect(await device.ledger.recover(5)).toBe(1);
    expect(await device.ledger.recover(6)).toBe(0);
    expect([(await openLeases(device))[0]?.reserved, await device.audit()]).toEqual([0, []]);
    expect(await device.end('charge-0001')).toMatchObject({ state: 'voided', code: 'interrupted' });
  });

  it('leaves an account only when nothing of it is left here', async () => {
    const device = await open();
    await device.ask();
    await device.begin('charge-0001');
    await device.ledger.returnLeases(1, true);
    expect(await device.ledger.forgetAccount(false)).toBe(false);
    await device.end('charge-0001');
    expect(await device.ledger.forgetAccount(false)).toBe(false);
    await device.sync();
    expect(await server.actions()).toMatchObject({ available: 99, leased: 0, spent: 1 });
    expect(await device.ledger.forgetAccount(false)).toBe(true);
    expect([await device.ledger.leases(), await device.ledger.account(), await device.ledger.spendable(true)]).toEqual([[], undefined, null]);
    expect(await device.begin('charge-0002')).toBe('reserved'); // counted here, owed to nobody
    await device.end('charge-0002');
    expect(await device.ledger.waitingCount()).toBe(0);
  });

  it('is told no once, and asks again under a new id when that is over or when there is something to have', async () => {
    const device = await open();
    await server.books.db.run(`update lot set available_u = 0, spent_u = amount_u where meter = 'actions'`);
    await server.books.db.run(`update account_meter set available_u = 0, spent_u = 100000000 where meter = 'actions'`);
    expect(await device.ask()).toMatchObject({ kind: 'denied', code: 'insufficient_actions' });
    expect(await device.ask()).toMatchObject({ kind: 'denied' });
    expect(server.seen.lease).toBe(1);
    server.clock.now += LEASE_DENIED_MS;
    expect(await device.ask()).toMatchObject({ kind: 'denied' });
    expect(server.seen.lease).toBe(2);
    await server.books.store.grant({ accountId: 'account-1', lotId: 'lot-more-1', meter: 'actions', source: 'topup', amount: UNIT as never, expiresAt: null });
    expect(await device.ask()).toMatchObject({ kind: 'denied' });
    await device.sync();
    expect(await device.ask()).toEqual({ kind: 'granted' });
  });
});

it('is told what was taken back of a grant: the figure, and the line in words', async () => {
  const device = await openDevice(server);
  const { store } = server.books;
  await store.grant({ accountId: ACCOUNT, lotId: 'gift-0001', meter: 'actions', source: 'promo', amount: micro(20 * UNIT), expiresAt: null });
  await device.sync();
  const before = (await device.ledger.account())?.balances.find((b) => b.meter === 'actions')?.available ?? 0;
  await store.takeBack({ accountId: ACCOUNT, takingId: 'taking-0001', lotId: 'gift-0001', amount: micro(15 * UNIT), actor: 'user-0001', reason: 'granted twice', target: 'gift' });
  await device.sync();
  expect((await device.ledger.account())?.balances.find((b) => b.meter === 'actions')).toMatchObject({ available: before - 15 * UNIT });
  const lines = [...(device.memory?.disk.look<Entry>('events') ?? [])].toSorted((a, b) => a.seq - b.seq);
  const told = lines.at(-1);
  if (told === undefined) throw new Error('nothing was told');
  const grant = lines.find((line) => line.code === 'promo');
  expect(explain(told, String).text).toContain(`An admin took back 15 Actions of what entry ${grant?.seq} had granted.`);
  expect(lines.reduce(addEntry, NO_SUMS).net.actions).toBe(before - 15 * UNIT);
});

describe('rows in memory', () => {
  it('keep a transaction whole or not at all, and lose the last ones only when they are relaxed', async () => {
    for (const durability of ['strict', 'relaxed'] as const) {
      const memory = memoryLedger({ durability });
      const device = await openDevice(server, memory);
      await device.ask();
      await device.begin(`charge-${durability}`);
      memory.losePower(1);
      expect(memory.disk.look('charges').length).toBe(durability === 'strict' ? 1 : 0);
      const failing = memory.write(async (rows) => {
        await rows.charges.put([chargeOf('charge-half', 1)]);
        throw new Error('in the middle');
      });
      await expect(failing).rejects.toThrow('in the middle');
      expect(memory.disk.look<Charge>('charges').some(({ id }) => id === 'charge-half')).toBe(false);
    }
  });
});
