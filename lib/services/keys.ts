import type { KeyCheck } from '../contracts/commands.ts';
import type { KeyRow, VaultRow } from '../storage/database.ts';
import type { Deps } from './deps.ts';

type KeyDeps = Pick<Deps, 'store' | 'vault' | 'engine' | 'now'>;

/** The key that seals everything at rest, made on first use and never exportable. */
async function vaultKey(deps: Pick<Deps, 'store' | 'vault'>): Promise<CryptoKey> {
  const known = (await deps.store.meta.vault.get('vault-key'))?.key;
  return known ?? deps.store.meta.vault.addKey(await deps.vault.newKey());
}

export async function sealSecret(deps: Pick<Deps, 'store' | 'vault'>, id: 'account-token' | 'device-code', text: string): Promise<void> {
  await deps.store.meta.vault.put(await sealed(deps, id, text));
}
/** The row that `sealSecret` would store. */
export const sealed = async (deps: Pick<Deps, 'store' | 'vault'>, id: 'account-token' | 'device-code', text: string): Promise<VaultRow> => ({ id, ...(await deps.vault.seal(await vaultKey(deps), id, text)) });
export async function openSecret(deps: Pick<Deps, 'store' | 'vault'>, id: VaultRow['id']): Promise<string | null> {
  const row = await deps.store.meta.vault.get(id);
  return row?.iv && row.ciphertext ? deps.vault.open(await vaultKey(deps), id, { iv: row.iv, ciphertext: row.ciphertext }) : null;
}

/** A secret of a destination: opened only under the name that it was sealed under. */
export const sealText = async (deps: Pick<Deps, 'store' | 'vault'>, purpose: string, text: string): Promise<{ iv: Uint8Array<ArrayBuffer>; ciphertext: ArrayBuffer }> => deps.vault.seal(await vaultKey(deps), purpose, text);
export const openText = async (deps: Pick<Deps, 'store' | 'vault'>, purpose: string, sealed: { iv: Uint8Array<ArrayBuffer>; ciphertext: ArrayBuffer }): Promise<string | null> => deps.vault.open(await vaultKey(deps), purpose, sealed);

/** Practice keys and real keys are kept apart: switching practice mode never sends one where the other belongs. */
async function rowId(deps: Pick<Deps, 'store'>, providerId: string): Promise<{ id: string; environment: KeyRow['environment']; sandboxUrl: string | null }> {
  const { sandboxUrl } = await deps.store.meta.settings();
  const environment = environmentOf(sandboxUrl);
  return { id: `${environment}/${providerId}`, environment, sandboxUrl };
}
const environmentOf = (sandboxUrl: string | null): KeyRow['environment'] => (sandboxUrl ? 'sandbox' : 'live');

/**
 * The person's own key for a provider, or null.
 * @param sandboxUrl where the call that needs it goes, null for the real provider: read once by the caller, so that a
 * switch of practice mode in between cannot bring a key to the other side
 */
export async function ownKey(deps: Pick<Deps, 'store' | 'vault'>, providerId: string, sandboxUrl: string | null): Promise<string | null> {
  const id = `${environmentOf(sandboxUrl)}/${providerId}`;
  const row = await deps.store.keys.get(id);
  return row ? deps.vault.open(await vaultKey(deps), id, row) : null;
}

/** Encrypts and stores a key, then asks the provider's own check call about it. A key that cannot be checked is kept. */
export async function setKey(deps: KeyDeps, providerId: string, key: string): Promise<KeyCheck> {
  const { id, environment } = await rowId(deps, providerId);
  const text = key.trim();
  const last4 = text.length >= 8 ? text.slice(-4) : '';
  await deps.store.keys.put({ id, providerId, environment, last4, status: 'unchecked', ...(await deps.vault.seal(await vaultKey(deps), id, text)) });
  return (await checkKey(deps, providerId)) ?? { status: 'unchecked', last4 };
}

/** Null when there is no key. Costs nothing: the check call of a manifest never buys. */
export async function checkKey(deps: KeyDeps, providerId: string): Promise<KeyCheck | null> {
  const { id, sandboxUrl } = await rowId(deps, providerId);
  const [row, secret] = [await deps.store.keys.get(id), await ownKey(deps, providerId, sandboxUrl)];
  if (!row || secret === null) return null;
  const outcome = await deps.engine.checkKey(providerId, secret, sandboxUrl ? { sandboxUrl } : {});
  await deps.store.keys.noteCheck(row, { ...outcome, checkedAt: deps.now() });
  return { ...outcome, last4: row.last4 };
}

export async function removeKey(deps: Pick<Deps, 'store'>, providerId: string): Promise<void> {
  await deps.store.keys.remove((await rowId(deps, providerId)).id);
}

/** An answer said what is left at the provider: it stands with the key until the next one says otherwise. */
export async function noteCredits(deps: Pick<Deps, 'store' | 'now'>, providerId: string, sandboxUrl: string | null, left: number): Promise<void> {
  const id = `${environmentOf(sandboxUrl)}/${providerId}`;
  const row = await deps.store.keys.get(id);
  const creditsLeft = String(left);
  if (row && row.creditsLeft !== creditsLeft) await deps.store.keys.change(id, { creditsLeft, checkedAt: deps.now() });
}

/** A call said something about the key: remember it, so that the interface can say which key to replace. */
export async function noteKey(deps: Pick<Deps, 'store' | 'now'>, providerId: string, status: KeyRow['status']): Promise<void> {
  const { id } = await rowId(deps, providerId);
  const row = await deps.store.keys.get(id);
  if (row && row.status !== status) await deps.store.keys.change(id, { status, checkedAt: deps.now() });
}
