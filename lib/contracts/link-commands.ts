/** Commands about the company of a person. */
import { z } from 'zod';
import { idSchema } from './account-api.ts';

export const LINK_COMMANDS = {
  /** Links a person to a company by hand, to none at all, or leaves it to domain and name again. */
  'lead.link': z.strictObject({ leadId: idSchema, to: z.union([z.strictObject({ companyId: idSchema }), z.enum(['none', 'auto'])]) }),
} as const;

export interface LinkOutputs {
  /** The line of the history; null when it was so already. */
  'lead.link': { readonly activityId: string | null };
}
