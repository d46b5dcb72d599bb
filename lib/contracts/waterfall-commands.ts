import { z } from 'zod';
import { WATERFALL_FILE_CHARS, WATERFALLS_OWN } from '../core/limits.ts';
import { TABLES_LIMITED } from '../core/run-limits.ts';
import { ENRICHMENT_IDS } from '../domain/enrichment/enrichments.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { micro, UNIT } from '../domain/ledger/amount.ts';
import { waterfallIdSchema, waterfallNameSchema } from './waterfall-check.ts';

const id = z.string().min(1).max(80);
const amount = z.int().min(0).max(1_000_000 * UNIT).transform(micro);
const cap = z.strictObject({ actions: amount.exactOptional(), credits: amount.exactOptional() });

/** Limits on what runs may take. */
export const limitsSchema = z.strictObject({
  run: cap.exactOptional(),
  hour: cap.exactOptional(),
  day: cap.exactOptional(),
  // One more than may be kept: limits of tables that are gone make room for it.
  tables: z.record(id, z.strictObject({ hour: cap.exactOptional(), day: cap.exactOptional(), month: cap.exactOptional() })).refine((tables) => Object.keys(tables).length <= TABLES_LIMITED + 1).exactOptional(),
  confirmAtCredits: amount.exactOptional(),
  pauseOverPercent: z.int().min(5).max(1_000).exactOptional(),
});

/** Waterfalls: those that ship and the person's own. None of it costs anything. */
export const WATERFALL_COMMANDS = {
  'waterfall.list': z.strictObject({}),
  /** Stores a waterfall of the person's own; one with the id of a template takes its place. Checked by `checkWaterfall`. */
  'waterfall.save': z.strictObject({ waterfall: z.record(z.string(), z.unknown()) }),
  'waterfall.create': z.strictObject({ enrichment: z.enum(ENRICHMENT_IDS), name: waterfallNameSchema }),
  'waterfall.duplicate': z.strictObject({ id }),
  /** Takes away one of the person's own. */
  'waterfall.remove': z.strictObject({ id }),
  /** Gives up the person's changes to a template. */
  'waterfall.reset': z.strictObject({ id }),
  'waterfall.import': z.strictObject({ text: z.string().max(WATERFALL_FILE_CHARS) }),
  /** Without ids: all of the person's own, the changed templates included. */
  'waterfall.export': z.strictObject({ ids: z.array(waterfallIdSchema).max(WATERFALLS_OWN).optional() }),
  'limits.set': z.strictObject({ limits: limitsSchema }),
} as const;

export interface WaterfallImport {
  readonly added: readonly { readonly id: string; readonly name: string }[];
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}

export interface WaterfallOutputs {
  'waterfall.list': Waterfall[];
  'waterfall.save': { id: string };
  'waterfall.create': { id: string };
  'waterfall.duplicate': { id: string };
  /** What was taken away or given up, to save it again. */
  'waterfall.remove': { waterfall: Waterfall };
  'waterfall.reset': { waterfall: Waterfall };
  'waterfall.import': WaterfallImport;
  'waterfall.export': { fileId: string; name: string; rows: number };
  'limits.set': null;
}
