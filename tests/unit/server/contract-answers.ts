/** Holds answers of a running server against the published contract. */
import { expect } from 'vitest';
import { apiErrorSchema } from '../../../lib/contracts/account-api.ts';
import { API } from '../../../server/http/contract/table.ts';

const ROUTES = Object.entries(API).map(([key, spec]) => {
  const [method = '', path = ''] = key.split(' ');
  return { key, method, spec, shape: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`) };
});
/** Statuses that any route may answer, with the body of an error. */
const COMMON = new Set([401, 403, 413, 429, 500]);

/** @throws when a JSON answer of `/v1` is not as its row says, to the last key */
export async function expectAsAgreed(method: string, path: string, response: Response): Promise<void> {
  const pathname = path.replace(/\?.*$/, '');
  if (!pathname.startsWith('/v1/') || method === 'OPTIONS') return;
  const route = ROUTES.find((one) => one.method === method && one.shape.test(pathname));
  const body: unknown = await response.clone().json();
  const schema = route?.spec.answers[response.status] ?? (COMMON.has(response.status) || (route === undefined && response.status === 404) ? apiErrorSchema : undefined);
  if (schema === undefined) throw new Error(`${method} ${pathname} answered ${response.status}, which its contract does not know`);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Error(`${method} ${pathname} ${response.status}: ${JSON.stringify(parsed.error.issues)}`);
  // What the schema leaves out was not agreed on.
  expect(parsed.data).toEqual(body);
}
