/** Named limits of the search for duplicates; everybody imports them from limits.ts. */

/** Leads of one block that are all compared with each other; in a larger one each is compared with so many neighbours. */
export const DUPLICATE_BLOCK = 60;
export const DUPLICATE_WINDOW = 12;
/** Leads of one group, groups that one answer lists, and groups that one command merges. */
export const DUPLICATE_GROUP = 24;
export const DUPLICATE_GROUPS = 50_000;
export const DUPLICATE_MERGE_PART = 100;
/** Pairs of one table that a person has told apart; the oldest make room. */
export const DUPLICATES_TOLD_APART = 50_000;
