import { z } from 'zod';
import { idSchema } from './account-api.ts';

/** Holding a run still and letting it go on. */
export const RUN_COMMANDS = {
  /** No new call until it goes on; calls that are out still answer. */
  'run.pause': z.strictObject({ runId: idSchema }),
  'run.resume': z.strictObject({ runId: idSchema }),
} as const;

export interface RunOutputs {
  'run.pause': { callsOut: number };
  'run.resume': null;
}
