import type { LeadKey } from '../domain/lead/custom.ts';

/** Height of a row and of the head, and the width of the tick box, in pixels; the same numbers stand in grid.css. */
export const ROW_PX = 34;
export const HEAD_PX = 40;
export const CHECK_PX = 44;

/** The id of a cell in the document. */
export const cellId = (place: number, field: LeadKey): string => `cell-${place}-${field.replace(/[^\w-]/g, '_')}`;
