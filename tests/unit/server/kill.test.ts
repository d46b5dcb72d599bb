/** The real program, killed without warning: what it said is done is done. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { pullResponseSchema, pushResponseSchema } from '../../../lib/contracts/account-api.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { startServer } from '../../../server/start.ts';
import { DEVICE, miss, scriptedEngine, spendOp } from './world.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'kiln-kill-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** Signs a device in on a server of this process that then hands the folder over. */
async function tokenFor(): Promise<string> {
  const server = await startServer({ port: 0, host: '127.0.0.1', dataDir, extensionIds: [], trustProxy: false, owner: { workspace: 'W', email: 'owner@kiln.example', name: 'Owner' }, engine: scriptedEngine(() => miss), providerIds: new Set() });
  const form = (path: string, fields: Record<string, string>, cookie = '') => fetch(`${server.url}${path}`, { method: 'POST', redirect: 'manual', headers: { origin: server.url, cookie }, body: new URLSearchParams(fields) });
  const code = (await (await fetch(`${server.url}/v1/device/code`, { method: 'POST', body: JSON.stringify({ client_id: 'kiln-extension', device_id: DEVICE }) })).json()) as { device_code: string; user_code: string };
  const signedIn = await form('/sign-in', { token: new URL(await server.signInLink()).searchParams.get('token') ?? '' });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const page = await (await fetch(`${server.url}/device?code=${code.user_code}`, { headers: { cookie } })).text();
  await form('/device', { code: code.user_code, csrf: /name="csrf" value="([^"]*)"/.exec(page)?.[1] ?? '', decision: 'approve' }, cookie);
  const token = (await (await fetch(`${server.url}/v1/device/token`, { method: 'POST', body: JSON.stringify({ device_code: code.device_code }) })).json()) as { access_token: string };
  await server.close();
  return token.access_token;
}

async function program(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../server/main.ts')], { env: { ...process.env, KILN_DATA: dataDir, PORT: '0', DATABASE_URL: '' }, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Kiln account server: (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error('the server did not start');
}

/** Only catches a hang: a busy machine may take its time to start three programs. */
const HANG_MS = 300_000;

describe('the program under kill -9', () => {
  it('B.10 row 26: keeps every acknowledged operation, and each exactly once', async () => {
    const headers = { authorization: `Bearer ${await tokenFor()}` };
    let acked = 0;
    let sent = 0;
    for (let round = 0; round < 3; round++) {
      const { child, url } = await program();
      const push = async (): Promise<void> => {
        sent = Math.max(sent, acked + 5);
        const ops = Array.from({ length: sent - acked }, (_, i) => spendOp(acked + i + 1));
        const response = await fetch(`${url}/v1/sync/push`, { method: 'POST', headers, body: JSON.stringify({ deviceId: DEVICE, ledgerEpoch: 1, baseN: acked, ops }) });
        acked = pushResponseSchema.parse(await response.json()).lastN;
      };
      for (let i = 0; i < 8; i++) await push();
      // Killed with a push on its way: it may have arrived or not, both are right.
      const last = push().catch(() => undefined);
      child.kill('SIGKILL');
      await Promise.all([once(child, 'exit'), last]);
    }
    const { child, url } = await program();
    const page = pullResponseSchema.parse(await (await fetch(`${url}/v1/sync/pull?cursor=0`, { headers })).json());
    expect(page.device.lastN).toBeGreaterThanOrEqual(acked);
    expect(page.device.lastN).toBeLessThanOrEqual(sent);
    expect(page.balances[0]?.spent).toBe(page.device.lastN * UNIT);
    expect(page.events.filter((e) => e.kind === 'spend')).toHaveLength(page.device.lastN);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, HANG_MS);
});
