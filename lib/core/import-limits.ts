/** Bytes of a file that is read line by line, and of one that has to be held whole (workbook, JSON document, contact cards). */
export const IMPORT_FILE_BYTES = 1_000_000_000;
export const IMPORT_WHOLE_BYTES = 80_000_000;
/** Bytes that the parts of a workbook may unpack to, counted while they do: a few kilobytes can be made to unpack to terabytes. */
export const IMPORT_UNPACKED_BYTES = 400_000_000;
/** Parts of a workbook that are unpacked. */
export const IMPORT_BOOK_PARTS = 300;
export const IMPORT_ROWS = 1_000_000;
export const IMPORT_COLUMNS = 200;
export const IMPORT_CELL_CHARS = 20_000;
/** Characters of one record of a file with delimiters or of JSON lines: an opened quote that nobody closes ends here. */
export const IMPORT_RECORD_CHARS = 500_000;
/** Records lost that way before the whole file counts as broken. */
export const IMPORT_LOST_RECORDS = 25;
/** Nesting of JSON that is looked into; deeper parts stay as JSON text. */
export const IMPORT_JSON_DEPTH = 4;
/** Rows that are looked at to tell what a column holds, and rows that are shown before the import. */
export const IMPORT_SAMPLE = 500;
export const IMPORT_SHOWN = 8;
/** Rows that share one command and one transaction: whole blocks of the storage. And the letters after which a part is full with fewer: a message holds 64 MB. */
export const IMPORT_PART = 2_048;
export const IMPORT_PART_CHARS = 4_000_000;
/** Parts that are under way at once: one is written while the next is checked. */
export const IMPORT_AHEAD = 2;
/** Rows kept aside that the file of them holds; more are counted only. */
export const IMPORT_ASIDE = 20_000;
/** Characters of one row that is kept aside. */
export const IMPORT_ASIDE_CHARS = 4_000;
/** Ended imports that are remembered, besides those that can be undone. */
export const IMPORTS_KEPT = 20;
/** Characters of pasted rows. */
export const IMPORT_PASTE_CHARS = 20_000_000;
/** Times a part is sent again after the background did not answer. */
export const IMPORT_SENDS = 6;
/** What a value of a file counts for, 0 to 100: less than what was read on a page today, more than a guess. And what follows from one. */
export const IMPORT_CONFIDENCE = 70;
export const IMPORT_DERIVED_CONFIDENCE = 60;
