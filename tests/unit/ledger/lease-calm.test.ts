/** Asking for leases stays calm: no message that cannot help, no write without something to write, no refusal forgotten. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEASE_DENIED_MS } from '../../../lib/core/limits.ts';
import { ok } from '../../../lib/core/result.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { NO_USE } from '../../../lib/domain/ledger/lease-size.ts';
import { tendLeases } from '../../../lib/services/lease-request.ts';
import { openDevice, openServer, type Device, type Server } from './devices.ts';
import { memoryLedger } from './ledger-memory.ts';

let server: Server;
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server.books.db.close());

describe('an account that gives less than is asked', () => {
  it('is asked for the next lease when little of what it gives is left, and hears nothing else', async () => {
    const device = await openDevice(server);
    // A run of 500 tasks on a plan of 100 Actions, whose leases are of 10 at most.
    let delivered = 0;
    let most = 0;
    for (let i = 0; i < 130; i++) {
      const before = server.seen.push + server.seen.pull + server.seen.lease;
      await tendLeases(device.deps);
      if ((await device.spend(1)) || ((await device.ask({ ahead: 500, isWaited: true })).kind === 'granted' && (await device.spend(1)))) delivered += 1;
      most = Math.max(most, server.seen.push + server.seen.pull + server.seen.lease - before);
      server.clock.now += 1_000;
    }
    expect(delivered).toBe(100);
    // A lease and the sync that makes room for it; never a sync that changes nothing.
    expect(most).toBeLessThanOrEqual(3);
    // Nine leases of 10 and 5, 2, 1, 1, 1 at the end, refusals once a minute.
    expect(server.seen.lease).toBeLessThanOrEqual(17);
    expect(server.seen.push).toBeLessThanOrEqual(4);
  });

  it('is not synced with while four leases are in use: that would make no room', async () => {
    const device = await openDevice(server);
    for (let i = 0; i < 4; i++) expect((await device.ask()).kind).toBe('granted');
    for (let i = 0; i < 5; i++) expect(await device.ask({ isWaited: true })).toEqual({ kind: 'later', at: server.clock.now + 2_000 });
    expect(server.seen).toEqual({ lease: 4, push: 0, pull: 0 });
    // It can be reached, so nobody is told otherwise.
    expect((await device.ledger.allowance()).waiting).toBeUndefined();
  });

  it.each([['half an Action', UNIT / 2, 0], ['a deficit beside it', 5 * UNIT, UNIT]])('is not asked again before its time because of %s', async (_what, available, deficit) => {
    const device = await openDevice(server);
    const { lease, pull } = device.deps.account;
    const account: Device['deps']['account'] = {
      ...device.deps.account,
      lease: async (...asked) => (await lease(...asked), ok({ state: 'denied', requestId: asked[2].requestId, code: 'insufficient_actions' })),
      async pull(...asked) {
        const page = await pull(...asked);
        if (!page.ok) return page;
        return ok({ ...page.value, device: { ...page.value.device, openLeases: [] }, balances: page.value.balances.map((balance) => ({ ...balance, available, deficit })) });
      },
    };
    Object.assign(device.deps, { account });
    for (let i = 0; i < 5; i++) {
      await device.ask();
      await device.sync();
    }
    expect(server.seen.lease).toBe(1);
  });
});

describe('looking the leases over', () => {
  it.each([['enough is left', UNIT * 100], ['nothing is left and the account has said no', 0]])('writes nothing when there is nothing to do: %s', async (_when, available) => {
    const memory = memoryLedger();
    const device = await openDevice(server, memory);
    if (available === 0) {
      await server.books.db.run(`update lot set available_u = 0, spent_u = amount_u where meter = 'actions'`);
      await server.books.db.run(`update account_meter set available_u = 0, spent_u = 100000000 where meter = 'actions'`);
      await memory.write(async (rows) => rows.meta.put('allowance', { use: NO_USE, recall: false, usedAt: server.clock.now }));
    }
    await device.ask();
    let writes = 0;
    const { write } = memory;
    memory.write = (work) => ((writes += 1), write(work));
    for (let i = 0; i < 5; i++) await tendLeases(device.deps);
    expect([writes, server.seen.lease]).toEqual([0, 1]);
  });
});

describe('a request that the server has put off', () => {
  it.each([['refused to this device', { kind: 'refused', status: 403, code: 'revoked' }], ['too early', { kind: 'busy', retryAfterMs: LEASE_DENIED_MS }]] as const)('waits for its moment, whatever else is synced (%s)', async (_why, error) => {
    const device = await openDevice(server);
    let asked = 0;
    server.fault = (kind) => (kind === 'lease' ? ((asked += 1), error) : null);
    for (let i = 0; i < 5; i++) {
      await tendLeases(device.deps);
      await device.ask();
      await device.sync();
    }
    expect(asked).toBe(1);
    server.clock.now += 2 * LEASE_DENIED_MS;
    server.fault = () => null;
    expect((await device.ask()).kind).toBe('granted');
  });

  it('goes out as soon as the account answers again when it was only not reached', async () => {
    const device = await openDevice(server);
    server.fault = () => 'request lost';
    await device.ask();
    server.fault = () => null;
    await device.sync();
    expect((await device.ask()).kind).toBe('granted');
  });
});
