import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { idSchema, meterSchema } from '../../lib/contracts/account-api.ts';
import { GRANT_MICRO, PROVIDER_LIMIT_MICRO_USD, REASON_CHARS } from '../../lib/core/limits.ts';
import { formatMicro, micro } from '../../lib/domain/ledger/amount.ts';
import { createAdminChanges, type By } from '../admin/changes.ts';
import { providerBudgets } from '../ledger/provider-budgets.ts';
import type { TakeBackResult } from '../ledger/store.ts';
import { device, type AccessTable } from './access.ts';
import { parseBody, refuse, type Env, type HttpDeps } from './kit.ts';

export const keySchema = z.strictObject({ key: z.string().trim().min(1).max(4_000) });
export const grantSchema = z.strictObject({
  lotId: idSchema,
  meter: meterSchema,
  source: z.enum(['topup', 'promo', 'adjust']),
  amount: z.int().min(1).max(GRANT_MICRO),
  expiresAt: z.int().min(0).nullable(),
});
/** All of the amount or nothing of it is taken back. */
export const takeBackSchema = z.strictObject({ takingId: idSchema, lotId: z.string().min(1).max(200), amount: z.int().min(1).max(GRANT_MICRO), reason: z.string().trim().min(1).max(REASON_CHARS) });
export const reversalSchema = z.strictObject({ reversalId: idSchema, chargeId: idSchema });
/** Micro-USD a day of UTC; null = no limit. The same change id once. */
export const providerLimitSchema = z.strictObject({ changeId: idSchema, limit: z.int().min(0).max(PROVIDER_LIMIT_MICRO_USD).nullable() });
/** Answers. */
export const last4Schema = z.object({ last4: z.string().max(4) });
export const keysSchema = z.object({ keys: z.array(z.object({ providerId: z.string().max(60), last4: z.string().max(4), updatedAt: z.int() })) });
export const keyCheckSchema = z.object({ status: z.string().max(40), detail: z.string().max(300).optional(), creditsLeft: z.string().max(100).optional() });
export const providerLimitsSchema = z.object({ limits: z.array(z.object({ providerId: z.string().max(60), limit: z.int().nullable(), used: z.int(), out: z.int(), endsAt: z.int() })) });
export const statusSchema = z.object({ status: z.enum(['applied', 'exists']) });

export const adminAccess: AccessTable = {
  'GET /v1/admin/provider-keys': device('admin'),
  'PUT /v1/admin/provider-keys/:id': device('admin'),
  'DELETE /v1/admin/provider-keys/:id': device('admin'),
  'POST /v1/admin/provider-keys/:id/check': device('admin'),
  'GET /v1/admin/provider-limits': device('admin'),
  'PUT /v1/admin/provider-limits/:id': device('admin'),
  'POST /v1/admin/grants': device('admin'),
  'POST /v1/admin/grants/take-back': device('admin'),
  'POST /v1/admin/reversals': device('admin'),
};

/** Why nothing was taken back, for a person. */
export function notTaken(done: Exclude<TakeBackResult, { readonly kind: 'applied' } | { readonly kind: 'exists' }>): string {
  switch (done.kind) {
    case 'not_free':
      return done.free === 0 ? 'Nothing of this lot is free now: the rest is held, set aside, used or over.' : `Only ${formatMicro(done.free)} of this lot are free now: the rest is held, set aside, used or over.`;
    case 'not_given':
      return 'Only top-ups, gifts and adjustments can be taken back; other lots follow from the plan or from a reversal.';
    case 'not_found':
      return 'This workspace has no lot of this id.';
    case 'id_reused':
      return 'This form was used for something else.';
  }
}

/** What only admins of the workspace may do. Keys go in and never come out. */
export function adminRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  const changes = createAdminChanges(deps.db, deps.store);
  const by = (c: Context<Env>, id: string): By => ({ accountId: c.get('session').accountId, actor: c.get('session').userId, id, reason: '' });
  app.get('/provider-keys', async (c) => c.json({ keys: await deps.keys.list(c.get('session').accountId) }));
  app.put('/provider-keys/:id', async (c) => {
    const providerId = c.req.param('id');
    if (!deps.providerIds.has(providerId)) return refuse(c, 404, { error: 'not_found', message: 'No provider has this id.' });
    const body = await parseBody(c, keySchema);
    if (!body.ok) return body.response;
    const { accountId, userId } = c.get('session');
    return c.json(await deps.keys.set(accountId, providerId, body.value.key, userId));
  });
  app.delete('/provider-keys/:id', async (c) => {
    const { accountId, userId } = c.get('session');
    const removed = await deps.keys.remove(accountId, c.req.param('id'), userId);
    return removed ? c.json({}) : refuse(c, 404, { error: 'not_found' });
  });
  app.post('/provider-keys/:id/check', async (c) => {
    const providerId = c.req.param('id');
    const key = await deps.keys.reveal(c.get('session').accountId, providerId);
    if (key === null || !deps.providerIds.has(providerId)) return refuse(c, 404, { error: 'not_found' });
    return c.json(await deps.engine.checkKey(providerId, key, { signal: c.req.raw.signal, ...(deps.sandboxUrl === undefined ? {} : { sandboxUrl: deps.sandboxUrl }) }));
  });

  app.get('/provider-limits', async (c) => c.json({ limits: await providerBudgets(deps.db, c.get('session').accountId) }));
  app.put('/provider-limits/:id', async (c) => {
    const providerId = c.req.param('id');
    if (!deps.providerIds.has(providerId)) return refuse(c, 404, { error: 'not_found', message: 'No provider has this id.' });
    const body = await parseBody(c, providerLimitSchema);
    if (!body.ok) return body.response;
    const { changeId, limit } = body.value;
    const status = await changes.setProviderLimit(by(c, changeId), { providerId, name: deps.catalogue.get(providerId)?.name ?? providerId, limit });
    return status === 'id_reused' ? refuse(c, 422, { error: status, message: 'This id was used for another limit. Nothing was changed.' }) : c.json({ status });
  });

  app.post('/grants', async (c) => {
    const body = await parseBody(c, grantSchema);
    if (!body.ok) return body.response;
    const { lotId, ...wish } = body.value;
    const status = await changes.grant(by(c, lotId), wish);
    if (status === 'reserved_id') return refuse(c, 422, { error: status, message: 'Ids that begin with plan- or refund- are those of the ledger itself. Nothing was added.' });
    return status === 'id_reused' ? refuse(c, 422, { error: status, message: 'This id was used for another grant. Nothing was added.' }) : c.json({ status });
  });
  app.post('/grants/take-back', async (c) => {
    const body = await parseBody(c, takeBackSchema);
    if (!body.ok) return body.response;
    const { takingId, lotId, amount, reason } = body.value;
    const done = await changes.takeBack({ ...by(c, takingId), reason }, { lotId, amount: micro(amount) });
    if (done.kind === 'applied' || done.kind === 'exists') return c.json({ status: done.kind });
    return refuse(c, done.kind === 'not_found' ? 404 : 422, { error: done.kind, message: notTaken(done) });
  });
  app.post('/reversals', async (c) => {
    const body = await parseBody(c, reversalSchema);
    if (!body.ok) return body.response;
    const status = await changes.reverse(by(c, body.value.reversalId), body.value.chargeId);
    if (status === 'applied' || status === 'exists') return c.json({ status });
    return refuse(c, status === 'not_found' ? 404 : 422, { error: status });
  });
  return app;
}
