import { z } from 'zod';
import { DUPLICATE_GROUP, DUPLICATE_MERGE_PART } from '../core/limits.ts';
import { isLeadKey, type LeadKey } from '../domain/lead/custom.ts';
import { idSchema } from './account-api.ts';

const leadKey = z.custom<LeadKey>((key) => typeof key === 'string' && isLeadKey(key));
const group = z.strictObject({
  keepId: idSchema,
  goneIds: z.array(idSchema).min(1).max(DUPLICATE_GROUP - 1),
  /** Known values that a person chose to show, by field. */
  picks: z.record(leadKey, z.string().max(4_000)).optional(),
});

/** Duplicates inside one table. Looking for them needs no command: the page does it by itself. */
export const DUPLICATE_COMMANDS = {
  /** Parts with one `activityId` are one deed with one undo. */
  'duplicate.merge': z.strictObject({ activityId: idSchema, tableId: idSchema, groups: z.array(group).min(1).max(DUPLICATE_MERGE_PART) }),
  /** They are not the same: no two of them are proposed again. */
  'duplicate.skip': z.strictObject({ activityId: idSchema, tableId: idSchema, leadIds: z.array(idSchema).min(2).max(DUPLICATE_GROUP) }),
  /** Whatever was skipped in this table is proposed again. */
  'duplicate.forget': z.strictObject({ tableId: idSchema }),
} as const;

export interface DuplicateOutputs {
  /** `missed`: groups of which too little was left, because leads were deleted meanwhile. */
  'duplicate.merge': { groups: number; gone: number; missed: number };
  'duplicate.skip': { pairs: number };
  'duplicate.forget': { forgotten: number };
}
