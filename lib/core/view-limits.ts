/** Limits of what is shown of the account. */
/** A feed up to this long is looked through anew by itself when lines come. */
export const STATEMENT_AUTO_LINES = 5_000;
/** Lines kept beside those in sight. */
export const STATEMENT_CACHE = 3_000;
/** Notices that are remembered as put away. */
export const NOTICES_KEPT = 200;
