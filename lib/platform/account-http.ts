import ky, { type KyInstance, HTTPError } from 'ky';
import { z } from 'zod';
import {
  apiErrorSchema,
  chargeOutcomeSchema,
  deviceCodeResponseSchema,
  leaseAnswerSchema,
  pullResponseSchema,
  pushResponseSchema,
  type refreshRequestSchema,
  serverInfoSchema,
  tokenResponseSchema,
  type ChargeOutcome,
  type ChargeRequest,
  type LeaseAnswer,
  type LeaseRequest,
  type PullResponse,
  type PushRequest,
  type PushResponse,
} from '../contracts/account-api.ts';
import { labelsResponseSchema, type LabelsRequest, type LabelsResponse } from '../contracts/account-labels.ts';
import { err, ok, type Result } from '../core/result.ts';

/** Why the account server gave no answer that can be used. */
export type AccountError =
  | { readonly kind: 'offline' }
  /** `revoked` = by an admin, or by leaving the workspace; else the sign-in has ended. */
  | { readonly kind: 'signed-out'; readonly revoked?: true }
  | { readonly kind: 'busy'; readonly retryAfterMs: number }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly lastN?: number; readonly ledgerEpoch?: number }
  | { readonly kind: 'nonsense' };

export interface AccountPort {
  info(serverUrl: string): Promise<Result<z.infer<typeof serverInfoSchema>, AccountError>>;
  deviceCode(serverUrl: string, deviceId: string): Promise<Result<z.infer<typeof deviceCodeResponseSchema>, AccountError>>;
  /** `refused` carries RFC 8628 codes: authorization_pending, slow_down, access_denied, expired_token. */
  token(serverUrl: string, deviceCode: string, deviceId: string): Promise<Result<string, AccountError>>;
  signOut(serverUrl: string, token: string): Promise<void>;
  charge(serverUrl: string, token: string, request: ChargeRequest): Promise<Result<ChargeOutcome, AccountError>>;
  getCharge(serverUrl: string, token: string, chargeId: string): Promise<Result<ChargeOutcome, AccountError>>;
  lease(serverUrl: string, token: string, request: LeaseRequest): Promise<Result<LeaseAnswer, AccountError>>;
  push(serverUrl: string, token: string, request: PushRequest): Promise<Result<PushResponse, AccountError>>;
  /** What this device calls its tables and waterfalls. */
  labels(serverUrl: string, token: string, request: LabelsRequest): Promise<Result<LabelsResponse, AccountError>>;
  pull(serverUrl: string, token: string, deviceId: string, cursor: number): Promise<Result<PullResponse, AccountError>>;
}

// Just under the time after which Chromium ends a worker whose fetch has no answer.
const TIMEOUT_MS = 28_000;
const DEFAULT_RETRY_MS = 5_000;
/** What the server asks to wait is followed within these: it may be wrong, and work must go on. */
const SHORTEST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 3_600_000;

/**
 * Where access tokens come from. What the services keep and pass on as their token is the sign-in: it names the refresh token, which
 * is spent for a short access token when one is needed.
 */
export interface AccessTokens {
  /** What `token` of the port answers: made of the tokens that the server gave. */
  begin(deviceId: string, tokens: TokenAnswer): Promise<string>;
  /** A token for the next request; `stale` = one that the server has just refused. */
  get(serverUrl: string, signIn: string, stale?: string): Promise<Result<string, AccountError>>;
}
export type TokenAnswer = z.infer<typeof tokenResponseSchema>;

const client = (serverUrl: string, token?: string): KyInstance =>
  ky.create({
    prefix: serverUrl.replace(/\/+$/, ''),
    timeout: TIMEOUT_MS,
    retry: 0, // every caller has its own row to come back from
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    redirect: 'error', // token, device code and questions about people go to this server and no other
    ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
  });

async function parsed<S extends z.ZodType>(schema: S, answer: Promise<Response>): Promise<Result<z.infer<S>, AccountError>> {
  try {
    const body: unknown = await (await answer).json();
    const result = schema.safeParse(body);
    return result.success ? ok(result.data) : err({ kind: 'nonsense' });
  } catch (error) {
    return err(await classify(error));
  }
}

async function classify(error: unknown): Promise<AccountError> {
  if (!(error instanceof HTTPError)) return error instanceof SyntaxError ? { kind: 'nonsense' } : { kind: 'offline' };
  const { status } = error.response;
  const body = apiErrorSchema.safeParse(await bodyOf(error));
  const asked = body.data?.retryAfterMs ?? (Number(error.response.headers.get('retry-after')) * 1_000 || DEFAULT_RETRY_MS);
  const retryAfterMs = Math.min(LONGEST_RETRY_MS, Math.max(SHORTEST_RETRY_MS, asked));
  if (status === 401) return { kind: 'signed-out' };
  // The tokens of a revoked device are good for handing in what was spent, and for nothing else.
  if (status === 403 && body.data?.error === 'revoked') return { kind: 'signed-out', revoked: true };
  if (status === 429 || status >= 500) return { kind: 'busy', retryAfterMs };
  // Without Kiln's own words it was not Kiln that refused (a proxy, a parked domain): what the server knows stays open.
  if (!body.success) return { kind: 'nonsense' };
  return { kind: 'refused', status, code: body.data.error, ...(body.data.lastN === undefined ? {} : { lastN: body.data.lastN }), ...(body.data.ledgerEpoch === undefined ? {} : { ledgerEpoch: body.data.ledgerEpoch }) };
}

/** ky reads the body of an error answer for us; fall back to reading it when it did not. */
async function bodyOf(error: HTTPError): Promise<unknown> {
  const data: unknown = (error as { data?: unknown }).data;
  if (data !== undefined) return typeof data === 'string' ? safeJson(data) : data;
  return error.response.bodyUsed ? null : safeJson(await error.response.text());
}
function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Spends a refresh token. `refused` = it is no good any more. */
export const refreshTokens = (url: string, body: z.infer<typeof refreshRequestSchema>): Promise<Result<TokenAnswer, AccountError>> =>
  parsed(tokenResponseSchema, client(url).post('v1/device/refresh', { json: body }));

/** The ledger's epoch at the server; null when it does not say. */
export async function epochOf(url: string): Promise<number | null> {
  const info = await parsed(serverInfoSchema, client(url).get('v1/info'));
  return info.ok ? info.value.ledgerEpoch : null;
}

/** The account server over HTTP. A request that comes back with 401 is sent once more with a new access token. */
export function createAccountHttp(tokens: AccessTokens): AccountPort {
  async function signedIn<S extends z.ZodType>(schema: S, url: string, signIn: string, send: (api: KyInstance) => Promise<Response>): Promise<Result<z.infer<S>, AccountError>> {
    const access = await tokens.get(url, signIn);
    if (!access.ok) return access;
    const answer = await parsed(schema, send(client(url, access.value)));
    if (answer.ok || answer.error.kind !== 'signed-out' || answer.error.revoked) return answer;
    const fresh = await tokens.get(url, signIn, access.value);
    return fresh.ok ? parsed(schema, send(client(url, fresh.value))) : fresh;
  }
  return {
    info: (url) => parsed(serverInfoSchema, client(url).get('v1/info')),
    deviceCode: (url, deviceId) => parsed(deviceCodeResponseSchema, client(url).post('v1/device/code', { json: { client_id: 'kiln-extension', device_id: deviceId, scope: 'sync charge' } })),
    async token(url, deviceCode, deviceId) {
      const answer = await parsed(tokenResponseSchema, client(url).post('v1/device/token', { json: { device_code: deviceCode, client_id: 'kiln-extension' } }));
      return answer.ok ? ok(await tokens.begin(deviceId, answer.value)) : answer;
    },
    async signOut(url, signIn) {
      await signedIn(z.unknown(), url, signIn, (api) => api.post('v1/sign-out'));
    },
    charge: (url, signIn, json) => signedIn(chargeOutcomeSchema, url, signIn, (api) => api.post('v1/charges', { json })),
    getCharge: (url, signIn, id) => signedIn(chargeOutcomeSchema, url, signIn, (api) => api.get(`v1/charges/${encodeURIComponent(id)}`)),
    lease: (url, signIn, json) => signedIn(leaseAnswerSchema, url, signIn, (api) => api.post('v1/leases', { json })),
    push: (url, signIn, json) => signedIn(pushResponseSchema, url, signIn, (api) => api.post('v1/sync/push', { json })),
    labels: (url, signIn, json) => signedIn(labelsResponseSchema, url, signIn, (api) => api.put('v1/labels', { json })),
    pull: (url, signIn, deviceId, cursor) => signedIn(pullResponseSchema, url, signIn, (api) => api.get('v1/sync/pull', { searchParams: { cursor, limit: 500, device: deviceId } })),
  };
}
