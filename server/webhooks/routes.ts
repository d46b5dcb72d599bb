import { Hono } from 'hono';
import type { GuardPolicy } from '../guard/check-url.ts';
import { GuardError, checkUrl } from '../guard/check-url.ts';
import { device, type AccessTable } from '../http/access.ts';
import { parseBody, refuse, type Env } from '../http/kit.ts';
import { endpointChangeSchema, endpointInputSchema, replaySchema } from './schemas.ts';
import type { Webhooks } from './endpoints.ts';

export interface WebhookDeps {
  readonly webhooks: Webhooks;
  readonly policy: GuardPolicy;
}

/** Why an address cannot be an endpoint, or null. What its name leads to is looked at again at every delivery. */
export function refusedUrl(url: string, policy: GuardPolicy): string | null {
  try {
    checkUrl(url, policy);
    return null;
  } catch (error) {
    if (error instanceof GuardError) return error.message;
    throw error;
  }
}

export const webhookAccess: AccessTable = {
  'GET /v1/webhooks': device('admin'),
  'POST /v1/webhooks': device('admin'),
  'PUT /v1/webhooks/:id': device('admin'),
  'DELETE /v1/webhooks/:id': device('admin'),
  'POST /v1/webhooks/:id/secret': device('admin'),
  'POST /v1/webhooks/:id/test': device('admin'),
  'GET /v1/webhooks/:id/deliveries': device('admin'),
  'POST /v1/webhooks/:id/replay': device('admin'),
};

/** Endpoints of the workspace, for its admins. */
export function webhookRoutes({ webhooks, policy }: WebhookDeps): Hono<Env> {
  const app = new Hono<Env>();
  const none = { error: 'not_found', message: 'No endpoint has this id.' };

  app.get('/', async (c) => c.json({ endpoints: await webhooks.list(c.get('session').accountId) }));
  app.post('/', async (c) => {
    const body = await parseBody(c, endpointInputSchema);
    if (!body.ok) return body.response;
    const refusal = refusedUrl(body.value.url, policy);
    if (refusal !== null) return refuse(c, 422, { error: 'bad_url', message: refusal });
    const { accountId, userId } = c.get('session');
    const made = await webhooks.create(accountId, body.value, userId);
    return made === null ? refuse(c, 422, { error: 'too_many_endpoints' }) : c.json(made, 201);
  });
  app.put('/:id', async (c) => {
    const body = await parseBody(c, endpointChangeSchema);
    if (!body.ok) return body.response;
    const refusal = refusedUrl(body.value.url, policy);
    if (refusal !== null) return refuse(c, 422, { error: 'bad_url', message: refusal });
    const { accountId, userId } = c.get('session');
    return (await webhooks.update(accountId, c.req.param('id'), body.value, userId)) ? c.json({}) : refuse(c, 404, none);
  });
  app.delete('/:id', async (c) => {
    const { accountId, userId } = c.get('session');
    return (await webhooks.remove(accountId, c.req.param('id'), userId)) ? c.json({}) : refuse(c, 404, none);
  });
  app.post('/:id/secret', async (c) => {
    const { accountId, userId } = c.get('session');
    const secret = await webhooks.rotate(accountId, c.req.param('id'), userId);
    return secret === null ? refuse(c, 404, none) : c.json({ secret });
  });
  app.post('/:id/test', async (c) => {
    const msgId = await webhooks.test(c.get('session').accountId, c.req.param('id'));
    return msgId === null ? refuse(c, 404, none) : c.json({ msgId }, 202);
  });
  app.get('/:id/deliveries', async (c) => c.json({ deliveries: await webhooks.deliveries(c.get('session').accountId, c.req.param('id')) }));
  app.post('/:id/replay', async (c) => {
    const body = await parseBody(c, replaySchema);
    if (!body.ok) return body.response;
    const { accountId } = c.get('session');
    const id = c.req.param('id');
    const replayed = 'msgId' in body.value ? Number(await webhooks.replay(accountId, id, body.value.msgId)) : await webhooks.replayDead(accountId, id, body.value.deadSince);
    return c.json({ replayed });
  });
  return app;
}
