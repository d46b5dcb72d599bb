import type { GuardPolicy } from '../guard/check-url.ts';
import type { Database } from '../sql/sql.ts';
import type { Webhooks } from '../webhooks/endpoints.ts';
import type { Metrics } from './metrics.ts';

export interface Rate {
  /** Milliseconds between two requests in the long run. */
  readonly everyMs: number;
  /** Requests that may come at once. */
  readonly burst: number;
}
export interface Bucket {
  /** Names rule and caller; not readable. */
  readonly key: string;
  readonly rate: Rate;
}
export interface SharedRates {
  /** 0 when all of them may go on, else the milliseconds to wait. */
  take(buckets: readonly Bucket[]): Promise<number>;
  /** What `take` would answer, without counting. */
  look(buckets: readonly Bucket[]): Promise<number>;
}

export interface HealthPorts {
  readonly db: Database;
  readonly metrics: Metrics;
  readonly facts: { readonly version: string };
  /** Without one the figures are for this machine only. */
  readonly metricsToken?: string;
  isStopping(): boolean;
}

/** What the routes need of the operations. */
export interface HttpOps {
  readonly metrics: Metrics;
  readonly webhooks: Webhooks;
  readonly policy: GuardPolicy;
  readonly rates: SharedRates;
  readonly health: HealthPorts;
}
