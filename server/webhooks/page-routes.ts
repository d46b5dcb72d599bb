import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { GUARD_URL_CHARS, WEBHOOK_LABEL_CHARS } from '../../lib/core/server-limits.ts';
import { formField, person, type AccessTable } from '../http/access.ts';
import type { Env, HttpDeps } from '../http/kit.ts';
import { cardPage } from '../pages/frame.ts';
import type { Endpoint } from './endpoints.ts';
import { refusedUrl } from './routes.ts';
import { TOPICS, type Topic } from './topics.ts';
import { endpointPage, secretPage, webhooksPage, type EndpointForm } from './views.ts';

export const webhookPageAccess: AccessTable = {
  'GET /webhooks': person('admin'),
  'POST /webhooks': person('admin'),
  'GET /webhooks/:id': person('admin'),
  'POST /webhooks/:id': person('admin'),
  'POST /webhooks/:id/test': person('admin'),
  'POST /webhooks/:id/secret': person('admin'),
  'POST /webhooks/:id/remove': person('admin'),
  'POST /webhooks/:id/replay': person('admin'),
};
const SAID: Readonly<Record<string, string>> = { saved: 'Saved.', test: 'A test is on its way. Reload the page to see what became of it.', again: 'Sent again. Reload the page to see what became of it.' };
const FRESH: EndpointForm = { url: '', label: '', topics: ['charge.posted', 'limit.reached'] };

/** Endpoints of the workspace, for admins at a browser. */
export function webhookPages(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const { webhooks, policy } = deps.ops;

  async function sentForm(c: Context<Env>): Promise<EndpointForm> {
    const topics: Topic[] = [];
    for (const topic of TOPICS) if ((await formField(c, `topic:${topic}`)) !== '') topics.push(topic);
    const values = { url: (await formField(c, 'url', GUARD_URL_CHARS + 1)).trim(), label: (await formField(c, 'label', WEBHOOK_LABEL_CHARS)).trim(), topics };
    const refusal = refusedUrl(values.url, policy) ?? (topics.length === 0 ? 'Choose at least one message.' : null);
    return refusal === null ? values : { ...values, error: refusal };
  }
  const find = async (c: Context<Env>): Promise<Endpoint | undefined> => (await webhooks.list(c.var.session.accountId)).find((one) => one.endpointId === c.req.param('id'));
  const none = (c: Context<Env>): Response | Promise<Response> => c.html(cardPage(c.var.frame, 'No such endpoint', html`<p>It may have been removed. <a href="/webhooks">All endpoints</a></p>`), 404);
  const show = async (c: Context<Env>, endpoint: Endpoint, form: EndpointForm, said?: string): Promise<Response> =>
    c.html(endpointPage(c.var.frame, { endpoint, form, deliveries: await webhooks.deliveries(c.var.session.accountId, endpoint.endpointId), ...(said === undefined ? {} : { said }) }), form.error === undefined ? 200 : 422);

  app.get('/', async (c) => c.html(webhooksPage(c.var.frame, await webhooks.list(c.var.session.accountId), FRESH)));
  app.post('/', async (c) => {
    const { accountId, userId } = c.var.session;
    const values = await sentForm(c);
    const made = values.error === undefined ? await webhooks.create(accountId, values, userId) : null;
    if (made !== null) return c.html(secretPage(c.var.frame, made.endpoint.endpointId, made.secret, true), 201);
    return c.html(webhooksPage(c.var.frame, await webhooks.list(accountId), { ...values, error: values.error ?? 'The workspace has as many endpoints as it may have. Remove one first.' }), 422);
  });
  app.get('/:id', async (c) => {
    const endpoint = await find(c);
    return endpoint === undefined ? none(c) : show(c, endpoint, endpoint, SAID[c.req.query('done') ?? '']);
  });
  app.post('/:id', async (c) => {
    const endpoint = await find(c);
    if (endpoint === undefined) return none(c);
    const values = await sentForm(c);
    if (values.error !== undefined) return show(c, endpoint, values);
    const { accountId, userId } = c.var.session;
    await webhooks.update(accountId, endpoint.endpointId, { ...values, on: (await formField(c, 'on')) !== '' }, userId);
    return c.redirect(`/webhooks/${endpoint.endpointId}?done=saved`, 303);
  });
  app.post('/:id/test', async (c) => {
    const id = c.req.param('id');
    return (await webhooks.test(c.var.session.accountId, id)) === null ? none(c) : c.redirect(`/webhooks/${encodeURIComponent(id)}?done=test`, 303);
  });
  app.post('/:id/secret', async (c) => {
    const secret = await webhooks.rotate(c.var.session.accountId, c.req.param('id'), c.var.session.userId);
    return secret === null ? none(c) : c.html(secretPage(c.var.frame, c.req.param('id'), secret, false));
  });
  app.post('/:id/remove', async (c) => ((await webhooks.remove(c.var.session.accountId, c.req.param('id'), c.var.session.userId)) ? c.redirect('/webhooks', 303) : none(c)));
  app.post('/:id/replay', async (c) => {
    const { accountId } = c.var.session;
    const id = c.req.param('id');
    if ((await formField(c, 'dead')) === 'yes') await webhooks.replayDead(accountId, id, 0);
    else await webhooks.replay(accountId, id, await formField(c, 'message', 100));
    return c.redirect(`/webhooks/${encodeURIComponent(id)}?done=again`, 303);
  });
  return app;
}
