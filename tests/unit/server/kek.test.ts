/** Changing the key-encryption key while secrets are stored under it. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { optionsFromEnv } from '../../../server/config.ts';
import { OPERATIONS } from '../../../server/ops/commands.ts';
import { firstWorkspace, loadKeks, openDatabase } from '../../../server/setup.ts';
import { migrate } from '../../../server/sql/migrate.ts';
import { checkKek, createVault, parseKeks, rewrapKeys, serverKey } from '../../../server/vault/vault.ts';
import { ACCOUNT, fill, openMemory } from './world.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'kiln-kek-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const [first, second] = [Buffer.alloc(32, 7), Buffer.alloc(32, 9)];

describe('the key-encryption key', () => {
  it('is changed without touching what was encrypted, and the old one opens nothing any more', async () => {
    const db = openMemory({ now: 0 });
    const { vault } = await fill(db, [ACCOUNT, 'account-2']);
    const sealed = await Promise.all([vault.seal(ACCOUNT, 'label', 'one'), vault.seal('account-2', 'label', 'two')]);
    const pepper = await serverKey(db, [first], 'identity');
    await expect(checkKek(db, second)).rejects.toThrow('another key-encryption key');
    await checkKek(db, second, first);
    // A server that knows both reads what the old one wrapped.
    expect(await createVault(db, second, first).open(ACCOUNT, 'label', sealed[0])).toBe('one');
    expect(await rewrapKeys(db, second, first)).toBe(3);
    expect(await rewrapKeys(db, second, first)).toBe(0);
    await checkKek(db, second);
    await expect(checkKek(db, first)).rejects.toThrow('another key-encryption key');
    expect(await createVault(db, second).open('account-2', 'label', sealed[1])).toBe('two');
    expect(await serverKey(db, [second], 'identity')).toEqual(pepper);
    await expect(createVault(db, first).open(ACCOUNT, 'label', sealed[0])).rejects.toThrow('unknown key-encryption key');
    expect(parseKeks(`${second.toString('base64')}\n${first.toString('hex')}\n`)).toEqual([second, first]);
    expect(() => parseKeks(',')).toThrow('32 bytes');
  });

  it('goes through new, wrap and done at the shell', async () => {
    const options = optionsFromEnv({ KILN_DATA: dataDir });
    const said: string[] = [];
    const kek = (deed: string): Promise<void> => OPERATIONS['kek']?.([deed], options, (line) => void said.push(line)) ?? Promise.reject(new Error('no such operation'));
    const seal = async (): Promise<string> => {
      const db = await openDatabase(options);
      await migrate(db);
      const { keks } = await loadKeks(options);
      const { accountId } = await firstWorkspace(db, options.owner);
      const vault = createVault(db, ...keks);
      const before = await db.all<{ ciphertext: string }>('select ciphertext from secret');
      const text = before[0] === undefined ? await vault.seal(accountId, 'label', 'secret') : before[0].ciphertext;
      if (before[0] === undefined) await db.run(`insert into secret (account_id, secret_id, kind, version, ciphertext, last4, updated_at) values (?, 'x', 'test', 1, ?, '', 0)`, [accountId, text]);
      const opened = await vault.open(accountId, 'label', text);
      await db.close();
      return opened;
    };
    expect(await seal()).toBe('secret');
    const path = join(dataDir, 'kiln.kek');
    const old = readFileSync(path, 'utf8').trim();
    await kek('new');
    expect(readFileSync(path, 'utf8').trim().split('\n')).toEqual([expect.not.stringContaining(old), old]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await expect(kek('done')).rejects.toThrow('another key-encryption key');
    expect(await seal()).toBe('secret');
    await kek('wrap');
    await kek('done');
    expect(readFileSync(path, 'utf8')).not.toContain(old);
    expect(await seal()).toBe('secret');
    for (const line of said) expect(line).not.toContain(old);
    await expect(kek('other')).rejects.toThrow('kek new');
  });
});
