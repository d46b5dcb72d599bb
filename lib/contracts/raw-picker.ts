/**
 * What the injected picker hands back: what a person pointed at. It comes from a page that nobody trusts, so everything
 * is bounded here again. The picker itself imports only the types of this file.
 */
import { z } from 'zod';
import { LIST_CELL_CHARS, LIST_ROWS, PAGE_URL_CHARS, PICKER_PICKS, PICKER_ROWS } from '../core/limits.ts';
import { FIELD_KEYS } from '../domain/lead/fields.ts';

const selector = z.string().min(1).max(500);
const address = z.string().max(PAGE_URL_CHARS);
const cell = z.string().max(LIST_CELL_CHARS);

/** One column of a list, or one field of a page. */
export const rawPickSchema = z.strictObject({
  name: z.string().max(80),
  /** In a list inside the record. */
  selector,
  read: z.string().regex(/^(?:text|[a-z][a-z0-9-]{0,60})$/),
  /** The lead field that the person chose; null: none; `auto`: to be found from what the column holds. */
  field: z.union([z.enum(FIELD_KEYS), z.literal('auto')]).nullable(),
});
export type RawPick = z.infer<typeof rawPickSchema>;

export const rawPickedSchema = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('list'),
    /** Address of the document when the person was done. */
    url: address,
    title: z.string().max(500),
    container: selector,
    record: selector,
    span: z.boolean(),
    picks: z.array(rawPickSchema).min(1).max(PICKER_PICKS),
    rowCount: z.int().min(0).max(LIST_ROWS),
    /** The first rows, one text for each pick. */
    rows: z.array(z.array(cell).max(PICKER_PICKS)).max(PICKER_ROWS),
  }),
  z.strictObject({ mode: z.literal('single'), url: address, title: z.string().max(500), picks: z.array(rawPickSchema).min(1).max(PICKER_PICKS), values: z.array(cell).max(PICKER_PICKS) }),
]);
export type RawPicked = z.infer<typeof rawPickedSchema>;

export const pickerAnswerSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('picking') }),
  z.strictObject({ state: z.literal('left') }),
  z.strictObject({ state: z.literal('done'), result: rawPickedSchema }),
]);
export type PickerAnswer = z.infer<typeof pickerAnswerSchema>;

/** What the picker is opened with. Plain data: it crosses into the page as JSON. */
export interface PickerOptions {
  readonly mode: 'list' | 'single';
  /** Lead fields that a pick can become, in the order in which they are asked for. */
  readonly fields: readonly { readonly key: string; readonly label: string; readonly type: string }[];
  /** Fields to point at first: those that a recipe no longer finds. */
  readonly wanted: readonly string[];
}
