/** Limits of runs; part of limits.ts, which everybody imports. */

/** Calls that may be out at the same time, to one source (a manifest may allow fewer) and through the account. */
export const RUN_CALLS = 64;
export const RUN_SOURCE_CALLS = 24;
export const RUN_ACCOUNT_CALLS = 16;
/** Calls of urgent runs that may be out beyond RUN_CALLS. */
export const RUN_URGENT_CALLS = 8;
/** Tasks of one run that may be begun and stand in line for a slow source before no new one is begun; and those that wait for a job or a rest. */
export const RUN_OPEN_TASKS = 200;
export const RUN_WAITING_TASKS = 2_000;
/** Tasks of one run that are looked at ahead of their turn. */
export const RUN_LOOK_AHEAD = 200;
/** Changes of tasks that share one transaction. */
export const RUN_BATCH_CHANGES = 200;
/** Changes of tasks for which nobody waits gather so long between two transactions. */
export const RUN_GATHER_MS = 30;
/** Leads that one transaction of a start takes. */
export const RUN_START_CHUNK = 500;
/** A wait up to this is sat out by the pump; for a longer one it asks to be woken. */
export const PUMP_WAIT_MS = 1_000;
/** The alarm is set anew this often while there is work, so that somebody looks soon after a death. */
export const PUMP_ALARM_AGAIN_MS = 20_000;
/** Somebody else holds the work: looked at again after this. */
export const PUMP_BUSY_MS = 2_000;
/** A run that takes so much more than was expected of it holds still and asks, unless the person has set another share. */
export const RUN_OVER_ESTIMATE_PERCENT = 25;
/** Times a call is put off before it has failed: the source has a fault or cannot be reached; it is busy. */
export const STEP_RETRIES = 2;
export const STEP_BUSY_RETRIES = 20;
export const STEP_RETRY_BASE_MS = 5_000;
export const STEP_RETRY_MAX_MS = 5 * 60_000;
/** Failures in a row after which a provider rests, its shortest and longest rest, and the rests in a row after which it is not waited for. */
export const BREAKER_FAILURES = 5;
export const BREAKER_REST_MIN_MS = 15_000;
export const BREAKER_REST_MAX_MS = 10 * 60_000;
export const BREAKER_RESTS = 4;
/** Accounts and providers that a server remembers as failing. */
export const BREAKERS_KEPT = 10_000;
/** Calls under one charge whose time is kept, so that a worker that starts knows the pace of the one before. */
export const CHARGE_CALLS = 40;
/** A run whose cap is held by its own calls that are out looks again after this. */
export const RUN_HELD_AGAIN_MS = 250;
/** Tables that may have limits of their own: what was taken of each is counted anew while anything runs. */
export const TABLES_LIMITED = 50;
/** Different amounts that charges of a limited table may have taken before they are added up one by one. */
export const TABLE_PRICES = 100;
/** Names of tables and waterfalls that a workspace may have at its account, and that one call may tell. */
export const LABELS = 2_000;
export const LABELS_AT_ONCE = 500;
/** A device tells them again this often, in milliseconds: who does not for long is taken for gone. */
export const LABELS_AGAIN_MS = 30 * 86_400_000;
