/** Cells that one deed of a person may change (paste, fill, empty), and cells that are copied at once. */
export const CELLS_SET = 50_000;
export const CELLS_COPIED = 200_000;
/** Rows and cells that share one command and one transaction. */
export const CELL_PART_ROWS = 2_000;
export const CELL_PART_CELLS = 20_000;
/** Columns that one deed touches. */
export const CELL_COLUMNS = 400;
/** Characters of one cell that is pasted, as of one that is typed. */
export const CELL_CHARS = 2_000;
/** Characters of a clipboard that is looked at. */
export const CELL_PASTE_CHARS = 10_000_000;
/** Times a part is sent again after the background did not answer. */
export const CELL_SENDS = 6;
