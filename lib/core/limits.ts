/** Every loop, queue, retry and size has its named limit here. Units are the last word of a name. */

// --- Capture: what one page may cost and yield ---
/** Elements looked at before the reader stops and says that the page was read in part. */
export const CAPTURE_ELEMENTS = 120_000;
/** Main-thread time after which the reader stops and returns what it has. */
export const CAPTURE_BUDGET_MS = 1_200;
/** Time the background waits for the injected reader before it gives up. */
export const CAPTURE_WAIT_MS = 8_000;
export const CAPTURE_CANDIDATES = 400;
export const CAPTURE_VALUE_CHARS = 2_000;
export const CAPTURE_EVIDENCE_CHARS = 300;
/** Characters of page text the heuristics look at. */
export const CAPTURE_TEXT_CHARS = 400_000;
/** Characters of one JSON-LD block; a longer one is skipped and said. */
export const CAPTURE_JSON_CHARS = 1_000_000;
export const CAPTURE_JSON_DEPTH = 24;
export const CAPTURE_SELECTION_CHARS = 20_000;
export const CAPTURE_SELECTION_LEADS = 50;

// --- Leads ---
export const FIELD_VALUES = 24;
export const IDENTITY_KEYS = 24;
export const UNDO_ENTRIES = 200;

// --- Providers ---
export const PROVIDER_TIMEOUT_MS = 25_000;
export const PROVIDER_ATTEMPTS = 3;
export const PROVIDER_RETRY_BASE_MS = 500;
export const PROVIDER_RETRY_MAX_MS = 20_000;
export const PROVIDER_ANSWER_BYTES = 1_000_000;
/** Characters of a raw answer kept with the receipt. */
export const RAW_ANSWER_CHARS = 8_000;
export const POLLS = 40;

// --- Runs ---
export const RUN_LEADS = 10_000;
export const RUN_PARALLEL_TASKS = 4;
export const WATERFALL_STEPS = 24;
export const PATTERN_GUESSES = 3;
export const FRESHNESS_DAYS = 30;
/** Times a step whose outcome is unknown (worker died, network gone) is asked again before the step fails. */
export const STEP_ATTEMPTS = 4;

// --- Ledger and sync ---
export const SYNC_OPS = 500;
export const SYNC_BODY_BYTES = 256_000;
export const SYNC_EVENTS = 500;
export const SYNC_BACKOFF_BASE_MS = 1_000;
export const SYNC_BACKOFF_MAX_MS = 60_000;
/** Longest time the server keeps a charge request open before it answers "reserved". */
export const CHARGE_WAIT_MS = 20_000;
export const HOLD_TTL_MS = 10 * 60_000;

// --- Files ---
export const EXPORT_ROWS = 100_000;
