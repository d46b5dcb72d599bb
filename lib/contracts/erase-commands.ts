/** Erasing leads for good, here and at the account. */
import { z } from 'zod';
import { ERASE_ID_CHARS, ERASE_LEADS } from '../core/limits.ts';
import { idSchema } from './account-api.ts';

export const ERASE_COMMANDS = {
  /**
   * Erases leads with all that is known of them; cannot be undone. The row `eraseJobs[eraseId]` says how far it is; sent again it is the
   * same one. `keepAway`: their hashes go on the do-not-contact list, and an import leaves them out.
   */
  'lead.erase': z.strictObject({ eraseId: idSchema.max(ERASE_ID_CHARS), leadIds: z.array(idSchema).min(1).max(ERASE_LEADS), keepAway: z.boolean() }),
} as const;

export interface EraseOutputs {
  /** Leads that it is about: those that were there. */
  'lead.erase': { leads: number };
}
