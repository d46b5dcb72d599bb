/** Commands about the tags of many leads. The tags of one lead are a field: `lead.edit`. */
import { z } from 'zod';
import { CELL_PART_ROWS, TAG_CHARS } from '../core/limits.ts';
import { readTag } from '../domain/lead/tags.ts';
import { idSchema } from './account-api.ts';

const tag = z.string().max(TAG_CHARS * 4).refine((text) => 'tag' in readTag(text), 'a tag');
const part = {
  deedId: idSchema,
  n: z.int().min(0).max(10_000),
  tableId: idSchema,
  leadIds: z.array(idSchema).min(1).max(CELL_PART_ROWS),
  /** Shown in the history: the deed is about every lead that had the tag, and not about chosen ones. */
  everywhere: z.boolean().optional(),
  tag,
} as const;

export const TAGS_COMMANDS = {
  /**
   * One part of one deed, as with `cells.set`: a part that is sent again does nothing, and all parts are one line of the history with one
   * undo. `rename` acts on those of the leads that have the tag.
   */
  'tags.change': z.discriminatedUnion('deed', [z.strictObject({ ...part, deed: z.enum(['add', 'remove']) }), z.strictObject({ ...part, deed: z.literal('rename'), to: tag })]),
} as const;

/** What became of one part. */
export interface TagsChanged {
  /** The line of the history; null while nothing has changed. */
  readonly activityId: string | null;
  /** Leads whose tags are others now. */
  readonly changed: number;
  /** Leads that have as many tags as a lead can have, and did not get this one. */
  readonly full: number;
  /** Leads that are not there any more. */
  readonly gone: number;
}
export interface TagsOutputs {
  'tags.change': TagsChanged;
}
