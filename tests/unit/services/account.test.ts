import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Op, PullResponse, PushRequest } from '../../../lib/contracts/account-api.ts';
import { uuidV7 } from '../../../lib/core/ids.ts';
import { err, ok, type Result } from '../../../lib/core/result.ts';
import type { AccountError, AccountPort } from '../../../lib/platform/account-http.ts';
import { webVault } from '../../../lib/platform/vault.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { ownKey, setKey } from '../../../lib/services/keys.ts';
import { pollSignIn, signOut, startSignIn } from '../../../lib/services/sign-in.ts';
import { syncAccount } from '../../../lib/services/sync-account.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';

const U = 1_000_000;
const chargeOf = (op: Op): string => ('chargeId' in op.body ? op.body.chargeId : '');
let db: KilnDatabase;
let clock = 1_000;
let server: ReturnType<typeof fakeServer>;

/** A server that keeps what it is told by number, and can be offline, restored or surprised by a clone. */
function fakeServer() {
  const state = {
    head: 0, lastN: 0, spends: new Map<string, number>(), pushes: [] as PushRequest[], down: false, restored: false, forkedDevice: '', polls: ['authorization_pending'] as (string | null)[],
  };
  const page = (): PullResponse => ({
    events: [], nextCursor: 0, hasMore: false, headSeq: 0, limits: [], device: { lastN: state.lastN, durableN: 0, openLeases: [], recall: false }, ledgerEpoch: 1, serverTime: clock,
    balances: [{ meter: 'actions', available: 100 * U, held: 0, leased: 0, granted: 100 * U, spent: 0, deficit: 0 }],
    priceBook: { version: 3, effectiveFrom: '', actionsPerResult: U, actionTiers: [], data: {}, creditMicroUsd: 1, providers: [] },
    plan: { name: 'Team', actionsMonthly: 100 * U, creditsMonthly: 10 * U, renewsAt: null },
    member: { name: 'Robin Sample', email: 'robin@example.com', workspace: 'Hearth', role: 'owner' },
  });
  const guarded = <T>(work: () => Result<T, AccountError>): Promise<Result<T, AccountError>> => Promise.resolve(state.down ? err({ kind: 'offline' }) : work());
  const port: AccountPort = {
    info: () => guarded(() => ok({ name: 'Hearth', version: '1', ledgerEpoch: 1, sandbox: true })),
    deviceCode: () => guarded(() => ok({ device_code: 'secret-device-code', user_code: 'KILN-2345', verification_uri: 'http://account.example/device', expires_in: 600, interval: 2 })),
    token: () => guarded(() => {
      const code = state.polls.shift();
      return code ? err({ kind: 'refused', status: 400, code }) : ok('secret-token');
    }),
    signOut: () => Promise.resolve(),
    charge: () => Promise.resolve(err({ kind: 'offline' })),
    getCharge: () => Promise.resolve(err({ kind: 'offline' })),
    lease: () => Promise.resolve(err({ kind: 'offline' })),
    labels: () => Promise.resolve(err({ kind: 'offline' })),
    push: (_url, _token, request) => guarded(() => {
      state.pushes.push(request);
      if (request.deviceId === state.forkedDevice) return err({ kind: 'refused', status: 409, code: 'fork' });
      if (state.restored && request.baseN > state.lastN) return err({ kind: 'refused', status: 409, code: 'rewind', lastN: state.lastN });
      for (const op of request.ops) {
        state.spends.set(chargeOf(op), (state.spends.get(chargeOf(op)) ?? 0) + (state.spends.has(chargeOf(op)) ? 0 : 1));
        state.lastN = Math.max(state.lastN, op.n);
      }
      return ok({ lastN: state.lastN, results: request.ops.map((op) => ({ n: op.n, status: 'applied' as const })) });
    }),
    pull: (_url, _token, _device, cursor) => guarded(() => (cursor > state.head ? err({ kind: 'refused', status: 410, code: 'resync' }) : ok({ ...page(), nextCursor: state.head }))),
  };
  return { state, port };
}

function deps(): Deps {
  return {
    store: createStore(db), vault: webVault, account: server.port, now: () => ++clock, newId: () => uuidV7(++clock, crypto.getRandomValues(new Uint8Array(16))),
    exclusively: async (_lock: string, work: () => Promise<void>) => {
      await work();
      return true;
    },
    wakeIn: () => undefined,
    random: () => 0.5,
    engine: { checkKey: async (_id: string, secret: string) => ({ status: secret.startsWith('bad') ? ('rejected' as const) : ('works' as const) }) },
  } as unknown as Deps;
}

async function signIn(): Promise<void> {
  server.state.polls = [];
  await startSignIn(deps(), 'http://account.example/');
  expect(await pollSignIn(deps())).toBe(true);
}
async function queue(n: number): Promise<void> {
  const device = await createStore(db).meta.device('unused');
  await db.meta.put({ key: 'device', value: { ...device, nextN: device.nextN + 1 } });
  const body = { chargeId: `charge-${n}-000`, actions: U, runId: 'run-00000', taskId: 'task-0000', subject: 's', enrichment: 'person', providerId: 'github', operation: 'enrich-person', route: 'free' as const, leaseId: null };
  await db.outbox.add({ n: device.nextN, opId: `spend.charge-${n}`, acked: 0, op: { n: device.nextN, opId: `spend.charge-${n}`, kind: 'spend', clientAt: 1, body } });
}

beforeEach(() => {
  db = new KilnDatabase(`account-${Math.random()}`);
  server = fakeServer();
});
afterEach(() => db.delete());

describe('signing in with a device code', () => {
  it('shows the code, waits, signs in, and keeps no secret in the clear', async () => {
    expect((await startSignIn(deps(), 'http://account.example/')).ok).toBe(true);
    expect((await createStore(db).meta.get('signIn'))?.userCode).toBe('KILN-2345');
    expect(await pollSignIn(deps())).toBe(false);
    expect(await pollSignIn(deps())).toBe(true);
    const account = await createStore(db).meta.get('account');
    expect([account?.serverUrl, account?.member.name, account?.priceBook.version, account?.sandbox]).toEqual(['http://account.example', 'Robin Sample', 3, true]);
    expect(await createStore(db).meta.get('signIn')).toBeUndefined();
    const stored = (await db.vault.toArray()).map((row) => new TextDecoder().decode(row.ciphertext ?? new ArrayBuffer(0)));
    expect(stored.join(' ')).not.toMatch(/secret/);
  });
  it.each([['access_denied', 'denied'], ['expired_token', 'expired']])('ends on %s', async (code, state) => {
    server.state.polls = [code];
    await startSignIn(deps(), 'http://account.example');
    expect(await pollSignIn(deps())).toBe(false);
    expect((await createStore(db).meta.get('signIn'))?.state).toBe(state);
  });
  it('says that a server does not answer and stores nothing', async () => {
    server.state.down = true;
    expect(await startSignIn(deps(), 'http://account.example')).toEqual({ ok: false, error: { kind: 'offline' } });
    expect(await createStore(db).meta.get('signIn')).toBeUndefined();
  });
});

describe('syncing', () => {
  it('pushes in order, once, and keeps what could not be sent', async () => {
    await signIn();
    await queue(1);
    await queue(2);
    server.state.down = true;
    expect((await syncAccount(deps())).ok).toBe(false);
    expect(await createStore(db).ledger.waitingCount()).toBe(2);
    server.state.down = false;
    expect(await syncAccount(deps())).toEqual({ ok: true, value: { pushed: 2, pulled: 0 } });
    expect(await syncAccount(deps())).toEqual({ ok: true, value: { pushed: 0, pulled: 0 } });
    expect([...server.state.spends.values()]).toEqual([1, 1]);
  });
  it('sends everything again to a server that was restored', async () => {
    await signIn();
    await queue(1);
    await queue(2);
    await syncAccount(deps());
    Object.assign(server.state, { lastN: 0, restored: true, spends: new Map() });
    expect((await syncAccount(deps())).ok).toBe(true);
    expect([...server.state.spends.keys()]).toEqual(['charge-1-000', 'charge-2-000']);
  });
  it('reads the feed from its beginning when the server no longer reaches back to the cursor', async () => {
    await signIn();
    server.state.head = 7;
    await syncAccount(deps());
    expect((await createStore(db).meta.get('device'))?.cursor).toBe(7);
    server.state.head = 3;
    expect((await syncAccount(deps())).ok).toBe(true);
    expect((await createStore(db).meta.get('device'))?.cursor).toBe(3);
  });
  it('takes a new identity when its database was cloned, and drops nothing', async () => {
    await signIn();
    await queue(1);
    const before = (await createStore(db).meta.get('device'))!.deviceId;
    server.state.forkedDevice = before;
    expect((await syncAccount(deps())).ok).toBe(true);
    expect((await createStore(db).meta.get('device'))!.deviceId).not.toBe(before);
    expect([...server.state.spends.keys()]).toEqual(['charge-1-000']);
  });
  it('signs out only when everything has reached the account', async () => {
    await signIn();
    await queue(1);
    server.state.down = true;
    expect(await signOut(deps())).toEqual({ ok: false, error: 'unsent' });
    server.state.down = false;
    expect((await signOut(deps())).ok).toBe(true);
    expect(await createStore(db).meta.get('account')).toBeUndefined();
    expect(await db.vault.get('account-token')).toBeUndefined();
  });
});

describe('what can be spent here', () => {
  it('is what is left of the leases, and what is available at the account when it can be asked', async () => {
    const { ledger } = createStore(db);
    expect(await ledger.spendable(true)).toBeNull();
    await signIn();
    await queue(1); // paid out of a lease: it takes nothing from what the server says
    expect([(await ledger.spendable(true))?.actions, (await ledger.spendable(false))?.actions]).toEqual([100 * U, 0]);
    const lease = { requestId: 'request-0001', amount: 20 * U, reserved: 2 * U, spent: 3 * U, state: 'open', spendUntil: 0, createdSeq: 0, ledgerEpoch: 1, usedAt: 0 };
    await db.leases.bulkPut([{ ...lease, leaseId: 'lease-000001' }, { ...lease, leaseId: 'lease-000002', createdSeq: 1 }] as never[]);
    // The second is newer than the figures: what it took is still in them.
    expect([(await ledger.spendable(true))?.actions, (await ledger.spendable(false))?.actions]).toEqual([(30 + 80) * U, 30 * U]);
  });
});

describe('own keys', () => {
  it('are sealed, checked, shown by their last four, and kept apart from practice keys', async () => {
    expect(await setKey(deps(), 'hunter', ' live-key-12345678 ')).toEqual({ status: 'works', last4: '5678' });
    expect(await ownKey(deps(), 'hunter', null)).toBe('live-key-12345678');
    await createStore(db).meta.changeSettings({ sandboxUrl: 'http://127.0.0.1:1' });
    expect(await ownKey(deps(), 'hunter', 'http://127.0.0.1:1')).toBeNull();
    expect((await setKey(deps(), 'hunter', 'bad-key-00000000')).status).toBe('rejected');
    const row = await db.keys.get('live/hunter');
    expect(new TextDecoder().decode(row!.ciphertext)).not.toContain('12345678');
    expect((await db.vault.get('vault-key'))?.key?.extractable).toBe(false);
  });
});
