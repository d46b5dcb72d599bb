import { z } from 'zod';
import { DO_NOT_CONTACT_PART, RUN_LEADS } from '../core/limits.ts';
import type { ContactId } from '../domain/contact/do-not-contact.ts';
import { idSchema } from './account-api.ts';

const contactId = z.custom<ContactId>((id) => typeof id === 'string' && id.length <= 600 && /^(?:email|domain|person|phone):./.test(id));

/** The do-not-contact list. */
export const CONTACT_COMMANDS = {
  /** Lines as they were typed or stand in a file. Parts of one list share `activityId`, and with it one undo. */
  'contact.add': z.strictObject({ activityId: idSchema, texts: z.array(z.string().max(1_000)).min(1).max(DO_NOT_CONTACT_PART), from: z.string().trim().min(1).max(200).optional() }),
  /** The people or companies themselves, with every address and number that is known of them. */
  'contact.addLeads': z.strictObject({ leadIds: z.array(idSchema).min(1).max(RUN_LEADS) }),
  'contact.remove': z.strictObject({ ids: z.array(contactId).min(1).max(DO_NOT_CONTACT_PART) }),
} as const;

export interface ContactOutputs {
  /** `refused`: the places in `texts` that are no address, domain, profile or number. `left`: the list is full. */
  'contact.add': { added: number; known: number; left: number; refused: number[] };
  'contact.addLeads': { added: number; known: number; left: number; activityId: string };
  'contact.remove': { removed: number; activityId: string };
}
