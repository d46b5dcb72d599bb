/** Leads of one operation that tells the account of an erasure. */
export const ERASE_SUBJECTS = 50;
/** How long other devices can still learn which leads were erased, and an account knows it. */
export const TOMBSTONE_DAYS = 90;
export const TOMBSTONE_MS = TOMBSTONE_DAYS * 24 * 3_600_000;
/** Leads that a person erases at once, and how many of them go in one transaction. */
export const ERASE_LEADS = 10_000;
export const ERASE_PART = 50;
/** Characters of the name of an erasure: with the place of a part and of a device behind it, it is the id of an operation. */
export const ERASE_ID_CHARS = 40;
/** Rows that are looked through for traces of erased leads in one transaction. */
export const TRACE_ROWS = 500;
/** Shortest text of a lead that is looked for inside of others: shorter ones would meet strangers. */
export const TRACE_CHARS = 6;
