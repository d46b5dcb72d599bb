import type { Manifest } from '../../lib/contracts/manifest.ts';
import type { Engine } from '../../lib/providers/engine-api.ts';
import type { LedgerStore } from '../ledger/store.ts';
import type { ProviderKeys } from '../vault/provider-keys.ts';
import type { Vault } from '../vault/vault.ts';

/** What the gateway needs from the world; the simulation hands in one that can die. */
export interface GatewayPorts {
  readonly store: LedgerStore;
  readonly engine: Engine;
  readonly keys: ProviderKeys;
  readonly vault: Vault;
  /** Says when a supplier takes money; of one that is not in it, every call is taken to be billed. */
  readonly catalogue?: ReadonlyMap<string, Manifest>;
  /** Names this process in claims. */
  readonly workerId: string;
  now(): number;
  /** 0 <= x < 1, for jitter. */
  random(): number;
  /** Rejects when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Provider calls go to the practice sandbox; every outcome says so. */
  readonly sandboxUrl?: string;
  log(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
}
