import type { Manifest } from '../contracts/manifest.ts';
import type { KeyRow } from './key-row.ts';

/** A provider of the person's own. Parsed again whenever it is read: what is stored may be of another version. */
export interface OwnProviderRow {
  readonly id: string;
  readonly manifest: Manifest;
  readonly changedAt: number;
  /** Deleted: kept for its name in receipts, and for undo. */
  readonly removedAt?: number;
  /** The sealed keys it had, until it cannot be brought back any more. */
  readonly keys?: readonly KeyRow[];
}
