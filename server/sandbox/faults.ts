import { z } from 'zod';

/** Something that goes wrong for the next calls, on purpose. Balance calls are never faulty. */
export const faultSchema = z.strictObject({
  kind: z.enum(['rate-limited', 'server', 'html', 'hang', 'delay', 'no-credits', 'bad-key']),
  /** Every provider when left out. */
  providerId: z.string().max(60).optional(),
  /** Every path of the provider when left out, such as `/email-finder`. */
  path: z.string().max(200).optional(),
  /** How many calls it hits; 1 when left out. */
  times: z.int().min(1).max(100_000).optional(),
  retryAfterSeconds: z.number().min(0).max(86_400).optional(),
  delayMs: z.number().min(0).max(60_000).optional(),
});
export type Fault = z.infer<typeof faultSchema>;
