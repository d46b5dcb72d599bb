import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { apiErrorSchema } from '../../lib/contracts/account-api.ts';
import type { Manifest } from '../../lib/contracts/manifest.ts';
import type { Engine } from '../../lib/providers/engine-api.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Identity } from '../identity/identity.ts';
import type { Outbox } from '../identity/mail.ts';
import type { Session, Visit } from '../identity/ports.ts';
import type { Hasher } from '../identity/tokens.ts';
import type { LedgerStore } from '../ledger/store.ts';
import type { Frame } from '../pages/frame.ts';
import type { HttpOps } from '../ops/ports.ts';
import type { Database } from '../sql/sql.ts';
import type { ProviderKeys } from '../vault/provider-keys.ts';

export interface ServerInfo {
  readonly name: string;
  readonly version: string;
  readonly ledgerEpoch: number;
  readonly sandbox: boolean;
}

/** What the routes are made of; built once by the start. */
export interface HttpDeps {
  /** For pages that only read. */
  readonly db: Database;
  readonly store: LedgerStore;
  readonly gateway: Gateway;
  readonly keys: ProviderKeys;
  readonly identity: Identity;
  readonly outbox: Outbox;
  readonly engine: Engine;
  /** Providers that this server knows. */
  readonly providerIds: ReadonlySet<string>;
  /** What is known of them. */
  readonly catalogue: ReadonlyMap<string, Manifest>;
  readonly hash: Hasher;
  readonly info: ServerInfo;
  /** Address under which browsers reach this server, without a trailing slash. */
  publicUrl(): string;
  /** Ids of the extensions whose pages may call. */
  readonly extensionIds: ReadonlySet<string>;
  /** Behind a proxy of one's own: the last X-Forwarded-For entry is the caller. */
  readonly trustProxy: boolean;
  readonly sandboxUrl?: string;
  readonly ops: HttpOps;
  log(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
}

/** Set by the guard: `session` for devices and persons, `token` for devices, `frame` and `visit` for persons. */
export type Env = { Variables: { session: Session; token: string; frame: Frame; visit: Visit } };
type ApiError = z.infer<typeof apiErrorSchema>;

/** What may be logged of an error: messages can quote what somebody sent. */
export const errorName = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
};

/** Every error answer has this body. */
export const refuse = (c: Context, status: ContentfulStatusCode, body: ApiError): Response => c.json(apiErrorSchema.parse(body), status);

export function callerAddress(c: Context, deps: Pick<HttpDeps, 'trustProxy'>): string {
  const forwarded = deps.trustProxy ? c.req.header('x-forwarded-for')?.split(',').pop()?.trim() : undefined;
  if (forwarded !== undefined && forwarded !== '') return forwarded.slice(0, 60);
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'direct'; // Called without a socket.
  }
}

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly response: Response };

/** The body as the schema says, or a 400 that names the place and never repeats the content. */
export async function parseBody<T>(c: Context, schema: z.ZodType<T>): Promise<Parsed<T>> {
  let json: unknown;
  try {
    json = await c.req.json();
  } catch {
    return { ok: false, response: refuse(c, 400, { error: 'bad_json', message: 'The body is not JSON.' }) };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  const place = issue === undefined ? '' : issue.path.map(String).join('.').slice(0, 100);
  return { ok: false, response: refuse(c, 400, { error: 'bad_request', message: `Not as agreed: ${place === '' ? 'body' : place} (${issue?.code ?? 'invalid'}).` }) };
}
