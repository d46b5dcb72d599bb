/**
 * PUT /v1/labels: what a workspace calls its tables and waterfalls, told apart from every charge and only where the person of the device
 * has not switched it off. All names of the device at once: they take the place of those it told before, and none takes all of them back.
 * The ledger itself holds references alone.
 */
import { z } from 'zod';
import { LABELS_AT_ONCE } from '../core/run-limits.ts';
import { refSchema } from './account-api.ts';

export const labelSchema = z.strictObject({ kind: z.enum(['table', 'waterfall']), ref: refSchema, name: z.string().trim().min(1).max(80) });
export type Label = z.infer<typeof labelSchema>;
export const labelsRequestSchema = z.strictObject({ labels: z.array(labelSchema).max(LABELS_AT_ONCE) });
export type LabelsRequest = z.infer<typeof labelsRequestSchema>;
export const labelsResponseSchema = z.object({ kept: z.int().min(0) });
export type LabelsResponse = z.infer<typeof labelsResponseSchema>;
