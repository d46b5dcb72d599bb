import { z } from 'zod';
import { DELIVERY_ROWS, MAPPING_FIELDS } from '../core/limits.ts';
import { isLeadKey, type LeadKey } from '../domain/lead/custom.ts';
import type { CapHit } from '../domain/enrichment/caps.ts';
import type { Mapping } from '../domain/delivery/delivery.ts';
import { idSchema, microSchema } from './account-api.ts';
import type { DestinationFacts, TargetField } from './destination.ts';

const id = idSchema;
const kind = z.enum(['person', 'company']);
const leadKey = z.custom<LeadKey>((key) => typeof key === 'string' && isLeadKey(key));
const fieldName = z.string().trim().min(1).max(120).refine((name) => name !== '__proto__', 'not a name');
const from = z.union([z.strictObject({ lead: leadKey }), z.strictObject({ about: z.enum(['id', 'source', 'table', 'added']) }), z.strictObject({ text: z.string().max(2_000) })]);
export const mappingSchema: z.ZodType<Mapping, Mapping> = z.strictObject({
  fields: z.array(z.strictObject({ to: fieldName, from })).max(MAPPING_FIELDS).refine((fields) => new Set(fields.map(({ to }) => to)).size === fields.length, 'a field is filled once'),
  upsertKey: fieldName.optional(),
});
const what = { targetId: id, tableId: id, leadIds: z.array(id).min(1).max(DELIVERY_ROWS).optional() };

/** Destinations and what is sent to them. Only `delivery.start`, `delivery.retry` and `delivery.resume` lead to something that costs Actions. */
export const DESTINATION_COMMANDS = {
  'destination.list': z.strictObject({}),
  /** With `id` the stored one is changed; a secret that is left out stays. `isOwn`: an address in a private network is the person's own. */
  'target.save': z.strictObject({ id: id.optional(), destinationId: z.string().max(40), name: z.string().trim().min(1).max(80), settings: z.record(z.string().max(31), z.string().max(10_000)), isOwn: z.boolean().optional() }),
  /** `sample` sends one made-up record to a destination that cannot be tested otherwise. */
  'target.test': z.strictObject({ id, kind, sample: z.boolean().optional() }),
  'target.remove': z.strictObject({ id }),
  'target.restore': z.strictObject({ id }),
  /** What could go where, before the person changes it. */
  'delivery.propose': z.strictObject({ targetId: id, tableId: id }),
  /** What would be sent, to the last character, secrets masked. Nothing is. */
  'delivery.preview': z.strictObject({ ...what, mapping: mappingSchema, again: z.boolean().optional() }),
  /** `cap` repeats the most that stood on the button. */
  'delivery.start': z.strictObject({ ...what, mapping: mappingSchema, again: z.boolean().optional(), cap: microSchema }),
  'delivery.pause': z.strictObject({ id }),
  'delivery.resume': z.strictObject({ id }),
  'delivery.stop': z.strictObject({ id }),
  /** Rows that ended in one of these states wait anew. `cap`: the most that stood on the button for them. */
  'delivery.retry': z.strictObject({ id, states: z.array(z.enum(['failed', 'unknown', 'stopped'])).min(1).max(3), cap: microSchema }),
  /** The person has looked: rows that were not confirmed are there. Costs nothing. */
  'delivery.confirm': z.strictObject({ id }),
} as const;

export interface DestinationSummary extends DestinationFacts {
  /** It can be tested without sending anything. */
  readonly canCheck: boolean;
}
export interface Proposal {
  readonly mapping: Mapping;
  readonly naming: DestinationFacts['naming'];
  /** Fields of the destination, where it says which it has. */
  readonly fields: readonly TargetField[];
  /** Names of the person's own are taken beside these. */
  readonly open: boolean;
  /** It has to be tested first: then it says which fields it has. */
  readonly needsTest: boolean;
  /** An account may have fields of its own, and nobody has read them yet for leads of this kind: a test does. */
  readonly unread: boolean;
  /** Fields that leads of the table have. */
  readonly used: readonly string[];
}
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body?: string;
  readonly records: number;
}
export interface DeliveryPreview {
  /** Leads that are meant. */
  readonly leads: number;
  /** Of these, how many were looked over: the first few thousand. */
  readonly looked: number;
  readonly toSend: number;
  readonly blocked: number;
  readonly sentBefore: number;
  readonly incomplete: number;
  /** Without a value, of another kind, or gone. */
  readonly empty: number;
  /** What the first incomplete one lacks. */
  readonly lacks?: string;
  readonly requests: readonly ShownRequest[];
  /** The most it can cost, in micro-Actions, and what can be spent now; null = not limited. */
  readonly cost: number;
  readonly available: number | null;
  /** What the limits of the person's own leave now: of an hour and a day, and of the table; absent without any, or when nothing is charged. */
  readonly rooms?: readonly CapHit[];
  readonly perSecond: number;
  readonly rowsPerRequest: number;
}
export interface TestOutcome {
  readonly works: boolean;
  readonly because?: string;
  readonly detail?: string;
  readonly fields?: number;
}

export interface DestinationOutputs {
  'destination.list': DestinationSummary[];
  'target.save': { id: string } | { problem: { readonly input: string; readonly problem: string } };
  'target.test': TestOutcome;
  'target.remove': null;
  'target.restore': null;
  'delivery.propose': Proposal;
  'delivery.preview': DeliveryPreview;
  'delivery.start': { deliveryId: string };
  'delivery.pause': null;
  'delivery.resume': null;
  'delivery.stop': null;
  'delivery.retry': { rows: number };
  'delivery.confirm': { rows: number };
}
