/** What the injected search for moved places hands back. It comes from a page that nobody trusts. */
import { z } from 'zod';

const value = z.string().max(400);

export const rawRepairsSchema = z.strictObject({
  format: z.literal(1),
  places: z
    .array(
      z.strictObject({
        /** Field or column. */
        key: z.string().max(60),
        selector: z.string().min(1).max(500),
        read: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
        values: z.array(value).max(5),
        /** What the old place gives now. */
        oldValues: z.array(value).max(5),
        reasons: z.array(z.string().max(120)).max(6),
      }),
    )
    .max(20),
});
export type RawRepairs = z.infer<typeof rawRepairsSchema>;
