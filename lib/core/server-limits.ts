/** Limits of the account server's operation: calls to addresses that people typed, webhooks, metrics. Milliseconds where a name ends in MS. */

// --- Calls to typed addresses ---
export const GUARD_URL_CHARS = 2_048;
export const GUARD_BYTES = 5_000_000;
export const GUARD_TIME_MS = 25_000;
export const GUARD_REDIRECTS = 3;
export const GUARD_SOCKETS = 64;

// --- Webhooks ---
export const WEBHOOK_ENDPOINTS = 20;
export const WEBHOOK_LABEL_CHARS = 100;
/** Of one try, to the end of the answer. */
export const WEBHOOK_TIME_MS = 15_000;
/** Of an endpoint's answer that is read at all; nothing in it is kept. */
export const WEBHOOK_ANSWER_BYTES = 16_000;
/** Pauses before the next try; after the last one a delivery is dead. About three days together. */
export const WEBHOOK_PAUSES_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000, 3 * 3_600_000, 8 * 3_600_000, 16 * 3_600_000, 24 * 3_600_000] as const;
/** A delivery taken by a process that died is tried by another after this long. */
export const WEBHOOK_CLAIM_MS = 60_000;
export const WEBHOOK_SWEEP_MS = 1_000;
export const WEBHOOK_BATCH = 64;
/** Endpoints that one process talks to at a time, of all accounts and of one, and tries at a time to one endpoint. */
export const WEBHOOK_LANES = 32;
export const WEBHOOK_ACCOUNT_LANES = 8;
export const WEBHOOK_PARALLEL = 4;
/** An endpoint that failed for this long is switched off. */
export const WEBHOOK_FAILING_MS = 5 * 24 * 3_600_000;
/** After a rotation the old secret signs as well, for this long. */
export const WEBHOOK_ROTATE_MS = 24 * 3_600_000;
export const WEBHOOK_KEPT_MS = 30 * 24 * 3_600_000;
/** Messages that one sweep forgets. */
export const WEBHOOK_FORGET = 1_000;
export const WEBHOOK_SHOWN = 100;

// --- Health ---
export const READY_MS = 1_500;
/** A hold this long past its time means that the sweep does not come through. */
export const STUCK_HOLD_MS = 60_000;
/** Longest wait for requests and calls in flight at a shutdown. */
export const SHUTDOWN_MS = 30_000;

// --- Sockets ---
/** Who sends headers or a body slower than this holds a connection for nothing. */
export const HEADERS_MS = 15_000;
export const REQUEST_MS = 60_000;

// --- Backups ---
export const BACKUP_EVERY_MS = 3_600_000;
/** The folder says when the last one was: a server that was just started makes up for what is overdue. */
export const BACKUP_LOOK_MS = 60_000;
/** A backup that fails is a whole copy for nothing: on a full disk, or while the database is away, it is not begun every minute. */
export const BACKUP_RETRY_MS = 15 * 60_000;
export const BACKUPS_KEPT = 48;

// --- What is kept how long ---
/** How often it is looked for, and accounts that are read at a time. */
export const RETENTION_EVERY_MS = 3_600_000;
export const RETENTION_ACCOUNTS = 500;
export const AUDIT_KEPT_MS = 730 * 24 * 3_600_000;
/** Of invitations that were accepted, withdrawn or ran out: they hold addresses. */
export const INVITATIONS_KEPT_MS = 90 * 24 * 3_600_000;
/** Names of tables and waterfalls, since a device told them last: it does so every LABELS_AGAIN_MS. */
export const LABELS_KEPT_MS = 90 * 24 * 3_600_000;
export const SIGN_INS_KEPT_MS = 400 * 24 * 3_600_000;
