import { z } from 'zod';
import { idSchema } from '../../lib/contracts/account-api.ts';
import { GUARD_URL_CHARS, WEBHOOK_ENDPOINTS, WEBHOOK_LABEL_CHARS, WEBHOOK_SHOWN } from '../../lib/core/server-limits.ts';
import { TOPICS } from './topics.ts';

/** Bodies of the webhook routes. */
export const endpointInputSchema = z.strictObject({
  url: z.string().min(1).max(GUARD_URL_CHARS),
  label: z.string().trim().max(WEBHOOK_LABEL_CHARS),
  topics: z.array(z.enum(TOPICS)).min(1).max(TOPICS.length),
});
export const endpointChangeSchema = endpointInputSchema.extend({ on: z.boolean() });
export const endpointSchema = z.object({
  endpointId: idSchema,
  url: z.string(),
  label: z.string(),
  topics: z.array(z.enum(TOPICS)),
  state: z.enum(['on', 'off', 'gone', 'failing']),
  failingSince: z.int().nullable(),
  oldSecretUntil: z.int().nullable(),
  createdAt: z.int(),
});
export const endpointsSchema = z.object({ endpoints: z.array(endpointSchema).max(WEBHOOK_ENDPOINTS) });
/** The secret is told here and at a rotation, never again. */
export const createdEndpointSchema = z.object({ endpoint: endpointSchema, secret: z.string() });
export const secretSchema = z.object({ secret: z.string() });
export const sentSchema = z.object({ msgId: z.string() });
export const deliverySchema = z.object({
  msgId: z.string(),
  topic: z.string(),
  state: z.enum(['waiting', 'delivered', 'dead']),
  attempts: z.int().min(0),
  nextAt: z.int(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  tookMs: z.int().nullable(),
  doneAt: z.int().nullable(),
  createdAt: z.int(),
});
export const deliveriesSchema = z.object({ deliveries: z.array(deliverySchema).max(WEBHOOK_SHOWN) });
/** One message, or every dead one since a time (milliseconds since 1970). */
export const replaySchema = z.union([z.strictObject({ msgId: z.string().min(1).max(100) }), z.strictObject({ deadSince: z.int().min(0) })]);
export const replayedSchema = z.object({ replayed: z.int().min(0) });
