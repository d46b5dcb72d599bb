/** Limits of sending to destinations; part of limits.ts, which everybody imports. */

/** Leads of one delivery, and rows that one transaction of its start takes. */
export const DELIVERY_ROWS = 100_000;
export const DELIVERY_START_CHUNK = 500;
/** Destinations that a person keeps, and fields of one mapping. */
export const TARGETS = 100;
export const MAPPING_FIELDS = 100;
/** Characters of one value as it is sent. */
export const DELIVERY_VALUE_CHARS = 8_000;
/** Requests that one batch may need: search, then write. */
export const DELIVERY_REQUESTS = 6;
export const DELIVERY_TIMEOUT_MS = 25_000;
/** Of an answer; schemas of large workspaces are the longest. */
export const DELIVERY_ANSWER_BYTES = 4_000_000;
/** Characters of what a destination said that are kept with a row. */
export const DELIVERY_DETAIL_CHARS = 240;
/** Times a row meets a fault of the destination before it has failed, and the pause after the first one. */
export const DELIVERY_FAULTS = 5;
export const DELIVERY_RETRY_BASE_MS = 2_000;
export const DELIVERY_RETRY_MAX_MS = 5 * 60_000;
/** Longest wait that a destination may ask for. */
export const DELIVERY_WAIT_MOST_MS = 3_600_000;
/** Failures in a row, over all rows, after which a delivery holds still and says so. */
export const DELIVERY_REST_FAILURES = 10;
/** A deleted destination can be brought back with its key for so long. */
export const TARGET_UNDO_MS = 3_600_000;
/** Fields that a destination may name. */
export const TARGET_FIELDS = 1_000;
/** Values that a field may have words for; those after them are sent as they stand. */
export const TARGET_OPTIONS = 300;
/** A token that a key was changed for is not used in its last minute. */
export const DELIVERY_TOKEN_MARGIN_MS = 60_000;
