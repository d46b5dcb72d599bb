/** A server that is stopped with calls in flight. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import type { CallOutcome } from '../../../lib/domain/enrichment/operation.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { deviceAt, personAt } from './signed-in.ts';
import { DEVICE, chargeRequest, hit, scriptedEngine, type Script } from './world.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'kiln-stop-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const start = (script: Script, shutdownMs: number): Promise<RunningServer> =>
  startServer({
    port: 0, host: '127.0.0.1', dataDir, extensionIds: [], trustProxy: false, owner: { workspace: 'W', email: 'owner@kiln.example', name: 'Owner' },
    engine: scriptedEngine(script), providerIds: new Set(['hunter']), sandboxUrl: 'http://127.0.0.1:9', sandboxKeys: (id) => `practice-${id}-0000`, shutdownMs,
  });
/** Says when it was asked, and answers when told to. */
function slowPartner(): { script: Script; asked: Promise<void>; answer: (outcome: CallOutcome) => void } {
  let onAsked = (): void => undefined;
  let answer: (outcome: CallOutcome) => void = () => undefined;
  const asked = new Promise<void>((done) => (onAsked = done));
  const outcome = new Promise<CallOutcome>((done) => (answer = done));
  return { asked, answer, script: (request) => { onAsked(); return Promise.race([outcome, new Promise<CallOutcome>((done) => request.signal?.addEventListener('abort', () => done({ kind: 'failed', error: { kind: 'cancelled', retryable: true }, tookMs: 1 })))]); } };
}
const statusOf = (url: string): Promise<number> => new Promise((done, fail) => httpRequest(url, { agent: false }, (response) => done(response.resume().statusCode ?? 0)).on('error', fail).end());

describe('a shutdown', () => {
  it('lets a call in flight end, stores its result with its charge and answers who waits', async () => {
    const partner = slowPartner();
    const server = await start(partner.script, 20_000);
    const device = await deviceAt(server, await personAt(server), DEVICE);
    const waiting = device.call('POST', '/v1/charges', chargeRequest());
    await partner.asked;
    const closed = server.close();
    // Nobody new is let in while it stops.
    await expect(statusOf(`${server.url}/readyz`)).rejects.toThrow('ECONNREFUSED');
    partner.answer(hit({ workEmail: 'ada@engine.example' }));
    expect(await (await waiting).json()).toMatchObject({ state: 'posted', posted: { actions: UNIT, credits: UNIT } });
    await closed;
  });
  it('cuts off what takes too long, and the next process ends it by its rules', async () => {
    const never = slowPartner();
    const server = await start(never.script, 50);
    const device = await deviceAt(server, await personAt(server), 'device-0002');
    const request = chargeRequest({ deviceId: 'device-0002' });
    const waiting = device.call('POST', '/v1/charges', request);
    await never.asked;
    await server.close();
    expect(await (await waiting).json()).toMatchObject({ state: 'reserved' });

    const next = await start(() => hit({ workEmail: 'ada@engine.example' }), 50);
    const held = await next.store.balances(next.owner.accountId);
    expect(held.map((b) => b.held)).toEqual([UNIT, UNIT]);
    await next.close();
  });
});
