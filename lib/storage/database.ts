import { Dexie, type Collection, type EntityTable, type Table as DexieTable } from 'dexie';
import type { LedgerEvent, Op } from '../contracts/account-api.ts';
import { coarseIndex } from './coarse-keys.ts';
import type { KeyRow } from './key-row.ts';
import type { LeadBlock } from './leads/block.ts';
import type { LeadGapRow, LeadTableRow } from './leads/table-rows.ts';
import type { RecipeHealthRow, RecipeRow } from '../contracts/recipe-library.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import type { Amounts } from '../domain/ledger/amount.ts';
import type { Lease, LeaseRequestRow } from '../domain/ledger/lease.ts';
import type { Breaker } from '../domain/enrichment/breaker.ts';
import type { RawReceipt } from '../domain/enrichment/raw-receipt.ts';
import type { Run, Task } from '../domain/enrichment/run.ts';
import type { Answer } from '../domain/enrichment/operation.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import type { EvidenceCell } from '../domain/learning/evidence.ts';
import type { Question } from '../domain/ai/question.ts';
import type { CustomColumn } from '../domain/lead/custom.ts';
import type { View } from '../domain/view/view.ts';
import type { Capture } from '../domain/lead/capture.ts';
import type { ListCapture, ListRow, PageKind } from '../domain/list/list.ts';
import type { RecipeDrift } from '../domain/recipe/health.ts';
import type { ListColumnsRow, SaveChunkRow, SaveRow } from './list-rows.ts';
import type { FieldChange } from '../domain/lead/changes.ts';
import type { Lead, Table } from '../domain/lead/lead.ts';
import type { Detail } from '../domain/list/detail.ts';
import type { Follow } from '../domain/list/follow.ts';
import type { LeadId, RunId, TaskId } from '../core/ids.ts';
import type { Ranges } from '../core/ranges.ts';
import type { DraftRow } from './draft-row.ts';
import type { OwnProviderRow } from './own-provider-row.ts';
import type { ClipRow } from './clip-row.ts';
import type { CaptureProblem, TabReadRow } from './tab-read-row.ts';
import { DELIVERY_STORES, type Delivery, type DeliveryRow, type DeliveryStartRow, type SentRow, type TargetRow } from './target-row.ts';
import type { CellPartRow } from './cell-rows.ts';
import { ERASE_STORES, type EraseJob, type ErasedRow } from './erase-rows.ts';
import { LINK_STORES, type CompanyLinkRow, type LinkUndo } from './link-rows.ts';
import { MERGE_STORES, type MergeRow, type NotSameRow } from './merge-rows.ts';
import type { ImportPartRow, ImportRecord } from './import-rows.ts';
import type { ContactEntry, ContactId } from '../domain/contact/do-not-contact.ts';

import type { MetaRow, MetaRows } from './meta-rows.ts';

export type { KeyRow } from './key-row.ts';
export type { MetaRow, MetaRows } from './meta-rows.ts';
export type { CaptureProblem, TabReadRow } from './tab-read-row.ts';

export interface CaptureRow {
  readonly tabId: number;
  readonly url: string;
  readonly state: 'reading' | 'read' | 'problem';
  readonly at: number;
  readonly capture?: Capture;
  readonly problem?: CaptureProblem;
  /** Lists of the page with the columns as the person made them; best first. */
  readonly lists?: readonly ListCapture[];
  /** Lists whose columns were changed, as they were read, by id. */
  readonly listsAsRead?: Readonly<Record<string, ListCapture>>;
  /** Index in `lists`. */
  readonly shownList?: number;
  /** What the page is shown as. */
  readonly pageKind?: PageKind;
  /** The detector reached a limit. */
  readonly listsCut?: boolean;
  /** What list recipes promised and the page did not give, those without a single row included. */
  readonly recipeDrifts?: readonly RecipeDrift[];
  /** The shown list is outlined on the page. */
  readonly overlay?: boolean;
  /** Only the part that was selected was read. */
  readonly part?: 'selection';
}

export type ActivityKind = 'lead-added' | 'lead-merged' | 'lead-edited' | 'lead-deleted' | 'table-deleted' | 'enriched' | 'exported' | 'delivered' | 'account' | 'list-read' | 'clip-added' | 'clip-removed' | 'contacts' | 'duplicate-skipped';

/** The history a person sees, and the undo of what a person did. */
export interface ActivityRow {
  readonly id: string;
  readonly at: number;
  readonly kind: ActivityKind;
  readonly title: string;
  readonly detail: string;
  readonly leadId?: LeadId;
  readonly tableId?: string;
  readonly taskId?: string;
  readonly charged?: Amounts;
  /** Enough to restore: each lead (and table) before and after. */
  readonly undo?: {
    /** The `at` of the line: the indexes of what can be taken back hold no line without. */
    readonly at: number;
    readonly leads: readonly { readonly before: Lead | null; readonly after: Lead | null }[];
    readonly tables?: readonly Table[];
    /** Of `leads`, those that were there before and after, where they are several: the index for the history of each of them. */
    readonly leadIds?: readonly LeadId[];
    /** Places of the line's table in which leads were added, where there are too many to keep each of them. */
    readonly added?: Ranges;
    /** Entries of the do-not-contact list that came and went. */
    readonly contacts?: { readonly added: readonly ContactId[]; readonly removed: readonly ContactEntry[] };
    /** A file that was imported: its parts say what it changed. */
    readonly importId?: string;
    /** Many cells were changed, this many: `cellParts` of this line say which, and what they held. */
    readonly cells?: { readonly cells: number; readonly leads: number };
    /** Duplicates that were merged, or told apart: the rows with this `by` say which. The id of the line itself. */
    readonly mergeId?: string;
    /** A person was linked to a company by hand, or that was taken back. */
    readonly link?: LinkUndo;
  };
  readonly undoneAt?: number;
  /** What it changed of its one lead, for longer than it can be undone: until the lead is gone for good. */
  readonly changes?: readonly FieldChange[];
}

/** The rows that one step of a follow brought: one record per page, not per row. */
export interface FollowBlock {
  readonly followId: string;
  readonly step: number;
  readonly url: string;
  readonly at: number;
  readonly rows: readonly ListRow[];
  /** `<follow>/<row key>`, so that the index says which rows are known. */
  readonly keys: readonly string[];
}

export interface OutboxRow {
  readonly n: number;
  readonly opId: string;
  readonly op: Op;
  /** 0 waiting, 1 acknowledged by the server (kept, so that a restored server can be fed again). */
  readonly acked: 0 | 1;
  readonly status?: 'applied' | 'duplicate' | 'rejected' | 'deficit';
}

/** An answer kept for the freshness window; key = hash of provider, operation and input. */
export interface AnswerRow {
  readonly key: string;
  readonly at: number;
  readonly answer: Answer;
  readonly sandbox?: true;
  /** For whom it was asked: it goes with the lead. */
  readonly leadId?: LeadId;
}

/** What a starting run was asked for: whoever looks next writes the rest of its tasks down. */
export interface RunStartRow {
  readonly runId: RunId;
  readonly leadIds: readonly LeadId[];
  /** The most that stood on the button. */
  readonly cap: Amounts;
}

/** How a provider is doing, real and practice apart; kept so that a rest outlives the worker. */
export interface ProviderHealthRow extends Breaker {
  /** `live/hunter` */
  readonly id: string;
  readonly providerId: string;
}

export interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly content: Blob;
  readonly at: number;
}

/** Secrets: the non-extractable vault key and ciphertexts made with it. */
export interface VaultRow {
  readonly id: 'vault-key' | 'account-token' | 'device-code';
  readonly key?: CryptoKey;
  readonly iv?: Uint8Array<ArrayBuffer>;
  readonly ciphertext?: ArrayBuffer;
}

/**
 * The one database. Opened with strict durability: a transaction that says complete is on disk, which the ledger
 * needs and costs about a millisecond. Never await a fetch inside a transaction: IndexedDB would commit it early.
 */
export class KilnDatabase extends Dexie {
  declare meta: DexieTable<MetaRow, keyof MetaRows>;
  declare vault: EntityTable<VaultRow, 'id'>;
  declare tables_: EntityTable<Table, 'id'>;
  /** Leads with a record of their own; only the files in `leads/` know this store and the three after it. */
  declare leads: EntityTable<Lead, 'id'>;
  declare leadBlocks: DexieTable<LeadBlock, [string, number, number]>;
  declare leadGaps: DexieTable<LeadGapRow, [string, number]>;
  declare leadTables: EntityTable<LeadTableRow, 'tableId'>;
  declare captures: EntityTable<CaptureRow, 'tabId'>;
  declare activity: EntityTable<ActivityRow, 'id'>;
  declare waterfalls: EntityTable<Waterfall, 'id'>;
  declare runs: EntityTable<Run, 'id'>;
  declare tasks: EntityTable<Task, 'id'>;
  declare charges: EntityTable<Charge, 'id'>;
  declare runStarts: EntityTable<RunStartRow, 'runId'>;
  declare receipts: EntityTable<RawReceipt, 'id'>;
  declare providerHealth: EntityTable<ProviderHealthRow, 'id'>;
  declare outbox: EntityTable<OutboxRow, 'n'>;
  declare leases: EntityTable<Lease, 'leaseId'>;
  declare leaseRequests: EntityTable<LeaseRequestRow, 'requestId'>;
  declare events: EntityTable<LedgerEvent, 'seq'>;
  declare answers: EntityTable<AnswerRow, 'key'>;
  declare keys: EntityTable<KeyRow, 'id'>;
  declare files: EntityTable<FileRow, 'id'>;
  declare follows: EntityTable<Follow, 'id'>;
  declare followRows: DexieTable<FollowBlock, [string, number]>;
  declare followDetails: EntityTable<Detail, 'id'>;
  declare listColumns: EntityTable<ListColumnsRow, 'key'>;
  declare saves: EntityTable<SaveRow, 'id'>;
  declare saveChunks: DexieTable<SaveChunkRow, [string, number]>;
  declare recipes: EntityTable<RecipeRow, 'id'>;
  declare recipeHealth: EntityTable<RecipeHealthRow, 'recipeId'>;
  declare drafts: EntityTable<DraftRow, 'tabId'>;
  declare questions: EntityTable<Question, 'id'>;
  declare ownProviders: EntityTable<OwnProviderRow, 'id'>;
  declare columns: EntityTable<CustomColumn, 'key'>;
  declare views: EntityTable<View, 'id'>;
  declare clips: EntityTable<ClipRow, 'id'>;
  declare tabReads: EntityTable<TabReadRow, 'tabId'>;
  declare evidence: EntityTable<EvidenceCell, 'key'>;
  declare targets: EntityTable<TargetRow, 'id'>;
  declare deliveries: EntityTable<Delivery, 'id'>;
  declare deliveryStarts: EntityTable<DeliveryStartRow, 'deliveryId'>;
  declare deliveryRows: EntityTable<DeliveryRow, 'id'>;
  declare sentRecords: EntityTable<SentRow, 'key'>;
  declare doNotContact: EntityTable<ContactEntry, 'id'>;
  declare imports: EntityTable<ImportRecord, 'id'>;
  declare merges: EntityTable<MergeRow, 'id'>;
  declare notSame: EntityTable<NotSameRow, 'id'>;
  declare companyLinks: EntityTable<CompanyLinkRow, 'leadId'>;
  declare eraseJobs: EntityTable<EraseJob, 'id'>;
  declare erased: EntityTable<ErasedRow, 'leadId'>;
  declare importParts: DexieTable<ImportPartRow, [string, number]>;
  declare cellParts: DexieTable<CellPartRow, [string, number]>;

  /** @param durability relaxed is for measurements alone */
  constructor(name = 'kiln', durability: 'strict' | 'relaxed' = 'strict') {
    super(name, { chromeTransactionDurability: durability });
    this.version(1).stores({
      meta: 'key',
      vault: 'id',
      tables_: 'id, kind',
      leads: 'id, [tableId+order], *keys, *names',
      leadBlocks: '[tableId+last+first], *keys',
      leadGaps: '[tableId+stretch]',
      leadTables: 'tableId, removedBy',
      captures: 'tabId',
      activity: 'id, at, leadId, undo.at, [tableId+undo.at], [tableId+undo.at+undoneAt], *undo.leadIds',
      waterfalls: 'id',
      runs: 'id, state, createdAt',
      tasks: 'id, leadId, [runId+state+notBefore]',
      runStarts: 'runId',
      receipts: 'id, leadId',
      providerHealth: 'id',
      charges: 'id, state, reservedAt, resolvedAt, [tableId+posted.actions+posted.credits+reservedAt]',
      outbox: 'n, opId, [acked+n]',
      leases: 'leaseId',
      leaseRequests: 'requestId',
      events: 'seq, at, chargeId',
      answers: 'key, at, leadId',
      keys: 'id, providerId',
      files: 'id, at',
      follows: 'id, state',
      followRows: '[followId+step], followId, *keys',
      followDetails: 'id, followId, [followId+state+order]',
      listColumns: 'key, at',
      saves: 'id, state, at',
      saveChunks: '[saveId+n]',
      recipes: 'id',
      recipeHealth: 'recipeId',
      questions: 'id',
      ownProviders: 'id',
      columns: 'key, kind',
      views: 'id, tableId',
      drafts: 'tabId',
      clips: 'id, leadId, pageKey, at, addedBy, attachedBy, removedBy',
      tabReads: 'tabId, state, borrowed',
      evidence: 'key, group',
      ...DELIVERY_STORES,
      ...MERGE_STORES,
      ...LINK_STORES,
      ...ERASE_STORES,
      doNotContact: 'id, at',
      imports: 'id, state, at',
      importParts: '[importId+n]',
      cellParts: '[deedId+n], deedId, *leadIds',
    });
    coarseIndex(this, 'leadBlocks', 'keys');
    coarseIndex(this, 'cellParts', 'leadIds');
    // Another context upgrades: step aside, or it would wait for ever.
    this.on('versionchange', () => this.close());
  }

  /** All tasks of a run, by state. */
  tasksOfRun(runId: RunId): Collection<Task, TaskId> {
    return this.tasks.where('[runId+state+notBefore]').between([runId, '', -Infinity], [runId, '\uffff', Infinity]) as Collection<Task, TaskId>;
  }
}
