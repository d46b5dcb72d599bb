import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addPriceBook } from '../../../server/ledger/price-books.ts';
import { canonicalJson, hashOf } from '../../../server/canonical.ts';
import { localUrl, optionsFromEnv } from '../../../server/config.ts';
import { maskEmail } from '../../../server/gateway/judge.ts';
import { labelOf } from '../../../server/http/auth-routes.ts';
import { newUserCode, readUserCode, showUserCode } from '../../../server/identity/tokens.ts';
import { startServer } from '../../../server/start.ts';
import { createVault, parseKek } from '../../../server/vault/vault.ts';
import { ACCOUNT, START, fill, openMemory, scriptedEngine, miss } from './world.ts';

describe('canonical JSON', () => {
  it('says the same for the same content in any order, and something else for other content', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
    }));
    expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: 2 }));
    expect(hashOf({ a: undefined, b: 1 })).toBe(hashOf({ b: 1 }));
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
  });
});

describe('the vault', () => {
  const clock = { now: 0 };
  it('opens only what is whole, for the same account and label', async () => {
    const db = openMemory(clock);
    const { vault } = await fill(db, [ACCOUNT, 'account-2']);
    const sealed = await vault.seal(ACCOUNT, 'label', 'a secret');
    expect(sealed).not.toContain('secret');
    expect(await vault.seal(ACCOUNT, 'label', 'a secret')).not.toBe(sealed);
    expect(await vault.open(ACCOUNT, 'label', sealed)).toBe('a secret');
    await expect(vault.open(ACCOUNT, 'other', sealed)).rejects.toThrow(/authenticate/);
    await expect(vault.open('account-2', 'label', sealed)).rejects.toThrow(/authenticate/);
    const parts = sealed.split('.');
    for (const i of [1, 2, 3]) await expect(vault.open(ACCOUNT, 'label', parts.map((p, j) => (j === i ? `${p.startsWith('A') ? 'B' : 'A'}${p.slice(1)}` : p)).join('.'))).rejects.toThrow(/authenticate/);
    await expect(createVault(db, Buffer.alloc(32, 8)).open(ACCOUNT, 'label', sealed)).rejects.toThrow(/unknown key-encryption key/);
  });
  it('reads a key in two spellings and refuses a short one', () => {
    const key = Buffer.alloc(32, 3);
    expect([parseKek(key.toString('hex')), parseKek(`${key.toString('base64')}\n`)]).toEqual([key, key]);
    expect(() => parseKek('short')).toThrow('32 bytes');
  });
});

describe('small parts', () => {
  it('parse a price book once, and the next one when its time has come', async () => {
    const clock = { now: START };
    const { db, store } = await fill(openMemory(clock));
    const book = await store.priceBook();
    expect(await store.priceBook()).toBe(book);
    await db.transaction((tx) => addPriceBook(tx, { ...book, version: 2, effectiveFrom: new Date(START + 1_000).toISOString(), creditMicroUsd: 60_000 }));
    expect(await store.priceBook()).toBe(book);
    clock.now += 1_000;
    expect(await store.priceBook()).toMatchObject({ version: 2, creditMicroUsd: 60_000 });
  });
  it('reads user codes as people type them', () => {
    const code = newUserCode();
    expect(readUserCode(showUserCode(code).toLowerCase())).toBe(code);
    expect(readUserCode(` ${code.split('').join(' ')} `)).toBe(code);
    expect([readUserCode(''), readUserCode('AEIO-UAEI'), readUserCode('BCDF-BCD'), readUserCode('BCDFBCDFB')]).toEqual([null, null, null, null]);
  });
  it('masks an address', () => {
    expect([maskEmail('ada@engine.example'), maskEmail('@x'), maskEmail('nothing')]).toEqual(['a•••@engine.example', '•••', '•••']);
  });
  it('names a device', () => {
    expect(labelOf('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36')).toBe('Chrome on Linux');
    expect(labelOf('Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0')).toBe('Edge on Windows');
    expect(labelOf('')).toBe('Browser');
  });
  it('reads the environment and names what is wrong', () => {
    expect(optionsFromEnv({ PORT: '', KILN_EXTENSION_IDS: 'aaa, bbb', KILN_SANDBOX_URL: 'http://127.0.0.1:9/' })).toMatchObject({ port: 8787, host: '127.0.0.1', extensionIds: ['aaa', 'bbb'], sandboxUrl: 'http://127.0.0.1:9', trustProxy: false });
    expect(() => optionsFromEnv({ PORT: 'many' })).toThrow('PORT');
    expect([localUrl('0.0.0.0', 1), localUrl('::1', 2), localUrl('kiln.example', 3)]).toEqual(['http://127.0.0.1:1', 'http://[::1]:2', 'http://kiln.example:3']);
  });
});

describe('the start', () => {
  const options = (dataDir: string) => ({
    port: 0, host: '127.0.0.1', dataDir, extensionIds: [], trustProxy: false, owner: { workspace: 'W', email: 'owner@kiln.example', name: 'Owner' }, engine: scriptedEngine(() => miss), providerIds: new Set(['hunter']),
  });
  it('keeps everything over a restart, says the link once, and refuses another key', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'kiln-server-'));
    try {
      const said: string[] = [];
      const first = await startServer({ ...options(dataDir), say: (line) => void said.push(line) });
      expect(said.join('\n')).toContain(`${first.url}/sign-in?token=`);
      expect(statSync(join(dataDir, 'kiln.kek')).mode & 0o777).toBe(0o600);
      await first.keys.set(first.owner.accountId, 'hunter', 'key-of-hunter-1234', 'test');
      await first.close();
      await first.close();

      const saidAgain: string[] = [];
      const second = await startServer({ ...options(dataDir), say: (line) => void saidAgain.push(line) });
      expect(saidAgain).toEqual([]);
      expect(second.owner).toMatchObject({ accountId: first.owner.accountId, isNew: false });
      expect(await second.keys.reveal(second.owner.accountId, 'hunter')).toBe('key-of-hunter-1234');
      expect((await second.store.balances(second.owner.accountId)).map((b) => b.available)).toEqual([15_000_000_000, 2_500_000_000]);
      await second.close();

      await expect(startServer({ ...options(dataDir), kek: 'ab'.repeat(32) })).rejects.toThrow('another key-encryption key');
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
  it('keeps the database from other users of the machine, in a folder that is open to them too', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'kiln-server-'));
    try {
      chmodSync(dataDir, 0o755);
      const server = await startServer(options(dataDir));
      for (const name of readdirSync(dataDir)) expect([name, statSync(join(dataDir, name)).mode & 0o077]).toEqual([name, 0]);
      expect(readdirSync(dataDir)).toContain('kiln.sqlite');
      await server.close();
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
  it('never uses a practice key with real partners, nor a real key with the sandbox', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'kiln-server-'));
    try {
      const practice = await startServer({ ...options(dataDir), sandboxUrl: 'http://127.0.0.1:9', sandboxKeys: (id) => `sandbox-${id}-0001` });
      const { accountId } = practice.owner;
      expect(await practice.keys.reveal(accountId, 'hunter')).toBe('sandbox-hunter-0001');
      await practice.close();

      const real = await startServer(options(dataDir));
      expect([await real.keys.reveal(accountId, 'hunter'), await real.keys.has(accountId, 'hunter'), await real.keys.list(accountId)]).toEqual([null, false, []]);
      await real.keys.set(accountId, 'hunter', 'key-of-hunter-1234', 'test');
      await real.close();

      const again = await startServer({ ...options(dataDir), sandboxUrl: 'http://127.0.0.1:9' });
      expect(await again.keys.reveal(accountId, 'hunter')).toBe('sandbox-hunter-0001');
      expect((await again.keys.list(accountId)).map((key) => [key.providerId, key.last4])).toEqual([['hunter', '0001']]);
      await again.close();
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
  it('takes no key from the command line, where every user of the machine could read it', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'kiln-server-'));
    const run = (args: readonly string[], input: string) => spawnSync(process.execPath, [join(import.meta.dirname, '../../../server/main.ts'), ...args], { env: { ...process.env, KILN_DATA: dataDir, DATABASE_URL: '' }, input, encoding: 'utf8' });
    try {
      const refused = run(['key', 'set', 'hunter', 'key-of-hunter-1234'], '');
      expect(refused.status).toBe(1);
      expect(refused.stderr).toContain('standard input');
      expect(refused.stderr + refused.stdout).not.toContain('key-of-hunter');
      expect(run(['key', 'set', 'hunter'], 'key-of-hunter-1234\n').stdout).toContain('ending in 1234');
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 30_000);
  it('gives sandbox keys only where no real partner can be reached', async () => {
    await expect(startServer({ ...options(':memory:'), sandboxKeys: () => 'x' })).rejects.toThrow('sandbox');
  });
});
