import { Hono } from 'hono';
import { assetAccess, assetRoutes } from '../pages/assets.ts';
import type { AccessTable } from './access.ts';
import type { Env, HttpDeps } from './kit.ts';
import { profileAccess, profileRoutes } from './profile-routes.ts';
import { signInAccess, signInRoutes } from './sign-in-routes.ts';
import { teamAccess, teamRoutes } from './team-routes.ts';

export const pageAccess: AccessTable = { ...assetAccess, ...signInAccess, ...profileAccess, ...teamAccess };

/** Everything a person sees in a browser tab. */
export function pageRoutes(deps: HttpDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.route('/', assetRoutes());
  for (const routes of [signInRoutes, profileRoutes, teamRoutes]) app.route('/', routes(deps));
  return app;
}
