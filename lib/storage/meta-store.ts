import type { KilnDatabase, MetaRows, VaultRow } from './database.ts';
import { deviceIn } from './device-row.ts';

export const DEFAULT_SETTINGS: MetaRows['settings'] = { theme: 'system', currentTables: {}, sandboxUrl: null };

/** Single rows: settings, device, account cache, sign-in under way, sync state, and the vault's ciphertexts. */
export function createMetaStore(db: KilnDatabase) {
  const get = async <K extends keyof MetaRows>(key: K): Promise<MetaRows[K] | undefined> =>
    (await db.meta.get(key))?.value as MetaRows[K] | undefined;
  const put = async <K extends keyof MetaRows>(key: K, value: MetaRows[K]): Promise<void> => {
    await db.meta.put({ key, value });
  };
  return {
    get,
    put,
    remove: (key: keyof MetaRows) => db.meta.delete(key),
    settings: async (): Promise<MetaRows['settings']> => ({ ...DEFAULT_SETTINGS, ...(await get('settings')) }),
    changeSettings: (patch: Partial<MetaRows['settings']>) =>
      db.transaction('rw', db.meta, async () => put('settings', { ...DEFAULT_SETTINGS, ...(await get('settings')), ...patch })),
    /** The device row, made once; two contexts asking at the same time get the same one. */
    device: (newDeviceId: string): Promise<MetaRows['device']> => db.transaction('rw', db.meta, async () => deviceIn({ get, put }, newDeviceId)),
    vault: {
      get: (id: VaultRow['id']) => db.vault.get(id),
      put: (row: VaultRow) => db.vault.put(row),
      /** Puts `after` where `before` still is; false when another has been there. */
      replace: (before: VaultRow, after: VaultRow): Promise<boolean> =>
        db.transaction('rw', db.vault, async () => {
          const now = await db.vault.get(before.id);
          if (!now?.iv || now.iv.join() !== before.iv?.join()) return false;
          await db.vault.put(after);
          return true;
        }),
      remove: (id: VaultRow['id']) => db.vault.delete(id),
      /** Stores a fresh key unless one is there; returns the one that is kept. */
      addKey: (key: CryptoKey): Promise<CryptoKey> =>
        db.transaction('rw', db.vault, async () => {
          const known = (await db.vault.get('vault-key'))?.key;
          if (known) return known;
          await db.vault.put({ id: 'vault-key', key });
          return key;
        }),
    },
  };
}
