import type { AccountPort } from '../platform/account-http.ts';
import type { RecipeTabPort } from '../platform/recipe-tab.ts';
import type { DeliveryPort } from '../platform/delivery-http.ts';
import type { Destination } from '../contracts/destination.ts';
import type { ClipperPort } from '../platform/clipper.ts';
import type { TabsPort } from '../platform/tabs.ts';
import type { VaultPort } from '../platform/vault.ts';
import type { Engine } from '../providers/engine-api.ts';
import type { Catalogue } from '../providers/own-source.ts';
import type { Manifest } from '../contracts/manifest.ts';
import type { TryProvider } from '../providers/trial.ts';
import type { Store } from '../storage/store.ts';

/** What the services need of the world. The roof builds it once; tests hand in their own. */
export interface Deps {
  readonly store: Store;
  readonly engine: Engine;
  /** What comes with Kiln and the person's own providers. It grows and shrinks: look things up when they are needed. */
  readonly catalogue: Catalogue;
  /** Says which own ones the catalogue holds. */
  setOwnProviders(manifests: readonly Manifest[]): void;
  /** A call of a manifest that is not in the catalogue. */
  readonly tryProvider: TryProvider;
  readonly tabs: TabsPort;
  readonly recipeTab: RecipeTabPort;
  readonly clipper: ClipperPort;
  readonly vault: VaultPort;
  readonly account: AccountPort;
  readonly delivery: DeliveryPort;
  readonly destinations: ReadonlyMap<string, Destination>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds by a clock that nobody can set: for spans within the life of a worker. */
  elapsed(): number;
  /** From 0 up to 1. */
  random(): number;
  /** Names this start of the browser: numbers of tabs mean nothing in the next one. */
  session(): Promise<string>;
  /** UUIDv7. */
  newId(): string;
  /** Hex SHA-256. */
  sha256(text: string): Promise<string>;
  online(): boolean;
  /** A pause in this turn of the worker; what must outlive it is a row and a `wakeIn`. Rejects with an AbortError when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs `work` if nobody else in the extension holds the lock (or, with `wait`, when they are done); false when it did not run. Freed on death. */
  exclusively(lock: string, work: () => Promise<void>, wait?: boolean): Promise<boolean>;
  /** Tells the console that there was a bug: where and what kind, never the data. */
  report(where: string, error: unknown): void;
  /** Asks to be woken (alarm and timer); a hint, never the truth. */
  wakeIn(ms: number): void;
}
