/**
 * The manifest language: everything Kiln knows of a data partner as plain serialisable data. One schema checks the
 * built-in manifests and the ones a person writes; `manifestJsonSchema()` is the published form.
 *
 * Templates are text with `{input}`, `{step.saved}`, `{job.id}`, `{key}` or `{today}` and optional transforms: `{linkedinUrl|linkedinSlug}`.
 * A query, form or JSON entry whose template needs something unknown is left out. Paths read answers: `data.emails[?type=="work"].address`.
 */
import { z } from 'zod';
import { INPUT_KEYS, OPERATION_NAMES } from '../domain/enrichment/operation.ts';
import { FIELD_KEYS } from '../domain/lead/fields.ts';
import { PROVIDER_TIMEOUT_MS } from '../core/limits.ts';

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const words = z.string().min(1).max(400);
const template = z.string().min(1).max(2_000);
const path = z.string().max(200);
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,60}$/);
const name = z.string().regex(/^[A-Za-z0-9_.\-[\]$]{1,80}$/).refine((n) => n !== '__proto__', 'not a name');
const scalar = z.union([z.string().max(300), z.number(), z.boolean(), z.null()]);
/** https anywhere; http only for programs on this machine. Origin and base path, no slash at the end. */
const baseUrl = z.string().max(300).regex(/^(https:\/\/[a-z0-9.-]+(:\d{1,5})?|http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?)(\/[A-Za-z0-9._~-]+)*$/);

/** What a rule or a step makes of an answer. `answer` = read the fields (a hit if a wanted one is there, else no result). */
export const OUTCOMES = [
  'answer', 'no-result', 'pending', 'bad-input', 'auth', 'no-credits', 'forbidden-plan', 'rate-limited', 'server', 'legal-suppressed', 'nonsense',
] as const;
export type OutcomeName = (typeof OUTCOMES)[number];

const statusMatch = z.union([z.int().min(100).max(599), z.enum(['2xx', '3xx', '4xx', '5xx'])]);
export interface Condition {
  /** One of these status codes. */
  status?: z.infer<typeof statusMatch> | z.infer<typeof statusMatch>[] | undefined;
  /** The value under test: an answer header, a path in the body, or the body as text. */
  header?: string | undefined;
  path?: string | undefined;
  text?: true | undefined;
  /** Equal (as text) to this or one of these. */
  is?: z.infer<typeof scalar> | z.infer<typeof scalar>[] | undefined;
  /** Regular expression, case ignored, on the first characters of the value. */
  matches?: string | undefined;
  /** true: a value is there that is not null, '' or empty. false: the opposite. */
  exists?: boolean | undefined;
  all?: Condition[] | undefined;
  any?: Condition[] | undefined;
  not?: Condition | undefined;
}
/** Every part that is given must hold. */
export const conditionSchema: z.ZodType<Condition, Condition> = z.lazy(() =>
  z.strictObject({
    status: z.union([statusMatch, z.array(statusMatch).min(1).max(20)]).optional(),
    header: headerName.optional(),
    path: path.optional(),
    text: z.literal(true).optional(),
    is: z.union([scalar, z.array(scalar).min(1).max(40)]).optional(),
    matches: z.string().min(1).max(200).optional(),
    exists: z.boolean().optional(),
    all: z.array(conditionSchema).min(1).max(8).optional(),
    any: z.array(conditionSchema).min(1).max(8).optional(),
    not: conditionSchema.optional(),
  }),
);

/** The first rule that holds decides, the operation's before the provider's, both before the meaning a status code usually has. */
export const ruleSchema = z.strictObject({ when: conditionSchema, then: z.enum(OUTCOMES) });

/** How one value is taken from an answer. A bare string is a path. */
export const pickSchema = z.union([
  path,
  z.strictObject({
    /** The first path with a usable value wins. */
    path: z.union([path, z.array(path).min(1).max(8)]).optional(),
    /** Or: all of these, joined by `by`. */
    parts: z.array(path).min(2).max(8).optional(),
    /** Or: a text made from the question, such as `{githubLogin}`, or from an earlier step. */
    template: template.optional(),
    /** Or: always this. */
    value: scalar.optional(),
    /** Take all values of the path and join them; otherwise the first is taken. */
    by: z.string().max(10).optional(),
    /** Order values by the number they begin with (MX priorities). */
    sort: z.literal('number').optional(),
    when: conditionSchema.optional(),
    /** Values that match are masked or placeholders: no value. */
    unless: z.string().min(1).max(200).optional(),
    as: z.array(z.string().max(40)).max(6).optional(),
    /** Word for word, case ignored; `otherwise` is what any other value becomes. */
    map: z.record(z.string().max(80), z.string().max(120)).optional(),
    /** The first pattern that matches replaces the value; without a match the value stays. */
    cases: z.array(z.strictObject({ matches: z.string().min(1).max(200), gives: z.string().max(120) })).max(60).optional(),
    otherwise: z.string().max(120).optional(),
    /** Text around the value: `https://www.linkedin.com/in/{value}`. */
    wrap: z.string().max(200).optional(),
    times: z.number().optional(),
    /** Not the values but how many there are; a list counts its elements. */
    count: z.literal(true).optional(),
    /** With `by`: at most so many. */
    most: z.int().min(1).max(100).optional(),
  }),
]);
export type Pick = z.infer<typeof pickSchema>;

export type JsonTemplate = string | number | boolean | null | JsonTemplate[] | { [key: string]: JsonTemplate };
const jsonTemplate: z.ZodType<JsonTemplate, JsonTemplate> = z.lazy(() =>
  z.union([template, z.number(), z.boolean(), z.null(), z.array(jsonTemplate).max(20), z.record(name, jsonTemplate)]),
);

export const requestSchema = z.strictObject({
  /** Another base than the provider's; its origin is asked for too. */
  base: baseUrl.optional(),
  method: z.enum(['GET', 'POST']),
  path: z.string().max(400).regex(/^\/[^?#]*$|^$/),
  query: z.record(name, z.union([template, z.number(), z.boolean()])).optional(),
  json: jsonTemplate.optional(),
  form: z.record(name, z.union([template, z.number(), z.boolean()])).optional(),
  headers: z.record(headerName, template).optional(),
  /** `text` answers are read by `text` conditions only. */
  accept: z.enum(['json', 'text']).optional(),
});
export type RequestTemplate = z.infer<typeof requestSchema>;

/**
 * What must be the same as in the question. `name`: company names, legal forms aside; `domain`: the same host; `exact`: the same text;
 * `words`: every word of the question is in the value; `site`: the name part of the address is the name written as one word.
 * Values of several paths are tried one by one, for `words` as one text. A question without the input has nothing to compare.
 */
export const agreeSchema = z.strictObject({
  path: z.union([path, z.array(path).min(1).max(4)]),
  with: z.enum(INPUT_KEYS),
  as: z.enum(['name', 'domain', 'exact', 'words', 'site']),
});
export type Agree = z.infer<typeof agreeSchema>;
const agreeAllSchema = z.union([agreeSchema, z.array(agreeSchema).min(1).max(4)]);

/** One element of a list, read instead of the whole answer: the first that passes. Paths inside begin at the element. */
const choiceSchema = z.strictObject({ among: path, where: conditionSchema.optional(), agree: agreeAllSchema.optional() });
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

export const answerSpecSchema = z.strictObject({
  fields: z.partialRecord(z.enum(FIELD_KEYS), pickSchema),
  /** 0 to 100. */
  confidence: pickSchema.optional(),
  /** valid | catch-all | invalid | unknown. Of several picks the first that gives a word counts: flags that each say one thing. */
  verdict: z.union([pickSchema, z.array(pickSchema).min(1).max(8)]).optional(),
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
  z.strictObject({ kind: z.literal('repeat'), everyMs: z.int().min(200).max(600_000) }),
  z.strictObject({
    kind: z.literal('job'),
    /** Where the submit answer names the job; an answer without it is read as the result itself. */
    id: pickSchema,
    request: requestSchema,
    rules: z.array(ruleSchema).max(30).optional(),
    everyMs: z.int().min(200).max(600_000),
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

export const operationSchema = z.strictObject({
  ways: z.array(waySchema).min(1).max(6),
  answer: answerSpecSchema,
  rules: z.array(ruleSchema).max(30).optional(),
  poll: pollSchema.optional(),
  /** Own pace of this operation, beside that of the provider. */
  limits: limitsSchema.optional(),
  /** What the partner charges for it, in its own words. */
  price: words.optional(),
  notes: z.array(words).max(8).optional(),
});
export type OperationSpec = z.infer<typeof operationSchema>;

export const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** Any header; `prefix` for schemes such as "Token ". */
  z.strictObject({ kind: z.literal('header'), name: headerName, prefix: z.string().max(20).optional(), optional: z.literal(true).optional() }),
  z.strictObject({ kind: z.literal('bearer'), optional: z.literal(true).optional() }),
  /** Only for partners without a header form: keys in addresses end up in logs. */
  z.strictObject({ kind: z.literal('query'), name, optional: z.literal(true).optional() }),
  /** Templates over `{key}` or the named parts: user `{key}` with an empty password, `api:{key}`, `{key.id}:{key.secret}`. */
  z.strictObject({ kind: z.literal('basic'), user: z.string().max(80), password: z.string().max(80), parts: z.array(z.string().max(30)).min(2).max(3).optional(), optional: z.literal(true).optional() }),
  /** Keys in several pieces, typed as `id:secret`; templates over `{key.id}`, `{key.secret}`. */
  z.strictObject({
    kind: z.literal('parts'),
    parts: z.array(z.string().regex(/^[a-z][A-Za-z0-9]{0,20}$/)).min(1).max(3),
    headers: z.record(headerName, template).optional(),
    query: z.record(name, template).optional(),
    json: z.record(name, template).optional(),
    optional: z.literal(true).optional(),
  }),
]);
export type Auth = z.infer<typeof authSchema>;

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
  /** Headers beside Retry-After that say when to come back. */
  resets: z.array(z.strictObject({ header: headerName, unit: z.enum(['seconds', 'epoch-seconds', 'epoch-ms']) })).max(4).optional(),
  timeoutMs: z.int().min(1_000).max(PROVIDER_TIMEOUT_MS).optional(),
  rules: z.array(ruleSchema).max(30).optional(),
  /** Paths to the partner's own words about an error. */
  errorText: z.array(path).max(6).optional(),
  keyCheck: keyCheckSchema.optional(),
  operations: z.partialRecord(z.enum(OPERATION_NAMES), operationSchema).refine((o) => Object.keys(o).length > 0, 'no operation'),
  price: z.strictObject({
    note: words,
    /** When the partner takes money: for an answer, for every call, or never. */
    charged: z.enum(['found', 'call', 'free']),
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

/** The published form of the language (JSON Schema 2020-12), for editors and for people who write manifests by hand. */
export const manifestJsonSchema = (): Record<string, unknown> => ({ ...z.toJSONSchema(manifestSchema, { io: 'input', unrepresentable: 'any' }) });
