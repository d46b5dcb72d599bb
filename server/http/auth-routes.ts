import { Hono } from 'hono';
import { z } from 'zod';
import { idSchema } from '../../lib/contracts/account-api.ts';
import { showUserCode } from '../identity/tokens.ts';
import { anyone, type AccessTable } from './access.ts';
import { callerAddress, parseBody, refuse, tooMany, type Env, type HttpDeps } from './kit.ts';

export const startSchema = z.strictObject({ client_id: z.string().min(1).max(60), device_id: idSchema, label: z.string().max(100).optional() });
export const pollSchema = z.strictObject({ device_code: z.string().min(1).max(200), client_id: z.string().max(60).optional(), grant_type: z.string().max(100).optional() });

export const authAccess: AccessTable = { 'POST /v1/device/code': anyone, 'POST /v1/device/token': anyone };

/** RFC 8628 as the extension speaks it. */
export function authRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/device/code', async (c) => {
    const address = callerAddress(c, deps);
    const wait = tooMany(c, deps, 'auth', address);
    if (wait !== null) return wait;
    const body = await parseBody(c, startSchema);
    if (!body.ok) return body.response;
    const label = cleanLabel(body.value.label ?? '') || labelOf(c.req.header('user-agent') ?? '');
    const grant = await deps.identity.startDevice({ deviceId: body.value.device_id, label, askedFrom: address });
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
    const wait = tooMany(c, deps, 'devicePoll', callerAddress(c, deps));
    if (wait !== null) return wait;
    const body = await parseBody(c, pollSchema);
    if (!body.ok) return body.response;
    const poll = await deps.identity.pollDevice(body.value.device_code);
    if (poll.kind !== 'token') return refuse(c, 400, { error: poll.kind });
    return c.json({ access_token: poll.token, token_type: 'Bearer', expires_in: Math.floor(poll.expiresInMs / 1_000) });
  });
  return app;
}

/** Printable text without characters that turn or hide others. */
const cleanLabel = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim().slice(0, 60);

/** "Chrome on Linux" from a user agent. */
export function labelOf(userAgent: string): string {
  const browser = /Edg\//.test(userAgent) ? 'Edge' : /Firefox\//.test(userAgent) ? 'Firefox' : /Chrome\//.test(userAgent) ? 'Chrome' : 'Browser';
  const system = /Windows/.test(userAgent) ? 'Windows' : /Mac OS X/.test(userAgent) ? 'macOS' : /CrOS/.test(userAgent) ? 'ChromeOS' : /Linux/.test(userAgent) ? 'Linux' : null;
  return system === null ? browser : `${browser} on ${system}`;
}
