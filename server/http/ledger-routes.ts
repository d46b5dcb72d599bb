import { Hono } from 'hono';
import { z } from 'zod';
import { chargeRequestSchema, idSchema, leaseRequestSchema, pushRequestSchema, type PullResponse } from '../../lib/contracts/account-api.ts';
import { CHARGE_WAIT_MS, SYNC_EVENTS } from '../../lib/core/limits.ts';
import { micro } from '../../lib/domain/ledger/amount.ts';
import type { Session } from '../identity/ports.ts';
import { device, type AccessTable } from './access.ts';
import { parseBody, refuse, type Env, type HttpDeps } from './kit.ts';

export const pullQuerySchema = z.object({
  cursor: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(1).max(SYNC_EVENTS).default(SYNC_EVENTS),
  device: idSchema.optional(),
  /** The epoch of the cursor: after a restore the feed starts anew. */
  epoch: z.coerce.number().int().min(1).optional(),
});
export const chargeQuerySchema = z.object({ wait: z.coerce.number().int().min(0).max(CHARGE_WAIT_MS).default(0) });

export const ledgerAccess: AccessTable = {
  'POST /v1/charges': device('charge'),
  'GET /v1/charges/:id': device('sync'),
  'POST /v1/leases': device('charge'),
  'POST /v1/sync/push': device('push'),
  'GET /v1/sync/pull': device('sync'),
};

/** Charges through the account, and the two directions of the ledger's sync. */
export function ledgerRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const epochBody = async () => ({ error: 'epoch', message: 'The server was restored from a backup. Pull first, then send again.', ledgerEpoch: await deps.store.epoch() });

  app.post('/charges', async (c) => {
    const session = c.get('session');
    const body = await parseBody(c, chargeRequestSchema);
    if (!body.ok) return body.response;
    const outcome = await deps.gateway.submit(session, body.value);
    if (!outcome.ok && outcome.error === 'epoch') return refuse(c, 409, await epochBody());
    return outcome.ok ? c.json(outcome.value) : refuse(c, 422, { error: outcome.error, message: 'This id belongs to another request. Nothing was charged.' });
  });

  app.get('/charges/:id', async (c) => {
    const id = idSchema.safeParse(c.req.param('id'));
    const query = chargeQuerySchema.safeParse(c.req.query());
    if (!id.success || !query.success) return refuse(c, 400, { error: 'bad_request' });
    const outcome = await deps.gateway.look(c.get('session'), id.data, query.data.wait);
    return outcome === null ? refuse(c, 404, { error: 'not_found', message: 'No charge has this id.' }) : c.json(outcome);
  });

  app.post('/leases', async (c) => {
    const session = c.get('session');
    const body = await parseBody(c, leaseRequestSchema);
    if (!body.ok) return body.response;
    const result = await deps.store.lease({ ...body.value, accountId: session.accountId, userId: session.userId, label: session.deviceLabel ?? 'Browser', want: micro(body.value.want) });
    switch (result.kind) {
      case 'ok':
        return c.json(result.answer);
      case 'epoch':
        return refuse(c, 409, await epochBody());
      case 'id_reused':
        return refuse(c, 422, { error: 'id_reused', message: 'This id belongs to another request. Nothing was set aside.' });
      default:
        return refuse(c, 403, { error: result.kind });
    }
  });

  app.post('/sync/push', async (c) => {
    const session = c.get('session');
    const body = await parseBody(c, pushRequestSchema);
    if (!body.ok) return body.response;
    const { deviceId, ledgerEpoch, baseN, ops } = body.value;
    const result = await deps.store.push({ accountId: session.accountId, userId: session.userId, deviceId, label: session.deviceLabel ?? 'Browser', ledgerEpoch, baseN, ops });
    switch (result.kind) {
      case 'ok':
        return c.json(result.response);
      case 'epoch':
        return refuse(c, 409, await epochBody());
      case 'frozen':
        return refuse(c, 503, { error: 'account_frozen', message: 'This account is stopped until its operator has looked at it. Nothing is lost.' });
      case 'rewind':
        return refuse(c, 409, { error: 'rewind', lastN: result.lastN });
      case 'fork':
        deps.log('sync.fork', { n: result.n });
        return refuse(c, 409, { error: 'fork', lastN: result.lastN, message: `Operation ${result.n} is known with other content.` });
      default:
        return refuse(c, 403, { error: result.kind });
    }
  });

  app.get('/sync/pull', async (c) => {
    const session = c.get('session');
    const query = pullQuerySchema.safeParse(c.req.query());
    if (!query.success) return refuse(c, 400, { error: 'bad_request', message: 'cursor, limit and device are not as agreed.' });
    const result = await deps.store.pull({ accountId: session.accountId, userId: session.userId, deviceId: query.data.device ?? session.deviceId ?? '', cursor: query.data.cursor, limit: query.data.limit, ...(query.data.epoch === undefined ? {} : { epoch: query.data.epoch }) });
    if (result.kind === 'foreign_device') return refuse(c, 403, { error: result.kind, message: 'This device is another member’s.' });
    if (result.kind === 'resync') return refuse(c, 410, { error: 'resync', message: 'The feed is shorter than this cursor. Start again from 0.' });
    // The ledger knows members by id; names can change and stay out of it.
    const names = await deps.identity.members.names(session.accountId);
    const events = result.page.events.map((event) => (event.member === undefined ? event : { ...event, member: names.get(event.member) ?? event.member }));
    const answer: PullResponse = { ...result.page, events, ...(await accountFacts(session)) };
    return c.json(answer);
  });

  /** What a pull says besides the ledger: prices and who is asking. */
  async function accountFacts(session: Session): Promise<Pick<PullResponse, 'priceBook' | 'member'>> {
    const [book, keys] = await Promise.all([deps.store.priceBook(), deps.keys.list(session.accountId)]);
    const providers = keys.map((key) => key.providerId);
    // A book prices the whole catalogue; a device needs what it can buy, with every pull.
    const held = new Set(providers);
    const data = Object.fromEntries(Object.entries(book.data).filter(([key]) => held.has(key.slice(key.indexOf('@') + 1))));
    return {
      priceBook: { ...book, data, providers },
      member: { name: session.name, email: session.email, workspace: session.workspace, role: session.role, accountId: session.accountId, userId: session.userId },
    };
  }
  return app;
}
