/** Named limits of the account server; one place with the others by way of limits.ts. Times in milliseconds unless the name says otherwise. */

// --- Account server ---
/** Transactions that share one flush on the embedded database. */
export const SQL_GROUP_COMMITS = 64;
export const SQL_STATEMENTS = 400;
export const SQL_RETRIES = 5;
export const SQLITE_BUSY_MS = 5_000;
export const POSTGRES_CONNECTIONS = 16;
export const POSTGRES_STATEMENT_MS = 5_000;
export const POSTGRES_LOCK_MS = 2_000;
/** A provider call whose worker does not renew its claim within this time counts as lost. */
export const CALL_CLAIM_MS = 20_000;
export const CALL_RENEW_MS = 7_000;
/** Longest one attempt of the gateway may take, its verifier included. */
export const CALL_ATTEMPT_MS = 100_000;
/** A lost call is asked again once when its answer costs at most this (micro-credits); a dearer one is voided. */
export const PAID_RETRY_MICRO = 2_000_000;
export const CALL_ATTEMPTS = 2;
export const SWEEP_MS = 3_000;
export const SWEEP_CALLS = 50;
/** Pause between two looks at a charge that another process works on. */
export const CHARGE_LOOK_MS = 400;
export const RESULT_KEPT_MS = 30 * 24 * 3_600_000;
/** How long the account gives an answer again, free, to whoever of it asks the same: unless a workspace chose otherwise, and at most. */
export const REPEAT_USUAL_MS = 24 * 3_600_000;
export const REPEAT_MOST_MS = RESULT_KEPT_MS;
export const REPEAT_WINDOWS_MS = [0, 1, 6, 24, 72, 168, 720].map((hours) => hours * 3_600_000);
/** Periods rolled one by one after a long silence; older ones cannot change what is left (2x cap). */
export const ROLL_PERIODS = 4;
export const DEFICIT_CHARGES = 500;
/** Calls of one account that share a transaction, and operations in them together. */
export const COALESCE_CALLS = 256;
export const COALESCE_WEIGHT = 1_000;
/** Accounts that one sweep brings up to now. */
export const ROLL_ACCOUNTS = 500;
/** Of these so many at once on PostgreSQL; the other connections are for the traffic of the hour. */
export const ROLL_TOGETHER = 6;
/** Most that one operation of a device may spend, and a deficit above which nothing more is written down (micro-units): sums stay far inside the safe integers. */
export const SPEND_OP_MICRO = 10_000 * 1_000_000;
export const DEFICIT_MICRO = 100_000_000 * 1_000_000;
export const GRANT_MICRO = 100_000_000 * 1_000_000;
export const USER_DEVICES = 50;
/** Open leases that one device may have, and how long after its month a lease that never came back is written off. */
export const LEASES_OPEN = 4;
export const LEASE_LATE_MS = 35 * 24 * 3_600_000;
/** A device not heard of for so long has no share in what leases are cut from. */
export const DEVICE_ACTIVE_MS = 24 * 3_600_000;
/** How long a result of the account is kept after a device said that it has it. */
export const RESULT_ACKED_MS = 24 * 3_600_000;
/** Callers that the rate limiter remembers. */
export const RATE_KEYS = 20_000;
export const FORM_BODY_BYTES = 8_000;

// --- Admin pages ---
/** Entries of the feed that one transaction copies for the pages. */
export const FOLD_EVENTS = 1_000;
/** Entries that a page waits for; when there are more, it says up to when it tells. */
export const FOLD_VIEW_EVENTS = 20_000;
export const FOLD_EVERY_MS = 30_000;
export const FOLD_ACCOUNTS = 200;
export const SUPPLIER_FOLD_MS = 10 * 60_000;
/** Calls of suppliers are counted for good when their day is over by this much: rows are written moments after their time. */
export const SUPPLIER_SETTLES_MS = 15 * 60_000;
export const STATEMENT_ENTRIES = 50;
export const AUDIT_ENTRIES = 50;
/** Rows of a file that are read at a time. */
export const CSV_ROWS = 1_000;
/** Lines of a usage table, and the longest time it shows. */
export const USAGE_KEYS = 100;
export const USAGE_DAYS = 800;
/** The most that a limit of a provider can be: a million US dollars a day. */
export const PROVIDER_LIMIT_MICRO_USD = 1e12;
export const REASON_CHARS = 300;
/** A new version of the price book as a form: some hundred changed prices. */
export const PRICE_FORM_BYTES = 40_000;
