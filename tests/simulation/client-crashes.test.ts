/** The rows of the crash matrix (README, "The ledger") that a device has to survive: real engine, real ledger of the server. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../lib/contracts/account-api.ts';
import { LEASE_DENIED_MS } from '../../lib/core/limits.ts';
import type { Charge } from '../../lib/domain/ledger/charge.ts';
import { tendLeases } from '../../lib/services/lease-request.ts';
import { openDevice, openServer, type Device, type Server } from '../unit/ledger/devices.ts';
import { memoryLedger } from '../unit/ledger/ledger-memory.ts';

const YEAR = 365 * 86_400_000;
let server: Server;
beforeEach(async () => {
  server = await openServer();
});
afterEach(async () => {
  const wrong = await server.wrong();
  await server.books.db.close();
  if (wrong.length > 0) throw new Error(wrong.join('; '));
});

async function ready(): Promise<Device> {
  const device = await openDevice(server);
  expect((await device.ask()).kind).toBe('granted');
  return device;
}
/** The same profile after its worker died: only rows are left. */
const reborn = async (device: Device): Promise<Device> => {
  const again = await openDevice(server, device.memory!);
  await again.ledger.recover(again.deps.now());
  return again;
};
const calm = async (device: Device): Promise<void> => {
  server.fault = () => null;
  for (let i = 0; i < 3; i++) await device.sync();
  expect([await device.ledger.waitingCount(), await device.audit()]).toEqual([0, []]);
};
const posted = ({ memory }: Device): number => memory!.disk.look<Charge>('charges').filter((charge) => charge.state === 'posted').length;

describe('crashes of a device', () => {
  it('B.10 row 1: dies before the reservation is written, and nothing is left of it', async () => {
    const device = await ready();
    device.memory!.onCommit = () => {
      throw new Error('dead');
    };
    await expect(device.begin('charge-0001')).rejects.toThrow('dead');
    device.memory!.onCommit = () => undefined;
    const again = await reborn(device);
    expect([again.memory!.disk.look('charges').length, (await again.ledger.leases())[0]?.reserved]).toEqual([0, 0]);
    expect(await again.begin('charge-0002')).toBe('reserved');
  });

  it('B.10 row 14 and 19: dies after the answer is stored and before it is told: the next push tells it', async () => {
    const device = await ready();
    await device.spend(2);
    const again = await reborn(device);
    await calm(again);
    expect([await server.actions(), posted(again)]).toEqual([{ available: 90, leased: 8, spent: 2, deficit: 0, expired: 0 }, 2]);
  });

  it('B.10 row 15: the answer to a push is lost, and sending it again changes nothing', async () => {
    const device = await ready();
    await device.spend(3);
    server.fault = (kind) => (kind === 'push' ? 'answer lost' : null);
    for (let i = 0; i < 4; i++) expect((await device.sync()).ok).toBe(false);
    expect([await device.ledger.waitingCount(), (await server.actions()).spent]).toEqual([3, 3]);
    await calm(device);
    expect((await server.actions()).spent).toBe(3);
  });

  it('B.10 row 16: a connection that is cut between two batches leaves the first told and the second waiting', async () => {
    const device = await ready();
    await device.memory!.write(async (rows) => {
      const account = (await rows.meta.get('device'))!;
      await rows.outbox.put(Array.from({ length: 700 }, (_, i) => ({ n: account.nextN + i, opId: `void.${i}-00000`, acked: 0 as const, op: { n: account.nextN + i, opId: `void.${i}-00000`, kind: 'lease_return' as const, clientAt: 1, body: { leaseId: 'no-such-lease' } } })));
      await rows.meta.put('device', { ...account, nextN: account.nextN + 700 });
    });
    let pushes = 0;
    server.fault = (kind) => (kind === 'push' && ++pushes === 2 ? 'request lost' : null);
    expect((await device.sync()).ok).toBe(false);
    expect(await device.ledger.waitingCount()).toBe(200);
    await calm(device);
    expect((await device.ledger.device('unused')).ackedN).toBe(700);
  });

  it('B.10 row 17 and 18: dies after the reservation, before anything is stored: nothing delivered, nothing charged, all of it free again', async () => {
    const device = await ready();
    await device.begin('charge-0001');
    const again = await reborn(device);
    expect([(await again.ledger.leases())[0]?.reserved, posted(again)]).toEqual([0, 0]);
    expect(await again.end('charge-0001')).toMatchObject({ state: 'voided' });
    expect(await again.spend(10)).toBe(true);
    await calm(again);
    expect((await server.actions()).spent).toBe(10);
  });

  it('B.10 row 20: the answer to a lease request is lost: the same request gets the same lease, by asking or by the feed', async () => {
    for (const how of ['ask', 'pull'] as const) {
      const device = await openDevice(server);
      server.fault = (kind) => (kind === 'lease' ? 'answer lost' : null);
      expect((await device.ask()).kind).toBe('later');
      const { leased } = await server.actions();
      const again = await reborn(device);
      server.fault = () => null;
      const told = how === 'ask' ? (await again.ask({ now: true })).kind === 'granted' : (await again.sync()).ok;
      expect(told).toBe(true);
      expect([(await server.actions()).leased, (await again.ledger.leases()).map((l) => l.state), await again.ledger.getLeaseRequest()]).toEqual([leased, ['open'], undefined]);
      expect(await again.spend(1)).toBe(true);
      await calm(again);
    }
  });

  it('B.10 row 20: a pull that overtakes the answer adopts the lease, and the late answer opens nothing twice', async () => {
    const device = await openDevice(server);
    const slow = device.deps.account.lease;
    const inTheMiddle: { pull?: () => Promise<unknown> } = {};
    const overtaken = { ...device.deps, account: { ...device.deps.account, lease: async (...args: Parameters<typeof slow>) => {
      const answer = await slow(...args);
      await inTheMiddle.pull?.();
      return answer;
    } } };
    inTheMiddle.pull = async () => {
      await device.sync();
      await device.spend(10); // used up and given back before the answer is heard
      await device.sync();
    };
    const { askForLease } = await import('../../lib/services/lease-request.ts');
    await askForLease(overtaken);
    expect((await device.ledger.leases()).filter((l) => l.state === 'open')).toEqual([]);
    expect(await device.spend(1)).toBe(false);
    await calm(device);
    expect(await server.actions()).toMatchObject({ available: 90, leased: 0, spent: 10 });
  });

  it('B.10 row 21: a refusal that was lost stays a refusal, and the next request is another one', async () => {
    await server.books.db.run(`update lot set available_u = 0, expired_u = amount_u where meter = 'actions'`);
    await server.books.db.run(`update account_meter set available_u = 0, expired_u = 100000000 where meter = 'actions'`);
    const device = await openDevice(server);
    server.fault = () => 'answer lost';
    await device.ask();
    const first = (await device.ledger.getLeaseRequest())!.requestId;
    server.fault = () => null;
    await server.books.db.run(`update lot set available_u = amount_u, expired_u = 0 where meter = 'actions'`);
    await server.books.db.run(`update account_meter set available_u = 100000000, expired_u = 0 where meter = 'actions'`);
    expect(await device.ask({ now: true })).toMatchObject({ kind: 'denied', code: 'insufficient_actions' });
    server.clock.now += LEASE_DENIED_MS;
    expect(await device.ask()).toEqual({ kind: 'granted' });
    expect((await device.ledger.leases())[0]?.requestId).not.toBe(first);
    await server.books.db.run('delete from event'); // the feed knows nothing of what the test did to the lots
    await server.books.db.run('update account set seq = 0');
    server.wrong = async () => [];
  });

  it.each(['strict', 'relaxed'] as const)('B.10 row 22: power is lost right after a transaction has completed (%s)', async (durability) => {
    const memory = memoryLedger({ durability });
    const device = await openDevice(server, memory);
    await device.ask();
    // What is lost reaches back to before the spend, however many transactions that are.
    let written = 0;
    memory.onCommit = () => void (written += 1);
    await device.spend(1);
    await device.sync();
    const before = await device.ledger.device('unused');
    memory.losePower(written);
    const again = await reborn(device);
    // Strict: nothing was lost. Relaxed: the device goes on with numbers that the server knows as something else, and finds out.
    const after = await again.ledger.device('unused');
    expect([after.deviceId, after.ackedN]).toEqual([before.deviceId, durability === 'strict' ? before.ackedN : 0]);
    await again.spend(2);
    await again.sync();
    await calm(again);
    const identity = (await again.ledger.device('unused')).deviceId;
    expect(identity === before.deviceId).toBe(durability === 'strict');
    const { spent, deficit } = await server.actions();
    expect(spent + deficit).toBe(3);
  });

  it('B.10 row 23: the profile is gone: its leases stay set aside, the next device works with the rest', async () => {
    const lost = await ready();
    await lost.spend(3);
    await lost.sync();
    const next = await ready();
    await next.spend(5);
    await calm(next);
    expect(await server.actions()).toMatchObject({ leased: 12, spent: 8, deficit: 0 });
  });

  it('B.10 row 24: a copied profile takes another identity, nothing that was decided is lost, and what was spent twice is a deficit', async () => {
    const device = await ready();
    await device.spend(1);
    await device.sync();
    const twin = await openDevice(server, device.memory!.copy());
    await device.spend(7);
    await twin.spend(8);
    await twin.begin('charge-out1');
    await device.sync();
    await twin.sync();
    expect((await twin.ledger.device('unused')).deviceId).not.toBe((await device.ledger.device('unused')).deviceId);
    // What was under way is told as late; nothing new is taken from a lease that belongs to the other.
    await twin.end('charge-out1');
    expect(await twin.begin('charge-new1')).toBe('short');
    await calm(twin);
    await calm(device);
    const { spent, deficit } = await server.actions();
    expect(spent + deficit).toBe(1 + 7 + 8 + 1);
    expect((await twin.ledger.leases()).filter((l) => l.reserved > 0)).toEqual([]);
    expect(await twin.ask()).toMatchObject({ kind: 'granted' });
    expect(await twin.spend(1)).toBe(true);
    await calm(twin);
  });

  it.each([-10 * YEAR, -1, 10 * YEAR])('B.10 row 25: a clock that is wrong by %i ms changes nothing', async (skew) => {
    const device = await openDevice(server);
    device.skew = skew;
    await device.ask();
    await device.spend(9);
    await device.sync();
    expect(await tendLeases(device.deps)).toBe(true);
    device.skew = -skew;
    expect(await device.spend(11)).toBe(true);
    await calm(device);
    expect(await server.actions()).toMatchObject({ available: 80, leased: 0, spent: 20, deficit: 0 });
  });

  it('B.10 row 27: a server that was restored is told again what it has forgotten, under its new epoch', async () => {
    const device = await ready();
    await device.spend(2);
    await device.sync();
    const restore = await server.backup();
    await device.spend(3);
    await device.sync();
    await device.ask();
    await device.spend(6);
    expect((await server.actions()).spent).toBe(5);
    await restore();
    expect((await server.actions()).spent).toBe(2);
    expect(await device.ask({ now: true })).toMatchObject({ kind: expect.stringMatching(/granted|later/) });
    await calm(device);
    expect([(await device.ledger.device('unused')).ledgerEpoch, posted(device)]).toEqual([2, 11]);
    const { spent, deficit } = await server.actions();
    expect(spent + deficit).toBe(11);
    // The second lease was granted in a history that is gone: it is closed here.
    expect((await device.ledger.leases()).filter((l) => l.state === 'open').every((l) => l.ledgerEpoch === 2 || l.createdSeq > 0)).toBe(true);
    expect(await device.ask()).toMatchObject({ kind: expect.stringMatching(/granted|denied|later/) });
  });

  it('B.10 row 27: numbers that are no longer kept here are made whole under another identity', async () => {
    const device = await ready();
    const restore = await server.backup();
    await device.spend(4);
    await device.sync();
    await device.memory!.write((rows) => rows.outbox.remove([1, 2]));
    await restore();
    const before = (await device.ledger.device('unused')).deviceId;
    await calm(device);
    expect((await device.ledger.device('unused')).deviceId).not.toBe(before);
    expect((await server.actions()).spent + (await server.actions()).deficit).toBe(2);
  });

  it('B.10 row 30: a page of the feed is lost, and the next pull goes on from the one before', async () => {
    const device = await ready();
    for (let i = 0; i < 9; i++) {
      await device.spend(10);
      await device.ask();
    }
    await device.sync();
    const reader = await openDevice(server);
    let pulls = 0;
    server.fault = (kind) => (kind === 'pull' && ++pulls === 2 ? 'answer lost' : null);
    expect((await reader.sync()).ok).toBe(false);
    expect((await reader.ledger.device('unused')).cursor).toBe(50);
    await calm(reader);
    const seqs = reader.memory!.disk.look<LedgerEvent>('events').map(({ seq }) => seq).sort((a, b) => a - b);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
    expect(seqs.length).toBeGreaterThan(100);
  });

  it('B.10 row 32: a member who was removed still tells what was spent, gets nothing more, and gives back what is left', async () => {
    const device = await ready();
    await device.sync();
    await device.spend(2);
    await server.books.db.run('update device set revoked_at = 1');
    server.clock.now += 1;
    expect((await device.sync()).ok).toBe(true);
    expect((await server.actions()).spent).toBe(2);
    expect(await device.ask()).toMatchObject({ kind: 'denied', code: 'revoked' });
    expect((await device.ledger.allowance()).recall).toBe(true);
    server.clock.now += 10 * 60_000;
    await tendLeases(device.deps);
    await calm(device);
    expect(await server.actions()).toMatchObject({ available: 98, leased: 0, spent: 2 });
  });
});

