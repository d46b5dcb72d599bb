import { z } from 'zod';
import { WATERFALL_STEPS } from '../core/limits.ts';
import type { Explanation } from '../domain/learning/explain.ts';
import { SENIORITIES, SIZES } from '../domain/learning/segment.ts';

const waterfallId = z.string().min(1).max(80);

/** The learned order of waterfalls: why it is as it is, and the person's own word over it. */
export const LEARNING_COMMANDS = {
  /** Figures of each step, for everything or for one segment. */
  'learning.explain': z.strictObject({ waterfallId, country: z.string().regex(/^[a-z]{2}$/).optional(), size: z.enum(SIZES).optional(), seniority: z.enum(SENIORITIES).optional() }),
  /** Fixed or learned; steps (arms) that stay in front; what may be left out and tried. A template becomes the person's own. */
  'learning.setOrder': z.strictObject({
    waterfallId,
    order: z.enum(['fixed', 'learned']),
    first: z.array(z.string().max(130)).max(WATERFALL_STEPS).optional(),
    keepShare: z.number().min(0.5).max(1).optional(),
    tryShare: z.number().min(0).max(0.5).optional(),
  }),
  /** Counts everything that was ever asked anew. */
  'learning.recount': z.strictObject({}),
} as const;

/** What there is evidence of, most first. */
export interface SegmentChoices {
  readonly countries: readonly { readonly value: string; readonly attempts: number }[];
  readonly sizes: readonly { readonly value: string; readonly attempts: number }[];
  readonly seniorities: readonly { readonly value: string; readonly attempts: number }[];
}

export interface LearningOutputs {
  'learning.explain': Explanation & { readonly choices: SegmentChoices };
  'learning.setOrder': null;
  'learning.recount': { tasks: number };
}
