import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono, type Context } from 'hono';
import ipaddr from 'ipaddr.js';
import { READY_MS } from '../../lib/core/server-limits.ts';
import { anyone, type AccessTable } from '../http/access.ts';
import { refuse, type Env } from '../http/kit.ts';
import { isSame } from '../identity/tokens.ts';
import { first } from '../sql/sql.ts';
import { readGauges } from './gauges.ts';
import type { HealthPorts } from './ports.ts';

export const healthAccess: AccessTable = { 'GET /healthz': anyone, 'GET /readyz': anyone, 'GET /metrics': anyone };

/** `/healthz`: the process answers. `/readyz`: it can do its work; false while it stops, so that a balancer sends nobody new. `/metrics`: figures. */
export function healthRoutes(deps: HealthPorts): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    if (deps.isStopping()) return c.text('stopping', 503);
    const schema = await withinTime(first<{ version: number }>(deps.db, 'select max(version) as version from schema_version'));
    return schema === undefined ? c.text('the database does not answer', 503) : c.text('ready');
  });
  app.get('/metrics', async (c) => {
    if (!mayRead(c, deps.metricsToken)) return refuse(c, 404, { error: 'not_found' });
    return c.text(deps.metrics.text(await readGauges(deps.db, deps.facts)), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
  });
  return app;
}

async function withinTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => (timer = setTimeout(done, READY_MS, undefined)));
  try {
    return await Promise.race([work.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** By the token, or from this machine itself; what came through a proxy is not from this machine, whatever its socket says. */
function mayRead(c: Context, token: string | undefined): boolean {
  if (token !== undefined) return isSame(c.req.header('authorization') ?? '', `Bearer ${token}`);
  if (['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => c.req.header(name) !== undefined)) return false;
  try {
    return ipaddr.process(getConnInfo(c).remote.address ?? '').range() === 'loopback';
  } catch {
    return false;
  }
}
