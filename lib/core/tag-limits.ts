/** Characters of one tag, and tags of one lead: together they fit into one cell (CELL_CHARS), with what stands between them. */
export const TAG_CHARS = 60;
export const TAGS_PER_LEAD = 30;
/** Leads whose tags one deed of a person may change. */
export const TAGS_SET = 100_000;
/** Tags that a list offers at once; more are found by typing. */
export const TAGS_OFFERED = 200;
