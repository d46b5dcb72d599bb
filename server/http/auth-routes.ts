import { Hono } from 'hono';
import { z } from 'zod';
import { idSchema, refreshRequestSchema } from '../../lib/contracts/account-api.ts';
import type { TokenPair } from '../identity/device-tokens.ts';
import type { Scope } from '../identity/ports.ts';
import { showUserCode } from '../identity/tokens.ts';
import { anyone, type AccessTable } from './access.ts';
import { callerAddress, parseBody, refuse, type Env, type HttpDeps } from './kit.ts';

export const startSchema = z.strictObject({ client_id: z.string().min(1).max(60), device_id: idSchema, label: z.string().max(100).optional(), scope: z.string().max(100).optional() });
export const pollSchema = z.strictObject({ device_code: z.string().min(1).max(200), client_id: z.string().max(60).optional(), grant_type: z.string().max(100).optional() });

export const authAccess: AccessTable = { 'POST /v1/device/code': anyone, 'POST /v1/device/token': anyone, 'POST /v1/device/refresh': anyone };

/** What can be asked for; without a word, all that the person's role allows (RFC 8628, 3.1). */
const ASKABLE = ['sync', 'charge', 'admin'] as const satisfies readonly Scope[];
const scopesIn = (asked: string | undefined): readonly Scope[] => (asked === undefined ? ASKABLE : ASKABLE.filter((scope) => asked.split(' ').includes(scope)));

/** RFC 8628 as the extension speaks it. */
export function authRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/device/code', async (c) => {
    const address = callerAddress(c, deps);
    const body = await parseBody(c, startSchema);
    if (!body.ok) return body.response;
    const label = cleanLabel(body.value.label ?? '') || labelOf(c.req.header('user-agent') ?? '');
    const grant = await deps.identity.codes.start({ deviceId: body.value.device_id, label, askedFrom: address, scopes: scopesIn(body.value.scope) });
    const shown = showUserCode(grant.userCode);
    return c.json({
      device_code: grant.deviceCode,
      user_code: shown,
      verification_uri: `${deps.publicUrl()}/device`,
      verification_uri_complete: `${deps.publicUrl()}/device?code=${shown}`,
      expires_in: Math.floor(grant.expiresInMs / 1_000),
      interval: Math.ceil(grant.pollMs / 1_000),
    });
  });
  app.post('/device/token', async (c) => {
    const body = await parseBody(c, pollSchema);
    if (!body.ok) return body.response;
    const poll = await deps.identity.codes.poll(body.value.device_code);
    if (poll.kind !== 'token') return refuse(c, 400, { error: poll.kind });
    return c.json(tokenBody(poll.tokens));
  });
  app.post('/device/refresh', async (c) => {
    const body = await parseBody(c, refreshRequestSchema);
    if (!body.ok) return body.response;
    const { refresh_token, device_id, request_id } = body.value;
    const refreshed = await deps.identity.tokens.refresh({ refreshToken: refresh_token, deviceId: device_id, requestId: request_id });
    if (refreshed.kind !== 'token') return refuse(c, 400, { error: refreshed.kind, message: 'This sign-in has ended. Sign in again. Nothing is lost.' });
    return c.json(tokenBody(refreshed.tokens));
  });
  return app;
}

const tokenBody = (tokens: TokenPair) => ({ access_token: tokens.access, token_type: 'Bearer', expires_in: Math.floor(tokens.expiresInMs / 1_000), refresh_token: tokens.refresh });

/** Printable text without characters that turn or hide others. */
export const cleanLabel = (text: string, max = 60): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim().slice(0, max);

/** "Chrome on Linux" from a user agent. */
export function labelOf(userAgent: string): string {
  const browser = /Edg\//.test(userAgent) ? 'Edge' : /Firefox\//.test(userAgent) ? 'Firefox' : /Chrome\//.test(userAgent) ? 'Chrome' : 'Browser';
  const system = /Windows/.test(userAgent) ? 'Windows' : /Mac OS X/.test(userAgent) ? 'macOS' : /CrOS/.test(userAgent) ? 'ChromeOS' : /Linux/.test(userAgent) ? 'Linux' : null;
  return system === null ? browser : `${browser} on ${system}`;
}
