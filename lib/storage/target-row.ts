import type { TargetField } from '../contracts/destination.ts';
import type { DeliveryId, Mapping, TargetId } from '../domain/delivery/delivery.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { LeadId } from '../core/ids.ts';

/** works and fails: the word of the last test. unchecked: it has none, or was changed since. */
export type TargetStatus = 'works' | 'fails' | 'unchecked';

/** A destination as a person has set it up. What is secret of it is one ciphertext. */
export interface TargetRow {
  readonly id: TargetId;
  readonly destinationId: string;
  readonly name: string;
  /** What is not secret of what was typed in. */
  readonly settings: Readonly<Record<string, string>>;
  /** The secret part, as JSON under the vault's key. */
  readonly sealed?: { readonly iv: Uint8Array<ArrayBuffer>; readonly ciphertext: ArrayBuffer };
  /** Names of the secrets that are kept, with the last four characters of each. */
  readonly last4: Readonly<Record<string, string>>;
  /** Origins that requests go to; the browser's permission is for them. */
  readonly origins: readonly string[];
  /** See `Delivery.place`. */
  readonly place: string;
  readonly mappings: Readonly<Partial<Record<LeadKind, Mapping>>>;
  /** By kind, as the last test has read them. */
  readonly fields: Readonly<Partial<Record<LeadKind, readonly TargetField[]>>>;
  readonly status: TargetStatus;
  readonly detail?: string;
  readonly checkedAt?: number;
  readonly createdAt: number;
  readonly usedAt?: number;
  /** Deleted, and kept for a while so that it can be brought back. */
  readonly deletedAt?: number;
}

/** What a delivery was asked for, until its rows are written. */
export interface DeliveryStartRow {
  readonly deliveryId: DeliveryId;
  readonly leadIds: readonly LeadId[];
}

/** What stands at a place of a lead. */
export interface SentRow {
  /** `<place>/<lead>` */
  readonly key: string;
  readonly fingerprint: string;
  readonly at: number;
  readonly deliveryId: DeliveryId;
  readonly remoteId?: string;
}
