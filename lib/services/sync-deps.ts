import type { AccountPort } from '../platform/account-http.ts';
import type { MetaRows } from '../storage/database.ts';
import type { LedgerStore } from '../storage/ledger-store.ts';
import type { Deps } from './deps.ts';
import { openSecret } from './keys.ts';

/** All that the sync and lease engine needs of the world: no database, no clock, no chance of its own. */
export interface SyncDeps extends Pick<Deps, 'now' | 'random' | 'newId' | 'exclusively' | 'wakeIn'> {
  readonly ledger: LedgerStore;
  readonly account: Pick<AccountPort, 'push' | 'pull' | 'lease'>;
  /** The account's token, or null when nobody is signed in. */
  token(): Promise<string | null>;
}
export type SyncWorld = Pick<Deps, 'store' | 'vault' | 'account' | 'now' | 'random' | 'newId' | 'exclusively' | 'wakeIn'>;

export const syncDeps = (deps: SyncWorld): SyncDeps => ({
  ledger: deps.store.ledger,
  account: deps.account,
  token: () => openSecret(deps, 'account-token'),
  now: () => deps.now(),
  random: () => deps.random(),
  newId: () => deps.newId(),
  exclusively: (lock, work, wait) => deps.exclusively(lock, work, wait),
  wakeIn: (ms) => deps.wakeIn(ms),
});

export interface Session {
  readonly account: Pick<MetaRows['account'], 'serverUrl' | 'serverName' | 'sandbox'>;
  readonly token: string;
}

export async function openSession(deps: Pick<SyncDeps, 'ledger' | 'token'>): Promise<Session | null> {
  const [account, token] = await Promise.all([deps.ledger.account(), deps.token()]);
  return account && token !== null ? { account, token } : null;
}
