import { z } from 'zod';
import { microSchema } from './account-api.ts';

/** What a person takes for granted where prices of another product are compared. */
export const comparisonSchema = z.strictObject({
  /** One of the published plans, or `own`: the figures below. */
  planId: z.string().max(20),
  own: z.strictObject({ microUsd: microSchema, actions: microSchema, credits: microSchema }).optional(),
  /** Data Credits of one bought answer, by enrichment. */
  creditsOf: z.record(z.string().max(60), microSchema).refine((of) => Object.keys(of).length <= 60),
  creditMicroUsd: microSchema,
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** How the account's figures are shown: nothing here moves money. */
export const ACCOUNT_VIEW_COMMANDS = {
  /** A notice is put away until its window ends. */
  'notice.dismiss': z.strictObject({ key: z.string().min(1).max(120), until: z.int().min(0) }),
  'comparison.set': z.strictObject({ comparison: comparisonSchema }),
} as const;

export interface AccountViewOutputs {
  'notice.dismiss': null;
  'comparison.set': null;
}
