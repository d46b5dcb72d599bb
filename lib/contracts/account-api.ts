/**
 * The wire between the extension and the account server: one zod schema per body, used on both sides.
 * Amounts are whole micro-units. The protocol and its invariants: see README, "The ledger".
 */
import { z } from 'zod';
import { INPUT_KEYS, OPERATION_NAMES } from '../domain/enrichment/operation.ts';
import { AI_ANSWER_CHARS, ERASE_SUBJECTS } from '../core/limits.ts';
import { FIELD_KEYS } from '../domain/lead/fields.ts';
import { METERS } from '../domain/ledger/amount.ts';

const MAX_MICRO = Number.MAX_SAFE_INTEGER;
export const microSchema = z.int().min(0).max(MAX_MICRO);
export const signedMicroSchema = z.int().min(-MAX_MICRO).max(MAX_MICRO);
export const amountsSchema = z.strictObject({ actions: microSchema, credits: microSchema });
export const idSchema = z.string().min(8).max(80).regex(/^[0-9a-zA-Z._:-]+$/);
/**
 * The lead's id on its device, made of nothing that is known of the person: random, or the place of a row in the table that it was imported
 * to. The word that stands where a lead was erased is none.
 */
export const subjectSchema = z.string().min(1).max(100).refine((subject) => subject !== 'erased', 'stands for leads that were erased');
/** What a charge was made for, as the device calls it: opaque to the server, which counts by it. */
export const refSchema = z.string().min(1).max(80).regex(/^[0-9a-zA-Z._:-]+$/);
/** The table and the waterfall of a charge. No part of what is asked or decided: a repeat may leave them out. */
const madeFor = { tableRef: refSchema.exactOptional(), waterfallRef: refSchema.exactOptional() };
export const meterSchema = z.enum(METERS);

export const serverInfoSchema = z.object({
  name: z.string().max(100),
  version: z.string().max(40),
  ledgerEpoch: z.int().min(1),
  /** True when the server's partners are the practice sandbox; shown wherever an answer is. */
  sandbox: z.boolean(),
});

/** Price of one operation through the account. */
export const priceBookSchema = z.object({
  version: z.int().min(1),
  effectiveFrom: z.string().max(40),
  actionsPerResult: microSchema,
  /** Graduated: `upTo` in whole Actions (null = no end), `microUsd` each. */
  actionTiers: z.array(z.object({ upTo: z.int().nullable(), microUsd: z.int().min(0) })).max(20),
  /** Keyed `operation@provider`. */
  data: z.record(z.string().max(120), microSchema),
  creditMicroUsd: z.int().min(0),
  /** What a top-up costs on top of the plan's price, percent. */
  topupPremiumPercent: z.int().min(0).max(1_000).optional(),
  /** Providers whose key the account holds, with their operations priced above. */
  providers: z.array(z.string().max(60)).max(400),
});
export type PriceBook = z.infer<typeof priceBookSchema>;

export const strategySchema = z.enum(['conservative', 'balanced', 'aggressive']);
export const verdictSchema = z.enum(['valid', 'catch-all', 'invalid', 'unknown']);
export const inputSchema = z.partialRecord(z.enum(INPUT_KEYS), z.string().min(1).max(500));
export const answerSchema = z.object({
  fields: z.partialRecord(z.enum(FIELD_KEYS), z.string().max(4_000)),
  confidence: z.int().min(0).max(100).optional(),
  verdict: verdictSchema.optional(),
  data: z.string().max(AI_ANSWER_CHARS).optional(),
  raw: z.string().max(10_000),
});

/** POST /v1/charges: reserve, call, decide, post or void, under one id. Same id + same body = same outcome for ever; one that has ended of a lead that was erased is told by its id only (GET). */
export const chargeRequestSchema = z.strictObject({
  chargeId: idSchema,
  deviceId: idSchema,
  ledgerEpoch: z.int().min(1),
  priceBookVersion: z.int().min(1),
  providerId: z.string().max(60),
  operation: z.enum(OPERATION_NAMES),
  input: inputSchema,
  /** An address is accepted only if a verifier says so; the account pays the verifier. */
  accept: z.strictObject({ strategy: strategySchema, verifierIds: z.array(z.string().max(60)).max(5) }).optional(),
  /** Fields that answer the question: an answer with none of them is no result. */
  wanted: z.array(z.enum(FIELD_KEYS)).min(1).max(40).optional(),
  max: amountsSchema,
  /** An answer that the account has bought already is given again, free, when it is younger than this (and than the workspace's own window); 0 = ask anew. Absent = the workspace's window. */
  freshMs: z.int().min(0).optional(),
  /** A part of an enrichment that finds what it needs (the domain of a company): no Action of its own. Such operations only. */
  isPart: z.literal(true).optional(),
  runId: idSchema,
  taskId: idSchema,
  /** Pseudonym of the lead: the ledger holds no personal data. */
  subject: subjectSchema,
  enrichment: z.string().max(60),
  ...madeFor,
});
export type ChargeRequest = z.infer<typeof chargeRequestSchema>;

export const callErrorSchema = z.object({
  kind: z.enum(['bad-input', 'auth', 'no-credits', 'forbidden-plan', 'rate-limited', 'server', 'timeout', 'offline', 'nonsense', 'cancelled']),
  retryable: z.boolean(),
  retryAfterMs: z.number().optional(),
  status: z.number().optional(),
  detail: z.string().max(300).optional(),
});

/** `v1.<key id>.<payload as base64url JSON>.<signature as base64url>`: opaque to the device. */
export const receiptSchema = z.string().min(20).max(4_000).regex(/^v1\.[0-9a-zA-Z_.-]+$/);

/** What a charge became. `reserved` = still working, ask again. `rejected` = refused before any call, sticky. */
export const chargeOutcomeSchema = z.object({
  chargeId: idSchema,
  state: z.enum(['reserved', 'posted', 'voided', 'rejected', 'expired']),
  posted: amountsSchema,
  /** insufficient_actions, insufficient_credits, price_changed, no_provider_key, limit, stopped, no_result, rejected_by_verifier, provider_failed, deduplicated (with the answer: the account had bought it, nothing is taken), ... */
  code: z.string().max(60).optional(),
  answer: answerSchema.optional(),
  verdict: verdictSchema.optional(),
  /** A value the verifier rejected, masked: what was not paid for is not delivered. */
  maskedValue: z.string().max(200).optional(),
  error: callErrorSchema.optional(),
  tookMs: z.int().min(0).optional(),
  /** With `deduplicated`: how old the answer was. */
  repeatedAgeMs: z.int().min(0).optional(),
  /** With `posted` only: the server's signed word, given back by the device's `ack` so that a restored server can learn of it again. */
  receipt: receiptSchema.optional(),
  sandbox: z.boolean(),
});
export type ChargeOutcome = z.infer<typeof chargeOutcomeSchema>;

/** What a device says of a charge that it decided: own key, free source or a delivery. Data Credits are 0 by shape. */
const decidedSchema = z.strictObject({
  chargeId: idSchema,
  actions: microSchema,
  runId: idSchema,
  taskId: idSchema,
  subject: subjectSchema,
  enrichment: z.string().max(60),
  providerId: z.string().max(60),
  operation: z.string().max(60),
  route: z.enum(['free', 'own']),
  ...madeFor,
});
const opBase = { n: z.int().min(1), opId: idSchema, clientAt: z.int() };
/** Paid out of a lease of this device; none where nothing is charged. */
export const spendOpSchema = z.strictObject({ ...opBase, kind: z.literal('spend'), body: decidedSchema.extend({ leaseId: idSchema.nullable() }) });
/** The same from a database that was cloned or whose lease the server no longer knows: recorded, and a deficit where nothing covers it. */
export const lateSpendOpSchema = z.strictObject({ ...opBase, kind: z.literal('late_spend'), body: decidedSchema });
/** Gives back what is left of a lease; every spend of the lease has a smaller `n`. */
export const leaseReturnOpSchema = z.strictObject({ ...opBase, kind: z.literal('lease_return'), body: z.strictObject({ leaseId: idSchema }) });
/** A result of the account is stored here: the server may forget it a day later. */
export const ackOpSchema = z.strictObject({ ...opBase, kind: z.literal('ack'), body: z.strictObject({ chargeId: idSchema, receipt: receiptSchema }) });
/** Leads that a person has erased, by the pseudonyms of their charges: what was bought for them goes, amounts stay. */
export const eraseOpSchema = z.strictObject({ ...opBase, kind: z.literal('erase'), body: z.strictObject({ subjects: z.array(subjectSchema).min(1).max(ERASE_SUBJECTS) }) });
export const opSchema = z.discriminatedUnion('kind', [spendOpSchema, lateSpendOpSchema, leaseReturnOpSchema, ackOpSchema, eraseOpSchema]);
export type Op = z.infer<typeof opSchema>;

/** A right to spend that the server moved out of `available` for one device. `spendUntil` is a hint; no rule depends on it. */
export const leaseSchema = z.object({
  leaseId: idSchema,
  requestId: idSchema,
  meter: z.literal('actions'),
  amount: microSchema,
  spendUntil: z.int(),
  createdSeq: z.int().min(1),
  ledgerEpoch: z.int().min(1),
});
export type GrantedLease = z.infer<typeof leaseSchema>;

/** POST /v1/leases. One outstanding request per device and meter, stored before it is sent and repeated until it is answered. */
export const leaseRequestSchema = z.strictObject({ requestId: idSchema, deviceId: idSchema, ledgerEpoch: z.int().min(1), meter: z.literal('actions'), want: microSchema });
export type LeaseRequest = z.infer<typeof leaseRequestSchema>;
/** Granted and denied alike are for ever for a `requestId`: insufficient_actions, limit, too_many_leases, revoked, account_frozen. */
export const leaseAnswerSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('granted'), lease: leaseSchema }),
  z.object({ state: z.literal('denied'), requestId: idSchema, code: z.string().max(60) }),
]);
export type LeaseAnswer = z.infer<typeof leaseAnswerSchema>;

/** POST /v1/sync/push. `baseN` = highest n this device knows as acknowledged. */
export const pushRequestSchema = z.strictObject({
  deviceId: idSchema,
  ledgerEpoch: z.int().min(1),
  baseN: z.int().min(0),
  ops: z.array(opSchema).max(500),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;
export const pushResponseSchema = z.object({
  lastN: z.int().min(0),
  results: z.array(z.object({ n: z.int(), status: z.enum(['applied', 'duplicate', 'rejected', 'deficit']), code: z.string().max(60).optional() })),
});
export type PushResponse = z.infer<typeof pushResponseSchema>;

export const balanceSchema = z.object({
  meter: meterSchema,
  /** Can be spent now. */
  available: microSchema,
  /** Reserved by charges in flight. */
  held: microSchema,
  /** Set aside for devices, so that they can work without asking. */
  leased: microSchema,
  /** What the period began with, for the bar of the meter. */
  granted: microSchema,
  spent: microSchema,
  /** Spent beyond what was granted (offline devices); 0 in the normal case. */
  deficit: microSchema,
});
export type Balance = z.infer<typeof balanceSchema>;

/**
 * One line of the account's feed; `seq` is dense and commit-ordered.
 * Amounts are signed as seen by the account: `grant` and `reversal` add; `expire`, `spend` and `post` take. These five alone add up to
 * available + held + leased - deficit. `reserve`, `lease` (minus) and `void`, `lease_return` (plus) only say what is set aside and given
 * back; a `post` ends its hold, a `spend` takes from its lease. `plan` and `limit` say that something was changed or reached, `erase` that
 * leads were erased, with zero amounts.
 */
export const ledgerEventSchema = z.object({
  seq: z.int().min(1),
  at: z.int(),
  kind: z.enum(['grant', 'reserve', 'post', 'void', 'expire', 'spend', 'reversal', 'lease', 'lease_return', 'plan', 'limit', 'erase']),
  chargeId: z.string().max(80).optional(),
  deviceId: z.string().max(80).optional(),
  member: z.string().max(120).optional(),
  actions: signedMicroSchema,
  credits: signedMicroSchema,
  providerId: z.string().max(60).optional(),
  operation: z.string().max(60).optional(),
  enrichment: z.string().max(60).optional(),
  route: z.enum(['free', 'own', 'account']).optional(),
  code: z.string().max(60).optional(),
  /** The entry that this one takes back a part of: a grant's `seq`. */
  reverses: z.int().min(1).optional(),
  /** With `erase`, for 90 days: the pseudonyms of the leads that are gone. */
  subjects: z.array(subjectSchema).max(ERASE_SUBJECTS).optional(),
});
export type LedgerEvent = z.infer<typeof ledgerEventSchema>;

export const LIMIT_SCOPES = ['workspace', 'member'] as const;
/** A cap that the account sets on spending, and how far it is used up in the running window. */
export const limitStateSchema = z.object({
  scope: z.enum(LIMIT_SCOPES),
  meter: meterSchema,
  window: z.enum(['hour', 'day', 'month']),
  limit: microSchema,
  used: microSchema,
  endsAt: z.int(),
});
export type LimitState = z.infer<typeof limitStateSchema>;

/** GET /v1/sync/pull?cursor=&limit= */
export const pullResponseSchema = z.object({
  events: z.array(ledgerEventSchema).max(500),
  nextCursor: z.int().min(0),
  hasMore: z.boolean(),
  headSeq: z.int().min(0),
  balances: z.array(balanceSchema),
  device: z.object({
    lastN: z.int().min(0),
    /** Operations up to this one are in a backup as well; later ones must be kept, because a restored server asks for them again. */
    durableN: z.int().min(0),
    openLeases: z.array(leaseSchema).max(20),
    /** The account is short: leases that are not needed should come back now. */
    recall: z.boolean(),
  }),
  /** Caps of the workspace and of this member. */
  limits: z.array(limitStateSchema).max(20),
  priceBook: priceBookSchema,
  plan: z.object({ name: z.string().max(100), actionsMonthly: microSchema, creditsMonthly: microSchema, renewsAt: z.int().nullable() }),
  member: z.object({ name: z.string().max(200), email: z.string().max(320), workspace: z.string().max(200), role: z.string().max(40), accountId: z.string().max(80).optional(), userId: z.string().max(80).optional() }),
  ledgerEpoch: z.int().min(1),
  serverTime: z.int(),
});
export type PullResponse = z.infer<typeof pullResponseSchema>;

/** RFC 8628 device authorization, as the extension speaks it. */
export const deviceCodeResponseSchema = z.object({
  device_code: z.string().max(200),
  user_code: z.string().max(20),
  verification_uri: z.string().max(500),
  verification_uri_complete: z.string().max(600).optional(),
  expires_in: z.number(),
  interval: z.number(),
});
export const tokenResponseSchema = z.object({
  access_token: z.string().max(2_000),
  token_type: z.string().max(20),
  expires_in: z.number().optional(),
  /** Used once, by the device it was given to: POST /v1/device/refresh yields the next pair. */
  refresh_token: z.string().max(2_000).optional(),
});
/** POST /v1/device/refresh. The same `request_id` with the same token gets the same answer: a lost answer signs nobody out. */
export const refreshRequestSchema = z.strictObject({ refresh_token: z.string().min(1).max(2_000), device_id: idSchema, request_id: idSchema });

/** Body of every error answer. */
export const apiErrorSchema = z.object({ error: z.string().max(80), message: z.string().max(500).optional(), lastN: z.int().optional(), retryAfterMs: z.number().optional(), /** With `epoch`: the server's own, for a device that may push and not pull. */ ledgerEpoch: z.int().min(1).optional() });
