import { audit } from '../audit.ts';
import { first, one, type Database } from '../sql/sql.ts';
import type { Vault } from './vault.ts';

/** The account's keys to its providers: written and used, never read back. */
export interface ProviderKeys {
  set(accountId: string, providerId: string, key: string, actor: string): Promise<{ readonly last4: string }>;
  remove(accountId: string, providerId: string, actor: string): Promise<boolean>;
  list(accountId: string): Promise<{ readonly providerId: string; readonly last4: string; readonly updatedAt: number }[]>;
  has(accountId: string, providerId: string): Promise<boolean>;
  /** For the gateway only. */
  reveal(accountId: string, providerId: string): Promise<string | null>;
}

const SHOWN_CHARS = 4;

/**
 * Practice keys and real keys are kept apart: a server that is started with the sandbox, or without it any more, never
 * sends one where the other belongs.
 * @param environment where this server's calls go
 */
export function createProviderKeys(db: Database, vault: Vault, environment: 'live' | 'sandbox' = 'live'): ProviderKeys {
  const prefix = environment === 'live' ? 'provider:' : 'sandbox-provider:';
  const secretId = (providerId: string): string => `${prefix}${providerId}`;
  const label = (providerId: string, version: number): string => `${secretId(providerId)}|provider-key|${version}`;
  return {
    async set(accountId, providerId, key, actor) {
      const before = await first<{ version: number }>(db, 'select version from secret where account_id = ? and secret_id = ?', [accountId, secretId(providerId)]);
      const version = (before?.version ?? 0) + 1;
      // A short key is not shown at all: four of six characters would be most of it.
      const last4 = key.length >= SHOWN_CHARS * 3 ? key.slice(-SHOWN_CHARS) : '';
      const sealed = await vault.seal(accountId, label(providerId, version), key);
      await db.run(
        `insert into secret (account_id, secret_id, kind, version, ciphertext, last4, updated_at) values (?, ?, 'provider-key', ?, ?, ?, kiln_now())
         on conflict (account_id, secret_id) do update set version = excluded.version, ciphertext = excluded.ciphertext, last4 = excluded.last4, updated_at = excluded.updated_at`,
        [accountId, secretId(providerId), version, sealed, last4],
      );
      await audit(db, accountId, { actor, action: 'provider-key.set', target: providerId });
      return { last4 };
    },
    async remove(accountId, providerId, actor) {
      const removed = await db.run('delete from secret where account_id = ? and secret_id = ?', [accountId, secretId(providerId)]);
      if (removed > 0) await audit(db, accountId, { actor, action: 'provider-key.remove', target: providerId });
      return removed > 0;
    },
    list: async (accountId) =>
      (await db.all<{ secret_id: string; last4: string; updated_at: number }>(`select secret_id, last4, updated_at from secret where account_id = ? and kind = 'provider-key' order by secret_id`, [accountId])).filter((row) => row.secret_id.startsWith(prefix)).map((row) => ({
        providerId: row.secret_id.slice(prefix.length),
        last4: row.last4,
        updatedAt: row.updated_at,
      })),
    has: async (accountId, providerId) => (await first(db, 'select secret_id from secret where account_id = ? and secret_id = ?', [accountId, secretId(providerId)])) !== undefined,
    async reveal(accountId, providerId) {
      if (!(await this.has(accountId, providerId))) return null;
      const row = await one<{ ciphertext: string; version: number }>(db, 'select ciphertext, version from secret where account_id = ? and secret_id = ?', [accountId, secretId(providerId)]);
      return vault.open(accountId, label(providerId, row.version), row.ciphertext);
    },
  };
}
