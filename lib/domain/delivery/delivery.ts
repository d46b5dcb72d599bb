import type { Brand, ChargeId, LeadId, TableId } from '../../core/ids.ts';
import type { LeadKey } from '../lead/custom.ts';
import type { LeadKind } from '../lead/fields.ts';
import type { Micro } from '../ledger/amount.ts';

/** One sending of leads to one target. */
export type DeliveryId = Brand<string, 'DeliveryId'>;
/** One lead of it: `<delivery>.<place>`. */
export type DeliveryRowId = Brand<string, 'DeliveryRowId'>;
/** A destination as a person has set it up: where, with which key, and what goes into which of its fields. */
export type TargetId = Brand<string, 'TargetId'>;

/** Where a value that is sent comes from: a field of the lead, what Kiln knows of it, or always the same text. */
export type MappedFrom = { readonly lead: LeadKey } | { readonly about: 'id' | 'source' | 'table' | 'added' } | { readonly text: string };
export interface MappedField {
  /** Name of the field at the destination. */
  readonly to: string;
  readonly from: MappedFrom;
}
export interface Mapping {
  readonly fields: readonly MappedField[];
  /** The field by which the destination knows a record again; absent = every record is a new one. */
  readonly upsertKey?: string | undefined;
}

/**
 * starting: its rows are being written. running. paused: holds still, see `pause`. stopping: nothing new is sent, answers that are out
 * are waited for. ended.
 */
export type DeliveryState = 'starting' | 'running' | 'paused' | 'stopping' | 'ended';
export const DELIVERY_OPEN: readonly DeliveryState[] = ['starting', 'running', 'paused', 'stopping'];

/**
 * Why it holds still. revoked, forbidden, gone, plan, full, moved and refused: the word of the destination; unreachable: it does not
 * answer; cap: more
 * would be taken than stood on the button; no-permission: the browser may not reach it; no-actions, limit, signed-out: nothing pays; table-limit: its table may take no more now; target-gone: it was deleted here.
 */
export type PauseReason =
  | 'person' | 'cap' | 'revoked' | 'forbidden' | 'gone' | 'plan' | 'full' | 'moved' | 'refused' | 'unreachable' | 'no-permission' | 'no-actions' | 'limit' | 'table-limit' | 'signed-out' | 'target-gone';

/**
 * waiting -> sending -> delivered | failed | unknown | waiting (busy or down). left-out and stopped are never sent.
 * unknown: it was sent and nobody knows whether it arrived, and sending it again could make a second one.
 */
export type RowState = 'waiting' | 'sending' | 'delivered' | 'failed' | 'unknown' | 'left-out' | 'stopped';
export const ROW_STATES: readonly RowState[] = ['waiting', 'sending', 'delivered', 'failed', 'unknown', 'left-out', 'stopped'];

/** refused: the destination did not take the record. incomplete: a field that it needs is empty. fault: it failed again and again. */
export type FailReason = 'refused' | 'incomplete' | 'too-large' | 'fault';
/** blocked: the do-not-contact list. sent: the same content went there before. known: the destination had it and left it as it is. lead-gone: deleted meanwhile. empty: nothing to send. */
export type LeftOutReason = 'blocked' | 'sent' | 'known' | 'lead-gone' | 'empty';

export interface Delivery {
  readonly id: DeliveryId;
  readonly targetId: TargetId;
  /** Names as they were, for the history. */
  readonly targetName: string;
  readonly destinationId: string;
  /** Which place of the world it is, whatever the target is called: what was sent there before is known by it. */
  readonly place: string;
  readonly tableId: TableId;
  readonly tableName: string;
  readonly kind: LeadKind;
  readonly mapping: Mapping;
  readonly state: DeliveryState;
  readonly pause?: { readonly reason: PauseReason; readonly detail?: string; readonly at: number };
  /** Records that went there before with the same content are sent all the same. */
  readonly again?: true;
  /** It goes to the practice sandbox. */
  readonly sandbox?: true;
  /** Nothing is charged: a real account never pays for practice. */
  readonly free?: true;
  /** Rows that are written so far, and how many there will be. */
  readonly planned?: { readonly rows: number; readonly of: number };
  readonly rowCount: number;
  readonly counts: Readonly<Record<RowState, number>>;
  /** The most it may take: what stood on the button. */
  readonly cap: Micro;
  readonly charged: Micro;
  /** The destination is left alone until then. */
  readonly restUntil?: number;
  /** When that was said: a clock that shows less was set back, and the rest is over. */
  readonly restFrom?: number;
  /** Failures in a row that were not the fault of a record. */
  readonly failures: number;
  readonly createdAt: number;
  readonly endedAt?: number;
}

export interface DeliveryRow {
  readonly id: DeliveryRowId;
  readonly deliveryId: DeliveryId;
  readonly leadId: LeadId;
  readonly order: number;
  /** How the lead was called when it was written down; a list of results needs no lead for it. */
  readonly name: string;
  readonly state: RowState;
  readonly notBefore: number;
  /** Times it was sent, and times it met a fault. */
  readonly attempts: number;
  readonly faults: number;
  /** Sent by itself: a batch that it was part of was refused. */
  readonly alone?: true;
  /** The charge that is reserved or was taken for it; each new reservation has the next number. */
  readonly chargeId?: ChargeId;
  readonly charges: number;
  /** Content as it went out, see mapping.ts. */
  readonly fingerprint?: string;
  readonly reason?: FailReason | LeftOutReason;
  /** Words of the destination. */
  readonly detail?: string;
  /** What the destination calls the record. */
  readonly remoteId?: string;
  readonly was?: 'created' | 'updated';
  readonly sentAt?: number;
  readonly endedAt?: number;
}

export const noRows = (): Record<RowState, number> => ({ waiting: 0, sending: 0, delivered: 0, failed: 0, unknown: 0, 'left-out': 0, stopped: 0 });
export const rowIdOf = (delivery: DeliveryId, order: number): DeliveryRowId => `${delivery}.${order}` as DeliveryRowId;
/** Rows that have not ended. */
export const openRows = ({ counts }: Pick<Delivery, 'counts'>): number => counts.waiting + counts.sending;

/** The counts after one row went from one state to another. */
export const recounted = (counts: Delivery['counts'], from: RowState, to: RowState): Delivery['counts'] =>
  from === to ? counts : { ...counts, [from]: counts[from] - 1, [to]: counts[to] + 1 };
