/** Limits of what is shown of the account. */
/** A feed up to this long is looked through anew by itself when lines come. */
export const STATEMENT_AUTO_LINES = 5_000;
/** Lines kept beside those in sight. */
export const STATEMENT_CACHE = 3_000;
/** Notices that are remembered as put away. */
export const NOTICES_KEPT = 200;
/** Width of a column of the table, in pixels: so narrow that a word still shows, so wide that a window still holds it. */
export const COLUMN_LEAST_PX = 64;
export const COLUMN_MOST_PX = 800;
/** What one step by key or menu changes a width by, in pixels. */
export const COLUMN_STEP_PX = 16;
/** Columns that a layout can speak of: those of a person's own, the fields of a lead, and some that are gone. */
export const LAYOUT_COLUMNS = 600;
/** Groups of a view that are remembered as not like the others, and how much of a value names one. */
export const GROUPS_NAMED = 500;
export const GROUP_KEY_CHARS = 200;
