import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Op, PullResponse, PushRequest } from '../../../lib/contracts/account-api.ts';
import { uuidV7 } from '../../../lib/core/ids.ts';
import { err, ok } from '../../../lib/core/result.ts';
import type { AccountPort } from '../../../lib/platform/account-http.ts';
import { webVault } from '../../../lib/platform/vault.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { pollSignIn, signOut, startSignIn } from '../../../lib/services/sign-in.ts';
import { syncAccount } from '../../../lib/services/sync-account.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore, type Store } from '../../../lib/storage/store.ts';
import { chargeOf as chargeOfDevice } from '../ledger/devices.ts';

const U = 1_000_000;
const chargeOf = (op: Op): string => ('chargeId' in op.body ? op.body.chargeId : '');
const URL = 'http://account.example';
let db: KilnDatabase;
let store: Store;
let clock = 1_000;

/** An account server whose answers a test can bend. */
const server = {
  epoch: 1, lastN: 0, head: 0, email: 'robin@example.com', spends: [] as string[], pushes: 0,
  page: (over: Partial<PullResponse> = {}): PullResponse => ({
    events: [], nextCursor: server.head, hasMore: false, headSeq: server.head, limits: [], device: { lastN: server.lastN, durableN: 0, openLeases: [], recall: false }, ledgerEpoch: server.epoch, serverTime: clock,
    balances: [], priceBook: { version: 3, effectiveFrom: '', actionsPerResult: U, actionTiers: [], data: {}, creditMicroUsd: 1, providers: [] },
    plan: { name: 'Team', actionsMonthly: 100 * U, creditsMonthly: 10 * U, renewsAt: null },
    member: { name: 'Robin Sample', email: server.email, workspace: 'Hearth', role: 'owner' }, ...over,
  }),
  async push(request: PushRequest): ReturnType<AccountPort['push']> {
    if (++server.pushes > 50) throw new Error('asked for ever');
    if (request.ledgerEpoch !== server.epoch) return err({ kind: 'refused', status: 409, code: 'epoch' });
    if (request.baseN > server.lastN) return err({ kind: 'refused', status: 409, code: 'rewind', lastN: server.lastN });
    const fresh = request.ops.filter((op) => op.n > server.lastN);
    for (const op of fresh) server.spends.push(chargeOf(op));
    server.lastN = Math.max(server.lastN, ...fresh.map((op) => op.n));
    return ok({ lastN: server.lastN, results: fresh.map((op) => ({ n: op.n, status: 'applied' as const })) });
  },
  async pull(_cursor: number): ReturnType<AccountPort['pull']> {
    return ok(server.page());
  },
};
const original = { push: server.push, pull: server.pull };

function deps(): Deps {
  const account: AccountPort = {
    info: async () => ok({ name: 'Hearth', version: '1', ledgerEpoch: server.epoch, sandbox: false }),
    deviceCode: async () => ok({ device_code: 'secret-device-code', user_code: 'KILN-2345', verification_uri: `${URL}/device`, expires_in: 600, interval: 2 }),
    token: async () => ok(`token-of-${server.email}`),
    signOut: async () => undefined,
    charge: async () => err({ kind: 'offline' }),
    getCharge: async () => err({ kind: 'offline' }),
    lease: () => Promise.resolve(err({ kind: 'offline' })),
    labels: () => Promise.resolve(err({ kind: 'offline' })),
    // What comes with the token of somebody before is that person's account, not this one.
    push: (_url, token, request) => (token === `token-of-${server.email}` ? server.push(request) : Promise.resolve(ok({ lastN: request.ops.at(-1)?.n ?? request.baseN, results: [] }))),
    pull: (_url, _token, _device, cursor) => server.pull(cursor),
  };
  return {
    store, vault: webVault, account, now: () => ++clock, newId: () => uuidV7(++clock, crypto.getRandomValues(new Uint8Array(16))),
    exclusively: async (_lock: string, work: () => Promise<void>) => {
      await work();
      return true;
    },
    wakeIn: () => undefined,
    random: () => 0.5,
  } as unknown as Deps;
}
async function signIn(): Promise<void> {
  await startSignIn(deps(), URL);
  expect(await pollSignIn(deps())).toBe(true);
}
async function queue(): Promise<void> {
  const device = await store.meta.device('unused');
  const n = device.nextN;
  await db.meta.put({ key: 'device', value: { ...device, nextN: n + 1 } });
  const body = { chargeId: `charge-${n}-000`, actions: U, runId: 'run-00000', taskId: 'task-0000', subject: 's', enrichment: 'person', providerId: 'github', operation: 'enrich-person', route: 'free' as const, leaseId: null };
  await db.outbox.add({ n, opId: `spend.charge-${n}`, acked: 0, op: { n, opId: `spend.charge-${n}`, kind: 'spend', clientAt: 1, body } });
}

beforeEach(() => {
  db = new KilnDatabase(`account-trouble-${Math.random()}`);
  store = createStore(db);
  Object.assign(server, original, { epoch: 1, lastN: 0, head: 0, email: 'robin@example.com', spends: [], pushes: 0 });
});
afterEach(() => db.delete());

describe('a server that was restored from a backup', () => {
  it('tells its new epoch, and gets what waits and what it has forgotten', async () => {
    await signIn();
    await queue();
    await syncAccount(deps());
    await queue();
    Object.assign(server, { epoch: 2, lastN: 0, spends: [] });
    expect((await syncAccount(deps())).ok).toBe(true);
    expect(server.spends).toEqual(['charge-1-000', 'charge-2-000']);
    expect((await store.meta.get('device'))?.ledgerEpoch).toBe(2);
  });

  it('has its feed read from the beginning: lines that it no longer has are not shown', async () => {
    const line = (seq: number, actions: number) => ({ seq, at: 1, kind: 'grant' as const, actions, credits: 0 });
    await signIn();
    server.head = 2;
    server.pull = async () => ok(server.page({ events: [line(1, 5), line(2, 7)] }));
    await syncAccount(deps());
    Object.assign(server, { epoch: 2, head: 3 });
    server.pull = async (cursor) => ok(server.page({ events: [line(1, 5), line(2, 1), line(3, 1)].filter((e) => e.seq > cursor) }));
    await syncAccount(deps());
    expect((await db.events.orderBy('seq').toArray()).map((e) => e.actions)).toEqual([5, 1, 1]);
  });
});

describe('a copy of this database that was faster', () => {
  it('does not make an entry count as told that never left: it is told under another name', async () => {
    await signIn();
    server.lastN = 5;
    server.pull = async () => err({ kind: 'offline' });
    const told: { readonly deviceId: string; readonly ops: number }[] = [];
    server.push = async (request) => {
      told.push({ deviceId: request.deviceId, ops: request.ops.length });
      if (told.length === 1) await queue();
      return ok({ lastN: told.length === 1 ? 5 : request.baseN + request.ops.length, results: request.ops.map((op) => ({ n: op.n, status: 'applied' as const })) });
    };
    await syncAccount(deps());
    expect(await store.ledger.waitingCount()).toBe(0);
    expect(told.map(({ ops }) => ops)).toEqual([0, 1]);
    expect(told[1]?.deviceId).not.toBe(told[0]?.deviceId);
  });
});

describe('a server that makes no sense', () => {
  it('is not asked for ever when it acknowledges nothing', async () => {
    await signIn();
    for (let i = 0; i < 3; i++) await queue();
    server.push = async () => {
      if (++server.pushes > 50) throw new Error('asked for ever');
      return ok({ lastN: 0, results: [] });
    };
    expect(await syncAccount(deps())).toEqual({ ok: false, error: { kind: 'nonsense' } });
    expect(await store.ledger.waitingCount()).toBe(3);
  });

  it('is not asked for ever when its feed never ends', async () => {
    await signIn();
    let pulls = 0;
    server.pull = async () => {
      if (++pulls > 50) throw new Error('asked for ever');
      return ok(server.page({ hasMore: true }));
    };
    expect(await syncAccount(deps())).toEqual({ ok: false, error: { kind: 'nonsense' } });
  });
});

describe('signing out', () => {
  it('is final for a page of the feed that was still on its way', async () => {
    await signIn();
    server.pull = async () => {
      await store.ledger.forgetAccount(true);
      return ok(server.page());
    };
    await syncAccount(deps());
    expect(await store.meta.get('account')).toBeUndefined();
  });

  it('is refused while a call through the account is out: what it buys would be lost', async () => {
    await signIn();
    await db.charges.add({ id: 'task.0' as never, path: 'account', state: 'reserved', reservedAt: 1, runId: 'r' as never, taskId: 't' as never, leadId: 'l' as never, enrichment: 'work-email', providerId: 'hunter', operation: 'find-work-email', route: 'account', quoted: { actions: U, credits: U } as never, posted: { actions: 0, credits: 0 } as never });
    expect(await signOut(deps())).toEqual({ ok: false, error: 'unsent' });
    await db.charges.update('task.0' as never, { state: 'posted' });
    expect((await signOut(deps())).ok).toBe(true);
  });

  it('loses no entry that is decided while it asks the server', async () => {
    await signIn();
    server.push = async (request) => {
      await queue();
      return original.push.call(server, request);
    };
    expect(await signOut(deps())).toEqual({ ok: false, error: 'unsent' });
    expect(await store.ledger.waitingCount()).toBe(1);
  });
});

describe('signing in again', () => {
  it('goes on with the same numbers for the same person', async () => {
    await signIn();
    await queue();
    await syncAccount(deps());
    await queue();
    await signIn();
    await syncAccount(deps());
    expect(server.spends).toEqual(['charge-1-000', 'charge-2-000']);
  });

  it('does not send the bill of one person to another', async () => {
    await signIn();
    await queue();
    await syncAccount(deps());
    Object.assign(server, { email: 'noor@example.com', lastN: 0, spends: [] });
    await db.runs.add({ id: 'run-1', state: 'running', createdAt: 1 } as never);
    await signIn();
    await syncAccount(deps());
    expect(server.spends).toEqual([]);
    expect((await db.runs.get('run-1' as never))?.state).toBe('stopping');
    expect(await store.meta.get('device')).toMatchObject({ nextN: 1, ackedN: 0 });
  });

  it('takes back no number of an entry that is decided while it ends', async () => {
    await signIn();
    const busy: Store['meta'] = {
      ...store.meta,
      async device(id) {
        const row = await store.meta.device(id);
        await queue();
        return row;
      },
    };
    const world: Deps = { ...deps(), store: { ...store, meta: busy } };
    server.pull = async () => err({ kind: 'offline' });
    await startSignIn(world, URL);
    // As many entries as there are rows of the device that it reads: the last of them is the one that a stale row would set back.
    await db.outbox.clear();
    await db.meta.put({ key: 'device', value: { ...(await store.meta.device('unused')), nextN: 1 } });
    expect(await pollSignIn(world)).toBe(true);
    const last = (await db.outbox.toArray()).at(-1)?.n ?? 0;
    expect(last).toBeGreaterThan(0);
    expect((await store.meta.get('device'))?.nextN).toBe(last + 1);
  });

  it.each([['offline'], ['busy'], ['signed-out']] as const)('hands nothing of one person to another when it cannot be told who they are (%s)', async (kind) => {
    await signIn();
    await queue();
    Object.assign(server, { email: 'noor@example.com', lastN: 0, spends: [] });
    const away = { offline: { kind: 'offline' }, busy: { kind: 'busy', retryAfterMs: 1_000 }, 'signed-out': { kind: 'signed-out', revoked: true } } as const;
    server.pull = async () => err(away[kind]);
    const told: string[] = [];
    server.push = async (request) => {
      told.push(...request.ops.map(chargeOf));
      return ok({ lastN: request.ops.at(-1)?.n ?? request.baseN, results: [] });
    };
    await startSignIn(deps(), URL);
    await pollSignIn(deps());
    server.pull = original.pull;
    await syncAccount(deps());
    expect(told).toEqual([]);
  });

  it('does not take an account that was never read for the one that signs in', async () => {
    await signIn();
    const { member, syncedAt: _at, ...known } = (await store.meta.get('account'))!;
    await store.meta.put('account', { ...known, member: { ...member, email: '' }, syncedAt: 0 });
    await queue();
    Object.assign(server, { email: 'noor@example.com', lastN: 0, spends: [] });
    await startSignIn(deps(), URL);
    await pollSignIn(deps());
    await syncAccount(deps());
    expect(server.spends).toEqual([]);
  });

  it('pays for no purchase of one person as another when it cannot be told who they are', async () => {
    await signIn();
    await db.charges.add({ ...chargeOfDevice('bought-1', 1), path: 'account' });
    Object.assign(server, { email: 'noor@example.com', lastN: 0 });
    server.pull = async () => err({ kind: 'offline' });
    await startSignIn(deps(), URL);
    expect(await pollSignIn(deps())).toBe(false);
    expect((await store.meta.get('signIn'))?.state).toBe('failed');
  });

  it('loses nothing that waits when it cannot be told who signs in and the sign-in before is over', async () => {
    await signIn();
    await queue();
    server.pull = async () => err({ kind: 'offline' });
    const world = deps();
    const gone: Deps = { ...world, account: { ...world.account, push: () => Promise.resolve(err({ kind: 'signed-out' })) } };
    await startSignIn(gone, URL);
    expect(await pollSignIn(gone)).toBe(false);
    expect([await store.ledger.waitingCount(), (await store.meta.get('signIn'))?.state]).toEqual([1, 'failed']);
  });

  it('keeps the prices it knew when the server is away at that moment', async () => {
    await signIn();
    server.pull = async () => err({ kind: 'offline' });
    await signIn();
    expect((await store.meta.get('account'))?.priceBook.version).toBe(3);
  });
});
