import { Hono } from 'hono';
import { labelsRequestSchema, type LabelsResponse } from '../../lib/contracts/account-labels.ts';
import { putLabels } from '../admin/labels.ts';
import { device, type AccessTable } from './access.ts';
import { parseBody, type Env, type HttpDeps } from './kit.ts';

export const labelAccess: AccessTable = { 'PUT /v1/labels': device('sync') };

/** What a workspace calls its tables and waterfalls, for the pages that count by them. */
export function labelRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.put('/labels', async (c) => {
    const body = await parseBody(c, labelsRequestSchema);
    if (!body.ok) return body.response;
    const { labels } = body.value;
    const { accountId, deviceId } = c.get('session');
    await putLabels(deps.db, { accountId, deviceId: deviceId ?? '' }, labels);
    return c.json({ kept: labels.length } satisfies LabelsResponse);
  });
  return app;
}
