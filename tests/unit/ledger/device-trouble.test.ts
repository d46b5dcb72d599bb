/** Mistakes that the simulation of the whole protocol has found, each as a small case of its own. */
import { describe, expect, it, vi } from 'vitest';
import type { PullResponse } from '../../../lib/contracts/account-api.ts';
import { err, ok } from '../../../lib/core/result.ts';
import { askForLease } from '../../../lib/services/lease-request.ts';
import { lookAtAccount } from '../../../lib/services/look-at-account.ts';
import { syncLedger } from '../../../lib/services/sync-account.ts';
import { pullAll } from '../../../lib/services/sync-feed.ts';
import type { SyncDeps } from '../../../lib/services/sync-deps.ts';
import type { AccountPort } from '../../../lib/platform/account-http.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { createLedgerStoreOn } from '../../../lib/storage/ledger-store.ts';
import { memoryLedger } from './ledger-memory.ts';

const YEAR_MS = 365 * 24 * 3_600_000;
const NOW = Date.UTC(2026, 5, 1);
const PRICES = { version: 1, effectiveFrom: '', actionsPerResult: 1, actionTiers: [], data: {}, creditMicroUsd: 0, providers: [] };
const ACCOUNT = {
  serverUrl: 'http://account.example', serverName: 'Kiln', sandbox: false, syncedAt: NOW, limits: [], atSeq: 0, clockOffsetMs: 0, balances: [], priceBook: PRICES,
  member: { name: 'Robin Sample', email: 'robin@example.com', workspace: 'Hearth', role: 'editor' }, plan: { name: 'Test', actionsMonthly: 0, creditsMonthly: 0, renewsAt: null },
};
const page = (change: Partial<PullResponse> = {}): PullResponse => ({
  events: [], nextCursor: 0, hasMore: false, headSeq: 0, balances: [], limits: [], priceBook: PRICES, plan: ACCOUNT.plan, member: ACCOUNT.member, ledgerEpoch: 1, serverTime: NOW,
  device: { lastN: 0, durableN: 0, openLeases: [], recall: false }, ...change,
});

async function device(account: Partial<AccountPort>) {
  const port = memoryLedger();
  const ledger = createLedgerStoreOn(port);
  const clock = { now: NOW };
  let ids = 0;
  const deps: SyncDeps = {
    ledger, account: { lease: async () => err({ kind: 'offline' }), push: async () => err({ kind: 'offline' }), pull: async () => err({ kind: 'offline' }), ...account },
    now: () => clock.now, random: () => 0.5, newId: () => `00000000-${++ids}`, token: async () => 'token', wakeIn: () => undefined,
    exclusively: async (_lock, work) => {
      await work();
      return true;
    },
  };
  await ledger.device('device-0001');
  await port.write(async (rows) => rows.meta.put('account', ACCOUNT));
  return { ledger, port, clock, deps };
}

describe('a device whose clock is wrong', () => {
  it('asks for a lease again although the next try was reckoned in another year', async () => {
    let asked = 0;
    const { deps, clock } = await device({ lease: async () => (asked++, err({ kind: 'offline' })) });
    await askForLease(deps);
    clock.now = NOW + 10 * YEAR_MS;
    await askForLease(deps, { now: true });
    clock.now = NOW + 60_000;
    await askForLease(deps);
    expect(asked).toBe(3);
  });

  it('syncs again after a death in the middle of a sync, whatever the clock showed when the next try was reckoned', async () => {
    let pushes = 0;
    const { deps, clock, ledger } = await device({ push: async () => (pushes++, pushes === 2 ? new Promise(() => undefined) : err({ kind: 'offline' })) });
    clock.now = NOW + 10 * YEAR_MS;
    await syncLedger(deps);
    clock.now = NOW;
    void syncLedger(deps);
    await expect.poll(async () => (await ledger.syncState())?.state).toBe('syncing');
    clock.now = NOW + 1_000;
    await syncLedger(deps, { patient: true });
    expect(pushes).toBe(3);
  });

  it('reads the account again although its figures seem to be of tomorrow', async () => {
    let pulls = 0;
    const { deps, clock, ledger } = await device({ push: async () => ok({ lastN: 0, results: [] }), pull: async () => (pulls++, ok(page())) });
    clock.now = NOW - YEAR_MS;
    const world = { ...deps, store: { ledger: { ...ledger, lastResolvedAt: async () => 0 }, meta: { get: async (name: string) => (name === 'account' ? ACCOUNT : undefined), vault: { get: async () => ({ key: {}, iv: new Uint8Array(1), ciphertext: new ArrayBuffer(1) }) } } }, vault: { open: async () => 'token' } } as unknown as Deps;
    await lookAtAccount(world, { pump: async () => undefined });
    expect(pulls).toBe(1);
  });
});

describe('a device whose member was removed', () => {
  const revoked = { kind: 'refused', status: 403, code: 'revoked' } as const;

  it('is told no instead of waiting for a lease for ever', async () => {
    const { deps } = await device({ lease: async () => err(revoked) });
    for (let i = 0; i < 2; i++) expect(await askForLease(deps, { isWaited: true })).toMatchObject({ kind: 'denied', code: 'revoked' });
  });

  it('tells a restored server what it has spent, though it may not pull', async () => {
    const epochs: number[] = [];
    const { deps, port } = await device({
      pull: async () => err(revoked),
      push: async (_url, _token, { ledgerEpoch, ops }) => {
        epochs.push(ledgerEpoch);
        return ledgerEpoch === 2 ? ok({ lastN: ops.at(-1)?.n ?? 0, results: [] }) : err({ kind: 'refused', status: 409, code: 'epoch', ledgerEpoch: 2 });
      },
    });
    await port.write(async (rows) => rows.meta.put('device', { deviceId: 'device-0001', nextN: 1, ackedN: 0, durableN: 0, cursor: 0, ledgerEpoch: 1 }));
    await syncLedger(deps);
    expect(epochs).toEqual([1, 2]);
  });
});

describe('a new epoch', () => {
  it('offers again what is in no backup: a copy of this database may have taken its numbers', async () => {
    const { ledger, port } = await device({});
    const op = (n: number) => ({ n, opId: `return.lease-${n}`, kind: 'lease_return' as const, clientAt: 0, body: { leaseId: `lease-000${n}` } });
    await port.write(async (rows) => {
      await rows.meta.put('device', { deviceId: 'device-0001', nextN: 4, ackedN: 3, durableN: 1, cursor: 0, ledgerEpoch: 1 });
      await rows.outbox.put([1, 2, 3].map((n) => ({ n, opId: op(n).opId, op: op(n), acked: 1 as const })));
    });
    await ledger.applyPull(page({ ledgerEpoch: 2, device: { lastN: 3, durableN: 1, openLeases: [], recall: false } }), ACCOUNT, NOW, { deviceId: 'device-0001', cursor: 0, ledgerEpoch: 1 });
    expect((await ledger.waitingOps(10)).map(({ n }) => n)).toEqual([2, 3]);
    expect((await ledger.device('other-0001')).ackedN).toBe(1);
  });
});

describe('a copied database', () => {
  it('takes an identity of its own as soon as the server knows more of the old one than it has ever said', async () => {
    const names: string[] = [];
    const { deps, ledger } = await device({
      push: async (_url, _token, { deviceId, baseN }) => (names.push(deviceId), ok({ lastN: deviceId === 'device-0001' ? 5 : baseN, results: [] })),
      pull: async () => ok(page()),
    });
    await syncLedger(deps);
    const { deviceId } = await ledger.device('unused-0001');
    expect([names[0], names.at(-1)]).toEqual(['device-0001', deviceId]);
    expect(deviceId).not.toBe('device-0001');
  });
});

describe('a device that has become another one', () => {
  it('keeps no entry of a feed that a restore made shorter before it was read again', async () => {
    const entry = (seq: number) => ({ seq, at: NOW, kind: 'grant' as const, actions: 1, credits: 0 });
    const feed = { entries: [1, 2, 3], epoch: 1 };
    const { deps, ledger, port } = await device({
      pull: async () => ok(page({ events: feed.entries.map(entry), nextCursor: feed.entries.length, headSeq: feed.entries.length, ledgerEpoch: feed.epoch })),
      push: async () => ok({ kind: 'ok', lastN: 0, results: [] } as never),
    });
    const events = (): readonly number[] => port.disk.look<{ seq: number }>('events').map(({ seq }) => seq);
    await syncLedger(deps);
    expect(events()).toEqual([1, 2, 3]);
    await ledger.becomeNewDevice('device-0002');
    Object.assign(feed, { entries: [1, 2], epoch: 2 });
    await syncLedger(deps);
    expect(events()).toEqual([1, 2]);
  });
});

describe('pulls at the same time, where locks do not hold', () => {
  const entry = (seq: number) => ({ seq, at: NOW, kind: 'grant' as const, actions: 1, credits: 0 });
  /** A feed whose answers with these numbers (from 1) wait until they are let go on. */
  async function pulling(held: readonly number[]) {
    const feed = { length: 1, epoch: 1 };
    const waiting = new Map<number, () => void>();
    let asked = 0;
    const { deps, ledger, port } = await device({
      pull: async (_url, _token, _device, cursor) => {
        const n = ++asked;
        const answer = ok(page({ events: Array.from({ length: feed.length - cursor }, (_, i) => entry(cursor + i + 1)), nextCursor: feed.length, headSeq: feed.length, ledgerEpoch: feed.epoch }));
        if (held.includes(n)) await new Promise<void>((go) => void waiting.set(n, go));
        return answer;
      },
    });
    return {
      feed, pull: () => pullAll(deps, { account: ACCOUNT, token: 'token' }),
      isHeld: (n: number) => vi.waitFor(() => expect([...waiting.keys()]).toContain(n)),
      letGo: (n: number) => waiting.get(n)?.(),
      events: (): readonly number[] => port.disk.look<{ seq: number }>('events').map(({ seq }) => seq),
      cursor: async () => (await ledger.device('unused-0001')).cursor,
    };
  }

  it('a page that was asked for before another one forgot the feed leaves no gap in it', async () => {
    const world = await pulling([2, 5, 6]);
    Object.assign(world.feed, { length: 2 });
    await world.pull();
    Object.assign(world.feed, { length: 4, epoch: 2 });
    const late = world.pull();
    await world.isHeld(2);
    await world.pull();
    Object.assign(world.feed, { length: 5 });
    const next = world.pull();
    await world.isHeld(5);
    // The late one finds another epoch than it knew, asks anew if it must, and is never heard of again.
    world.letGo(2);
    await world.isHeld(6);
    world.letGo(5);
    await next;
    expect(world.events()).toEqual([1, 2, 3, 4, 5]);
    void late;
  });

  it('a page that comes last and was asked for first does not take the cursor back', async () => {
    const world = await pulling([1]);
    const late = world.pull();
    await world.isHeld(1);
    Object.assign(world.feed, { length: 3 });
    await world.pull();
    world.letGo(1);
    await late;
    expect([world.events(), await world.cursor()]).toEqual([[1, 2, 3], 3]);
  });
});
