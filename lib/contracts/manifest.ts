/**
 * The manifest language: everything Kiln knows of a data partner as plain serialisable data. One schema checks the
 * built-in manifests and the ones a person writes; `public/schemas/manifest-1.json` is its published form.
 * `lib/providers/README.md` explains it by example.
 *
 * Templates are text with `{input}`, `{step.saved}`, `{job.id}`, `{key}` or `{today}` and optional transforms: `{linkedinUrl|linkedinSlug}`.
 * A query, form or JSON entry whose template needs something unknown is left out. Paths read answers: `data.emails[?type=="work"].address`.
 */
import { z } from 'zod';
import { INPUT_KEYS, OPERATION_NAMES } from '../domain/enrichment/operation.ts';
import { FIELD_KEYS } from '../domain/lead/fields.ts';
import { PROVIDER_TIMEOUT_MS } from '../core/limits.ts';
import { authSchema } from './manifest-auth.ts';
import { baseUrl, conditionSchema, headerName, jsonTemplate, path, pickSchema, requestSchema, ruleSchema, words } from './manifest-base.ts';

export { authSchema, type Auth } from './manifest-auth.ts';
export { conditionSchema, OUTCOMES, pickSchema, requestSchema, ruleSchema, type Condition, type JsonTemplate, type OutcomeName, type Pick, type RequestTemplate } from './manifest-base.ts';

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * What must be the same as in the question. `name`: company names, legal forms aside; `domain`: the same host; `exact`: the same text;
 * `words`: every word of the question is in the value; `site`: the name part of the address is the name written as one word;
 * `country`: the same country, by code or English name (`us_de` is the United States); one that is not known is not compared.
 * Values of several paths are tried one by one, for `words` as one text. A question without the input has nothing to compare.
 */
export const agreeSchema = z.strictObject({
  path: z.union([path, z.array(path).min(1).max(4)]),
  with: z.enum(INPUT_KEYS),
  as: z.enum(['name', 'domain', 'exact', 'words', 'site', 'country']),
});
export type Agree = z.infer<typeof agreeSchema>;
const agreeAllSchema = z.union([agreeSchema, z.array(agreeSchema).min(1).max(4)]);

/** One element of a list, read instead of the whole answer: the first that passes. Paths inside begin at the element. */
const choiceSchema = z.strictObject({ among: path, where: conditionSchema.optional(), agree: agreeAllSchema.optional(), /** Not the first that passes but the list of all. */ all: z.literal(true).optional() });
export type Choice = z.infer<typeof choiceSchema>;
/** Tried in order; when no element passes, there is no result. */
const chooseSchema = z.array(choiceSchema).min(1).max(3);

const stepSchema = z.strictObject({
  request: requestSchema,
  rules: z.array(ruleSchema).max(30).optional(),
  /** What every successful answer has; without it the answer is nonsense and not a miss. */
  shape: conditionSchema.optional(),
  /** The element that `save` reads. */
  choose: chooseSchema.optional(),
  /** Values for later steps, as `{step.name}`. A missing one ends the lookup without a result. */
  save: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/), pickSchema).optional(),
});
export type StepTemplate = z.infer<typeof stepSchema>;

/** One pick, or several: the first with a value wins, each with its own condition and words. */
const picksSchema = z.union([pickSchema, z.array(pickSchema).min(2).max(6)]);

export const answerSpecSchema = z.strictObject({
  fields: z.partialRecord(z.enum(FIELD_KEYS), picksSchema),
  /** 0 to 100. */
  confidence: picksSchema.optional(),
  /** valid | catch-all | invalid | unknown */
  verdict: picksSchema.optional(),
  /** For questions of any shape: the path to the answer as an object, such as `choices[0].message.content[json]`. */
  data: path.optional(),
  /** A hit needs one of these; the default belongs to the operation. */
  wanted: z.array(z.enum(FIELD_KEYS)).min(1).max(10).optional(),
  /** The answer must be about what was asked, or it is no result (searches answer with the nearest name). */
  agree: agreeAllSchema.optional(),
  /** The element that everything else here is read from. */
  choose: chooseSchema.optional(),
});
export type AnswerSpec = z.infer<typeof answerSpecSchema>;

const limitsSchema = z.strictObject({
  perSecond: z.int().min(1).max(10_000).optional(),
  perMinute: z.int().min(1).max(100_000).optional(),
  perHour: z.int().min(1).max(1_000_000).optional(),
  perDay: z.int().min(1).max(10_000_000).optional(),
  concurrent: z.int().min(1).max(1_000).optional(),
});
export type RateLimits = z.infer<typeof limitsSchema>;

/** `repeat`: the same call again until it is ready. `job`: a call gives an id, another asks for it. */
export const pollSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('repeat'), everyMs: z.int().min(200).max(600_000), maxWaitMs: z.int().min(1_000).max(86_400_000).optional(), costs: z.literal(true).optional() }),
  z.strictObject({
    kind: z.literal('job'),
    /** Where the submit answer names the job; an answer without it is read as the result itself. */
    id: pickSchema,
    request: requestSchema,
    rules: z.array(ruleSchema).max(30).optional(),
    everyMs: z.int().min(200).max(600_000),
    /** Given up after this long since the job was submitted; otherwise after POLLS questions. */
    maxWaitMs: z.int().min(1_000).max(86_400_000).optional(),
    /** Where the job only says that it is done: one more call that fetches the answer. */
    result: requestSchema.optional(),
    /** The partner counts each question as a paid call. Almost none does. */
    costs: z.literal(true).optional(),
  }),
]);

/** One way of asking: the first whose needs are met is used. Most operations have one. */
const waySchema = z.strictObject({
  /** Alternative sets; one complete set is enough. */
  needs: z.array(z.array(z.enum(INPUT_KEYS)).min(1).max(6)).min(1).max(12),
  /** Only for questions whose inputs, where they are known, look like this: the register of one country, numbers of one form. */
  only: z.partialRecord(z.enum(INPUT_KEYS), z.string().min(1).max(200)).optional(),
  /** Usually one request; lookups that search first have two. */
  steps: z.array(stepSchema).min(1).max(3),
  answer: answerSpecSchema.optional(),
});
export type Way = z.infer<typeof waySchema>;

/**
 * Many questions in one request. Calls that wait at the same moment share one; a call that is alone goes by `ways`.
 * Every asker gets the outcome of its own row, and pays for its own.
 */
export const batchSchema = z.strictObject({
  /** Rows in one request, as the partner allows. */
  max: z.int().min(2).max(1_000),
  /** Alternative sets of inputs, as in a way: questions that have none of them go alone. */
  needs: z.array(z.array(z.enum(INPUT_KEYS)).min(1).max(6)).min(1).max(12),
  /** One question. `"{rows}"` in the JSON of the request becomes the list of them. */
  row: jsonTemplate,
  request: requestSchema,
  /** About the whole answer, before it is taken apart; then those of the provider. */
  rules: z.array(ruleSchema).max(30).optional(),
  /** The list (or, matched by key, the map) of answers. */
  answers: path,
  /** By the order of the questions; by a value of the answer that repeats one of the question; or by the key of a map. */
  match: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('position') }),
    z.strictObject({ by: z.literal('echo'), path, with: z.enum(INPUT_KEYS) }),
    z.strictObject({ by: z.literal('key'), with: z.enum(INPUT_KEYS) }),
  ]),
  /** About one answer of the list; a question without one has no result. */
  rowRules: z.array(ruleSchema).max(30).optional(),
  /** How one answer of the list is read; the operation's own where it is shaped the same. */
  answer: answerSpecSchema.optional(),
});
export type BatchSpec = z.infer<typeof batchSchema>;

const charged = z.enum(['found', 'call', 'free']);

export const operationSchema = z.strictObject({
  ways: z.array(waySchema).min(1).max(6),
  answer: answerSpecSchema,
  rules: z.array(ruleSchema).max(30).optional(),
  poll: pollSchema.optional(),
  batch: batchSchema.optional(),
  /** Own pace of this operation, beside that of the provider. */
  limits: limitsSchema.optional(),
  /** What the partner charges for it, in its own words. */
  price: words.optional(),
  /** When the partner takes money for it, where that differs from `price.charged` of the manifest. */
  charged: charged.optional(),
  /** Where the answer itself says whether it was charged: holds = it was. Goes before `charged`. */
  billed: conditionSchema.optional(),
  /** What the answer says it cost, in the partner's credits (or tokens, as `price` says). */
  spent: pickSchema.optional(),
  /** Tokens that a language model read and wrote. */
  tokens: z.strictObject({ input: pickSchema, output: pickSchema }).optional(),
  notes: z.array(words).max(8).optional(),
});
export type OperationSpec = z.infer<typeof operationSchema>;

export const keyCheckSchema = z.strictObject({
  request: requestSchema,
  rules: z.array(ruleSchema).max(20).optional(),
  /** A pick; "0" means the key works and nothing is left. */
  creditsLeft: pickSchema.optional(),
  notes: z.array(words).max(4).optional(),
});

export const manifestSchema = z.strictObject({
  kiln: z.literal(1),
  id: z.string().min(2).max(60).regex(idPattern),
  name: z.string().min(1).max(80),
  homepage: z.url().max(300),
  docs: z.url().max(300),
  baseUrl,
  /**
   * The person types where the program answers (self-hosted, or one address for each customer): https anywhere, http on
   * this machine. `baseUrl` is then what is used until they do; with `required` it is only an example.
   */
  address: z.strictObject({ label: z.string().min(1).max(60), example: baseUrl, required: z.literal(true).optional() }).optional(),
  auth: authSchema,
  /** What the key is called at the partner, and where a person finds it. */
  key: z.strictObject({ label: z.string().min(1).max(60), helpUrl: z.url().max(300) }).optional(),
  /** Fixed headers of every call. */
  headers: z.record(headerName, z.string().max(200)).optional(),
  /** `follow` only for keyless sources: own key headers would travel to the new host. */
  redirects: z.literal('follow').optional(),
  idempotencyHeader: headerName.optional(),
  limits: limitsSchema.optional(),
  /** Pace with a key where a key is optional. */
  limitsWithKey: limitsSchema.optional(),
  /** Headers beside Retry-After that say when to come back. `duration` is such as `6m0s` or `250ms`. */
  resets: z.array(z.strictObject({ header: headerName, unit: z.enum(['seconds', 'epoch-seconds', 'epoch-ms', 'duration']) })).max(4).optional(),
  timeoutMs: z.int().min(1_000).max(PROVIDER_TIMEOUT_MS).optional(),
  rules: z.array(ruleSchema).max(30).optional(),
  /** Paths to the partner's own words about an error. */
  errorText: z.array(path).max(6).optional(),
  keyCheck: keyCheckSchema.optional(),
  /** What is left at the partner, where every answer says so (mostly a header). */
  creditsLeft: pickSchema.optional(),
  operations: z.partialRecord(z.enum(OPERATION_NAMES), operationSchema).refine((o) => Object.keys(o).length > 0, 'no operation'),
  price: z.strictObject({
    note: words,
    /** When the partner takes money: for an answer, for every call, or never. */
    charged,
  }),
  /** Where the facts come from, and how sure they are. `live` says that a real call with a real key was seen to work. */
  verified: z.strictObject({
    sure: z.enum(['documented', 'documented-in-use', 'third-party', 'inferred', 'own']),
    sources: z.array(words).min(1).max(8),
    on: z.string().regex(/^\d{4}-\d{2}$/),
    live: z.boolean(),
    notes: z.array(words).max(12).optional(),
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;
