/** How a partner is told who asks. */
import { z } from 'zod';
import { headerName, name, partName, pickSchema, requestSchema, ruleSchema, template } from './manifest-base.ts';

/** How a token is bought with the key: one request whose templates know `{key}` and its parts; `{key|base64}` makes Basic. */
const tokenRequest = requestSchema.omit({ accept: true, query: true });

export const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** Any header; `prefix` for schemes such as "Token ". */
  z.strictObject({ kind: z.literal('header'), name: headerName, prefix: z.string().max(20).optional(), optional: z.literal(true).optional() }),
  z.strictObject({ kind: z.literal('bearer'), optional: z.literal(true).optional() }),
  /** Only for partners without a header form: keys in addresses end up in logs. */
  z.strictObject({ kind: z.literal('query'), name, optional: z.literal(true).optional() }),
  /** Templates over `{key}` or the named parts: user `{key}` with an empty password, `api:{key}`, `{key.id}:{key.secret}`. */
  z.strictObject({ kind: z.literal('basic'), user: z.string().max(80), password: z.string().max(80), parts: z.array(partName).min(2).max(3).optional(), optional: z.literal(true).optional() }),
  /** `{key}` stands in the path of every request. Only for partners without another form. */
  z.strictObject({ kind: z.literal('path'), optional: z.literal(true).optional() }),
  /** OAuth client credentials, a password grant or a login: the key buys a token, the token goes with the calls until it expires. */
  z.strictObject({
    kind: z.literal('token'),
    parts: z.array(partName).min(2).max(3).optional(),
    request: tokenRequest,
    /** Where the answer holds the token. */
    token: pickSchema,
    /** Where it says for how many seconds the token lives. */
    expires: pickSchema.optional(),
    /** For how long it lives when the answer does not say. */
    lifetimeSeconds: z.int().min(60).max(2_592_000).optional(),
    /** How the token is sent; `Authorization: Bearer …` unless said otherwise. */
    header: headerName.optional(),
    prefix: z.string().max(20).optional(),
    rules: z.array(ruleSchema).max(10).optional(),
    optional: z.literal(true).optional(),
  }),
  /**
   * Keys in several pieces, typed as `id:secret`; templates over `{key.id}`, `{key.secret}`, or `{key}` for a single one.
   * A piece may also stand in the path of a request.
   */
  z.strictObject({
    kind: z.literal('parts'),
    parts: z.array(partName).min(1).max(3),
    headers: z.record(headerName, template).optional(),
    query: z.record(name, template).optional(),
    /** Joined into the JSON object, or the form, of every request. */
    json: z.record(name, template).optional(),
    form: z.record(name, template).optional(),
    optional: z.literal(true).optional(),
  }),
]);
export type Auth = z.infer<typeof authSchema>;
