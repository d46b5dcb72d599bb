/** The account server as a device reaches it: the wire's own schemas, over the network of the world. */
import type { z } from 'zod';
import { apiErrorSchema, chargeOutcomeSchema, leaseAnswerSchema, pullResponseSchema, pushResponseSchema } from '../../../../lib/contracts/account-api.ts';
import { err, ok, type Result } from '../../../../lib/core/result.ts';
import type { AccountError, AccountPort } from '../../../../lib/platform/account-http.ts';
import type { Carry, Message, Reply } from '../network.ts';

const RETRY_MS = 5_000;

export function accountPort(carry: Carry): AccountPort {
  async function ask<S extends z.ZodType>(schema: S, message: Message): Promise<Result<z.infer<S>, AccountError>> {
    const reply = await carry(message);
    if (reply === null) return err({ kind: 'offline' });
    if (reply.status !== 200) return err(errorOf(reply));
    const parsed = schema.safeParse(reply.body);
    return parsed.success ? ok(parsed.data) : err({ kind: 'nonsense' });
  }
  const post = (path: string, token: string, body: unknown): Message => ({ method: 'POST', path: `/v1/${path}`, token, body: JSON.parse(JSON.stringify(body)) as unknown });
  const get = (path: string, token: string): Message => ({ method: 'GET', path: `/v1/${path}`, token });
  return {
    charge: (_url, token, request) => ask(chargeOutcomeSchema, post('charges', token, request)),
    getCharge: (_url, token, id) => ask(chargeOutcomeSchema, get(`charges/${encodeURIComponent(id)}`, token)),
    lease: (_url, token, request) => ask(leaseAnswerSchema, post('leases', token, request)),
    push: (_url, token, request) => ask(pushResponseSchema, post('sync/push', token, request)),
    pull: (_url, token, deviceId, cursor) => ask(pullResponseSchema, get(`sync/pull?cursor=${cursor}&limit=500&device=${deviceId}`, token)),
    labels: async () => err({ kind: 'offline' }),
    info: async () => err({ kind: 'offline' }),
    deviceCode: async () => err({ kind: 'offline' }),
    token: async () => err({ kind: 'offline' }),
    signOut: async () => undefined,
  };
}

/** As lib/platform/account-http.ts reads an error answer. */
function errorOf({ status, body }: Reply): AccountError {
  const said = apiErrorSchema.safeParse(body);
  if (status === 401) return { kind: 'signed-out' };
  if (status === 429 || status >= 500) return { kind: 'busy', retryAfterMs: said.data?.retryAfterMs ?? RETRY_MS };
  if (!said.success) return { kind: 'nonsense' };
  return { kind: 'refused', status, code: said.data.error, ...(said.data.lastN === undefined ? {} : { lastN: said.data.lastN }), ...(said.data.ledgerEpoch === undefined ? {} : { ledgerEpoch: said.data.ledgerEpoch }) };
}
