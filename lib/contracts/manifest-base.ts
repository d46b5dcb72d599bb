/** The small words of the manifest language: conditions, rules, picks and requests. `manifest.ts` puts them together. */
import { z } from 'zod';

export const words = z.string().min(1).max(400);
export const template = z.string().min(1).max(2_000);
export const path = z.string().max(200);
export const headerName = z.string().regex(/^[A-Za-z0-9_-]{1,60}$/);
export const name = z.string().regex(/^[A-Za-z0-9_.\-[\]$@:]{1,80}$/).refine((n) => n !== '__proto__', 'not a name');
export const partName = z.string().regex(/^[a-z][A-Za-z0-9]{0,20}$/);
const scalar = z.union([z.string().max(300), z.number(), z.boolean(), z.null()]);
/** https anywhere; http only for programs on this machine. Origin and base path, no slash at the end. */
export const baseUrl = z.string().max(300).regex(/^(https:\/\/[a-z0-9.-]+(:\d{1,5})?|http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?)(\/[A-Za-z0-9._~-]+)*$/);

/** One host for each company, below one domain: `https://{domain|siteLabel}.example.com`. For keyless sources only. */
const hostTemplate = z.string().max(300).regex(/^https:\/\/\{[A-Za-z]+(\|[A-Za-z0-9]+)*\}(\.[a-z0-9-]+){2,6}(\/[A-Za-z0-9._~-]+)*$/);

/** What a rule or a step makes of an answer. `answer` = read the fields (a hit if a wanted one is there, else no result). */
export const OUTCOMES = [
  'answer', 'no-result', 'pending', 'bad-input', 'auth', 'no-credits', 'forbidden-plan', 'rate-limited', 'server', 'legal-suppressed', 'nonsense',
] as const;
export type OutcomeName = (typeof OUTCOMES)[number];

const statusMatch = z.union([z.int().min(100).max(599), z.enum(['2xx', '3xx', '4xx', '5xx'])]);
export interface Condition {
  /** One of these status codes. */
  status?: z.infer<typeof statusMatch> | z.infer<typeof statusMatch>[] | undefined;
  /** The value under test: an answer header, a path in the body, or the first characters of the body as text. */
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
    /** Or: an answer header, such as the credits that are left. */
    header: headerName.optional(),
    /** Or: a pattern with one group; the group of the first line of the body that matches is the value. For text answers. */
    text: z.string().min(1).max(200).optional(),
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
export const jsonTemplate: z.ZodType<JsonTemplate, JsonTemplate> = z.lazy(() =>
  z.union([template, z.number(), z.boolean(), z.null(), z.array(jsonTemplate).max(20), z.record(name, jsonTemplate)]),
);

const entry = z.union([template, z.number(), z.boolean()]);

export const requestSchema = z.strictObject({
  /** Another base than the provider's; its origin is asked for too. */
  base: z.union([baseUrl, hostTemplate]).optional(),
  method: z.enum(['GET', 'POST']),
  path: z.string().max(400).regex(/^\/[^?#]*$|^$/),
  /** A list repeats the parameter. */
  query: z.record(name, z.union([entry, z.array(entry).min(1).max(20)])).optional(),
  json: jsonTemplate.optional(),
  form: z.record(name, entry).optional(),
  headers: z.record(headerName, template).optional(),
  /**
   * How the body is read. `text`: by `text` conditions and picks only. `jsonp`: data inside a function call.
   * `csv`: a list of objects, named by the first line; the separator is `;`, `,` or a tab, whichever that line has most of. `html`: a web page as `{ title, meta: { description }, links: [] }`.
   */
  accept: z.enum(['json', 'text', 'jsonp', 'csv', 'html']).optional(),
  /** The answer says the same to everybody, such as a list of all companies: for so long it is not fetched again. Keyless GET without places only. */
  keepMinutes: z.int().min(1).max(1_440).optional(),
});
export type RequestTemplate = z.infer<typeof requestSchema>;
