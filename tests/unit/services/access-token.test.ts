import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { err, ok, type Result } from '../../../lib/core/result.ts';
import { createAccountHttp, type AccountError, type TokenAnswer } from '../../../lib/platform/account-http.ts';
import { webVault } from '../../../lib/platform/vault.ts';
import { createAccessTokens } from '../../../lib/services/access-token.ts';
import { openSecret, sealSecret } from '../../../lib/services/keys.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';

const SERVER = 'https://account.example';
const FIRST: TokenAnswer = { access_token: 'access-0', token_type: 'Bearer', expires_in: 900, refresh_token: 'refresh-0' };

/** A server that rotates, gives the same answer to the same request, and ends a sign-in when an old token comes with another. */
function rotating() {
  const used = new Map<string, { requestId: string; answer: TokenAnswer }>();
  const state = { calls: [] as { refresh: string; requestId: string }[], ended: false, epoch: 1, unknown: new Set<string>(), answer: (work: () => Result<TokenAnswer, AccountError>): Result<TokenAnswer, AccountError> => work() };
  const made = new Map<string, TokenAnswer>();
  let n = 0;
  return {
    state,
    /** A backup from when this token was the newest comes back. */
    restore(newest: string, later: readonly string[]): void {
      state.epoch++;
      used.delete(newest);
      for (const token of later) {
        used.delete(token);
        state.unknown.add(token);
      }
    },
    refresh: async (_url: string, body: { refresh_token: string; device_id: string; request_id: string }): Promise<Result<TokenAnswer, AccountError>> => {
      state.calls.push({ refresh: body.refresh_token, requestId: body.request_id });
      if (state.unknown.has(body.refresh_token)) return err({ kind: 'refused', status: 400, code: 'invalid_grant' });
      const known = used.get(body.refresh_token);
      if (state.ended || (known && known.requestId !== body.request_id)) {
        state.ended = true;
        return err({ kind: 'refused', status: 400, code: 'invalid_grant' });
      }
      // As the real one: what comes next follows from the token and the request.
      const answer = known?.answer ?? made.get(`${body.refresh_token} ${body.request_id}`) ?? { ...FIRST, access_token: `access-${++n}`, refresh_token: `refresh-${n}` };
      made.set(`${body.refresh_token} ${body.request_id}`, answer);
      used.set(body.refresh_token, { requestId: body.request_id, answer });
      return state.answer(() => ok(answer));
    },
  };
}

let db: KilnDatabase;
let clock: number;
let ids: number;
let server: ReturnType<typeof rotating>;
let place: unknown;
let turn: Promise<unknown>;

/** Another life of the worker: the same database, nothing else. */
function worker(session = true) {
  if (!session) place = undefined;
  const deps = {
    store: createStore(db), vault: webVault, now: () => clock, newId: () => `id-${String(++ids).padStart(8, '0')}`, refresh: server.refresh, epoch: async () => server.state.epoch,
    place: { get: async () => place, set: async (value: unknown) => { place = value; } },
    exclusively: async (_name: string, work: () => Promise<void>) => {
      const mine = turn.then(work, work);
      turn = mine.catch(() => undefined);
      await mine;
      return true;
    },
  };
  return { deps, tokens: createAccessTokens(deps) };
}
async function signedIn() {
  const { deps, tokens } = worker();
  const signIn = await tokens.begin('device-0001', FIRST);
  await sealSecret(deps, 'account-token', signIn);
  return { deps, tokens, signIn };
}

beforeEach(async () => {
  clock = Date.UTC(2026, 4, 12, 9);
  ids = 0;
  place = undefined;
  turn = Promise.resolve();
  server = rotating();
  db = new KilnDatabase(`tokens-${crypto.randomUUID()}`);
  await db.open();
});

describe('access tokens', () => {
  it('are kept while they last and renewed shortly before they end', async () => {
    const { tokens, signIn } = await signedIn();
    expect(await tokens.get(SERVER, signIn)).toEqual(ok('access-0'));
    clock += 13 * 60_000;
    expect(await tokens.get(SERVER, signIn)).toEqual(ok('access-0'));
    clock += 90_000;
    expect(await tokens.get(SERVER, signIn)).toEqual(ok('access-1'));
    expect(server.state.calls).toHaveLength(1);
  });

  it('are renewed once for all who ask at the same time, also when the server refuses one', async () => {
    const { tokens, signIn } = await signedIn();
    const all = await Promise.all(Array.from({ length: 8 }, () => tokens.get(SERVER, signIn, 'access-0')));
    expect(all).toEqual(Array.from({ length: 8 }, () => ok('access-1')));
    expect(server.state.calls).toHaveLength(1);
  });

  it('survive the death of the worker after the request, before the answer is stored', async () => {
    const { signIn } = await signedIn();
    server.state.answer = (work) => {
      work();
      throw new Error('the worker dies here');
    };
    const first = worker(false);
    await expect(first.tokens.get(SERVER, signIn)).rejects.toThrow('dies');
    server.state.answer = (work) => work();
    for (let life = 0; life < 3; life++) expect((await worker(false).tokens.get(SERVER, signIn)).ok).toBe(true);
    expect(server.state.ended).toBe(false);
    expect(server.state.calls[0]).toEqual(server.state.calls[1]);
    expect(new Set(server.state.calls.map((call) => call.refresh)).size).toBe(3);
  });

  it('survive a lost answer as often as it is lost', async () => {
    const { tokens, signIn } = await signedIn();
    server.state.answer = () => err({ kind: 'offline' });
    for (let i = 0; i < 4; i++) expect(await tokens.get(SERVER, signIn, 'access-0')).toEqual(err({ kind: 'offline' }));
    server.state.answer = (work) => work();
    expect(await tokens.get(SERVER, signIn, 'access-0')).toEqual(ok('access-1'));
    expect(new Set(server.state.calls.map((call) => call.requestId)).size).toBe(1);
  });

  it('go on after the server was restored from a backup of hours ago', async () => {
    const { deps, tokens, signIn } = await signedIn();
    await deps.store.meta.put('device', { deviceId: 'device-0001', nextN: 1, ackedN: 0, cursor: 3, ledgerEpoch: 1 } as never);
    for (let i = 0; i < 5; i++) await tokens.get(SERVER, signIn, `access-${i}`);
    server.restore('refresh-2', ['refresh-3', 'refresh-4', 'refresh-5']);
    const before = server.state.calls.length;
    server.state.answer = (work) => {
      server.state.unknown.delete('refresh-3'); // made again by the request that made it
      return work();
    };
    expect(await tokens.get(SERVER, signIn, 'access-5')).toEqual(ok('access-3'));
    expect(server.state.calls.slice(before).map((call) => call.refresh)).toEqual(['refresh-5', 'refresh-4', 'refresh-3', 'refresh-2']);
    expect((await tokens.get(SERVER, signIn, 'access-3')).ok).toBe(true);
    expect(server.state.ended).toBe(false);
  });

  it('say signed out when the sign-in has ended, and keep what is stored for the words', async () => {
    const { deps, tokens, signIn } = await signedIn();
    server.state.ended = true;
    expect(await tokens.get(SERVER, signIn, 'access-0')).toEqual(err({ kind: 'signed-out' }));
    expect(await openSecret(deps, 'account-token')).not.toBeNull();
  });

  it('of a sign-in that was replaced are not taken from the new one', async () => {
    const { deps, tokens, signIn } = await signedIn();
    await sealSecret(deps, 'account-token', await tokens.begin('device-0001', { ...FIRST, access_token: 'access-new', refresh_token: 'refresh-new' }));
    expect(await tokens.get(SERVER, signIn)).toEqual(err({ kind: 'signed-out' }));
    expect(server.state.calls).toEqual([]);
  });

  it('that arrive after a sign-out are nobody’s', async () => {
    const { deps, tokens, signIn } = await signedIn();
    server.state.answer = (work) => {
      void deps.store.meta.vault.remove('account-token');
      return work();
    };
    expect(await tokens.get(SERVER, signIn, 'access-0')).toEqual(err({ kind: 'signed-out' }));
    expect(await openSecret(deps, 'account-token')).toBeNull();
  });

  it('are written readable nowhere in the database', async () => {
    const { tokens, signIn } = await signedIn();
    await tokens.get(SERVER, signIn, 'access-0');
    const rows = await db.vault.toArray();
    const bytes = rows.map((row) => (row.ciphertext ? Buffer.from(row.ciphertext).toString('latin1') : '')).join('');
    expect(bytes).not.toContain('refresh-');
    expect(JSON.stringify(await db.meta.toArray())).not.toMatch(/refresh-|access-/);
  });
});

describe('the account over HTTP', () => {
  it('sends a refused request once more with a new token, and no third time', async () => {
    const asked: (string | null)[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = async (input) => {
      const token = (input as Request).headers.get('authorization');
      asked.push(token);
      return token === 'Bearer good' ? Response.json({ lastN: 0, results: [] }) : Response.json({ error: 'signed_out' }, { status: 401 });
    };
    try {
      const port = (next: string) => createAccountHttp({ begin: async () => '', get: async (_url, _signIn, stale) => ok(stale === undefined ? 'old' : next) });
      const push = { deviceId: 'device-0001', ledgerEpoch: 1, baseN: 0, ops: [] };
      expect(await port('good').push(SERVER, 'sign-in', push)).toEqual(ok({ lastN: 0, results: [] }));
      expect(await port('bad').push(SERVER, 'sign-in', push)).toEqual(err({ kind: 'signed-out' }));
      expect(asked).toEqual(['Bearer old', 'Bearer good', 'Bearer old', 'Bearer bad']);
    } finally {
      globalThis.fetch = real;
    }
  });
});
