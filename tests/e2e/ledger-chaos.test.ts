/**
 * Everything that can go wrong, at once, with real processes: account servers killed by -9, PostgreSQL stopped as by a power cut, a
 * network that loses, repeats, delays and cuts, the extension's worker stopped and its browser killed. When it is over and quiet, the
 * books of the server, of the extension and of every other device say the same, and the checker of the simulation finds nothing.
 * Two minutes here; `npm run chaos` is half an hour, `npm run chaos -- --minutes=5` something between.
 */
import { expect, test } from '@playwright/test';
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run, Task } from '../../lib/domain/enrichment/run.ts';
import { UNIT } from '../../lib/domain/ledger/amount.ts';
import { openDatabase } from '../../server/setup.ts';
import { startSandbox } from '../../server/sandbox/sandbox.ts';
import { findPostgres } from '../conformance/local-postgres.ts';
import { postgresProcess } from '../conformance/postgres-process.ts';
import { violations } from '../simulation/invariants.ts';
import { createRng } from '../simulation/rng.ts';
import { deviceAt, personAt } from '../unit/server/signed-in.ts';
import { chargeRequest } from '../unit/server/world.ts';
import { CALM, STORM, startFaultProxy } from './harness/fault-proxy.ts';
import { EXTENSION_ID, launchKiln, type Kiln } from './harness/kiln.ts';
import { LedgerDevice } from './harness/ledger-device.ts';
import { startServers } from './harness/server-pair.ts';
import { signIn } from './harness/sign-in.ts';
import { pause, until } from './harness/until.ts';
import { untilDone } from './harness/work.ts';
import { addPeople, booksOf, done, settled, startRun } from './harness/world.ts';

const MINUTES = Number(process.env['KILN_CHAOS_MINUTES'] ?? '2');
const DEVICES = 3;
/** After the last fault everything must be quiet within this. */
const QUIET_MS = 6 * 60_000;
const PEOPLE = 12;

test(`the ledger stands ${MINUTES} minutes of chaos`, async () => {
  test.setTimeout(MINUTES * 60_000 + QUIET_MS + 10 * 60_000);
  const seed = Number(process.env['KILN_CHAOS_SEED'] ?? '1');
  const rng = createRng(seed);
  const profileDir = mkdtempSync(join(tmpdir(), 'kiln-chaos-'));
  // Without PostgreSQL on this machine one server on SQLite stands the same.
  const postgres = findPostgres() === null ? null : await postgresProcess();
  const sandbox = await startSandbox({ port: 0, delayMs: 40 });
  let publicUrl = '';
  const proxy = await startFaultProxy({ targets: () => pair.urls(), random: rng.next });
  publicUrl = proxy.url;
  const pair = await startServers({ count: 2, ...(postgres === null ? {} : { databaseUrl: postgres.url }), sandboxUrl: sandbox.url, extensionIds: [EXTENSION_ID], publicUrl: () => publicUrl });
  const account = { url: proxy.url, signInLink: () => pair.signInLink() };
  const person = await personAt(account);
  const launch = (): Promise<Kiln> => launchKiln({ profileDir, grantHosts: ['http://127.0.0.1/*'] });
  let kiln = await launch();
  const deeds = { 'server kill -9': 0, 'PostgreSQL stopped immediate': 0, 'worker stopped': 0, 'browser killed': 0, runs: 0 };
  try {
    await signIn(kiln, account as never);
    await done(kiln.command('settings.set', { sandboxUrl: sandbox.url }));
    await done(kiln.command('key.set', { providerId: 'findymail', key: 'sandbox-own-findymail-1234' }));
    const devices = Array.from({ length: DEVICES }, (_, i) => new LedgerDevice(`chaos-device-${i}`, { url: () => proxy.url, random: rng.next, signIn: async (id) => (await deviceAt(account, person, id)).token }));
    for (const device of devices) await device.pull();

    const end = performance.now() + MINUTES * 60_000;
    const isOver = (): boolean => performance.now() >= end;
    proxy.weather = STORM;
    const working = devices.map((device, i) => work(device, i, isOver));
    const servers = stormOf(700, 3_000, async () => {
      const server = pair.servers[Math.floor(rng.next() * pair.servers.length)];
      if (postgres !== null && rng.next() < 0.12) {
        await postgres.stop('immediate');
        deeds['PostgreSQL stopped immediate'] += 1;
        await pause(rng.next() * 1_500);
        await postgres.start();
      } else {
        await server?.kill();
        deeds['server kill -9'] += 1;
        await pause(rng.next() * 800);
        await server?.start();
      }
    }, isOver);
    // The extension's own chaos is one after the other: a browser that is gone has no worker to stop.
    const extension = (async () => {
      for (let n = 0; !isOver(); n++) {
        await newRun(n);
        await pause(500 + rng.next() * 4_000);
        if (rng.next() < 0.2) {
          await killBrowser(kiln, profileDir);
          deeds['browser killed'] += 1;
          kiln = await launch();
        } else {
          await kiln.killWorker();
          deeds['worker stopped'] += 1;
          await kiln.wakeWorker();
        }
      }
    })();
    await Promise.race([Promise.all([...working, servers, extension]), pair.endedByItself]);

    // Faults stop for good; everything must come to rest by itself.
    proxy.weather = CALM;
    for (const server of pair.servers) if (server.url() === null) await server.start();
    for (const device of devices) device.giveBack();
    await Promise.all(devices.map((device) => device.settle()));
    await untilDone(kiln, async () => (await kiln.rows<Run>('runs')).every((run) => run.state === 'ended'), 'every run to end', QUIET_MS);
    await settled(kiln);
    const db = await openDatabase({ dataDir: pair.dataDir, ...(postgres === null ? {} : { databaseUrl: postgres.url }) });
    await until(async () => (await db.all(`select charge_id from charge where state = 'reserved'`)).length === 0, 'every hold to end', QUIET_MS);
    await settled(kiln);

    expect(await violations(db, pair.accountId)).toEqual([]);
    const posted = await db.all<{ charge_id: string; device_id: string; actions_posted_u: number; credits_posted_u: number; path: string }>(`select charge_id, device_id, actions_posted_u, credits_posted_u, path from charge where state = 'posted' and reversal_of is null`);
    for (const device of devices) {
      const theirs = posted.filter((row) => row.device_id === device.id);
      expect(new Map(theirs.map((row) => [row.charge_id, row.actions_posted_u]))).toEqual(device.delivered);
      for (const [id, outcome] of device.outcomes) if (outcome.state !== 'posted') expect([id, device.delivered.has(id)]).toEqual([id, false]);
    }
    const { tasks, charges } = await booksOf(kiln);
    const mine = charges.filter((charge) => charge.state === 'posted');
    const ours = posted.filter((row) => !devices.some((device) => device.id === row.device_id));
    expect(charges.filter((charge) => charge.state === 'reserved')).toEqual([]);
    expect(new Map(ours.map((row) => [row.charge_id, [row.actions_posted_u, row.credits_posted_u]]))).toEqual(new Map(mine.map((charge) => [charge.id as string, [charge.posted.actions as number, charge.posted.credits as number]])));
    expectTasks(tasks, mine);
    const [meter] = await db.all<{ deficit_u: number; held_u: number; spent_u: number }>(`select deficit_u, held_u, spent_u from account_meter where meter = 'actions'`);
    expect(meter).toEqual({ deficit_u: 0, held_u: 0, spent_u: posted.reduce((sum, row) => sum + row.actions_posted_u, 0) });
    await db.close();
    // A world in which nothing was bought would add up too.
    for (const key of ['server kill -9', 'worker stopped', 'runs'] as const) expect([key, deeds[key] > 0]).toEqual([key, true]);
    expect([mine.length > 0, ...devices.map((device) => device.delivered.size > 0)]).toEqual([true, ...devices.map(() => true)]);
    expect(proxy.counts.lose + proxy.counts.cut + proxy.counts['lose-answer'] + proxy.counts['cut-answer']).toBeGreaterThan(0);
    console.log(`chaos, ${MINUTES} min, seed ${seed}: ${JSON.stringify({ ...deeds, network: proxy.counts, posted: posted.length, tasks: tasks.length, devices: devices.map((device) => device.troubles) })}`);
  } finally {
    await kiln.close().catch(() => undefined);
    await pair.close();
    await proxy.close();
    await sandbox.close();
    await postgres?.remove();
    rmSync(profileDir, { recursive: true, force: true });
  }

  /** A device that spends out of leases and buys through the account, all the time. */
  async function work(device: LedgerDevice, i: number, isOver: () => boolean): Promise<void> {
    for (let n = 0; !isOver(); n++) {
      if (n % 4 === 3) {
        await device.charge((chargeId, deviceId, ledgerEpoch) => chargeRequest({ chargeId, deviceId, ledgerEpoch, taskId: `task-${i}-${n}`, input: { firstName: 'Ada', lastName: `Example${String.fromCharCode(97 + (n % 26))}`, domain: `company-${(i + n) % 10}.example` }, max: { actions: UNIT, credits: UNIT } }));
      } else if (!device.deliver()) {
        if ((await device.lease(20 * UNIT)) === 'too_many_leases') device.giveBack();
      }
      if (n % 5 === 0) await device.push();
      await pause(rng.next() * 60);
    }
  }
  async function stormOf(least: number, most: number, deed: () => Promise<void>, isOver: () => boolean): Promise<void> {
    for (;;) {
      await pause(least + rng.next() * (most - least));
      if (isOver()) return;
      await deed();
    }
  }
  async function newRun(n: number): Promise<void> {
    const open = (await kiln.rows<Run>('runs')).filter((run) => run.state !== 'ended').length;
    if (open >= 3) return;
    const people = Array.from({ length: PEOPLE }, (_, i) => {
      const first = ['Ada', 'Ben', 'Cleo', 'Dara', 'Farah', 'Gus', 'Hana', 'June', 'Kofi', 'Lena'][i % 10] ?? 'Ada';
      // Nobody twice: what was answered before is not bought again.
      const last = `Sample${[n / 676, n / 26, n, i].map((x) => String.fromCharCode(97 + (Math.floor(x) % 26))).join('')}`;
      return { name: `${first} ${last}`, firstName: first, lastName: last, companyDomain: `company-${i % 10}.example` };
    });
    const leadIds = await addPeople(kiln, people);
    await startRun(kiln, leadIds, 'work-email').then(() => void (deeds.runs += 1), () => undefined);
  }
});

/** As many charges as results: each task that found something has its one posted charge, and no other has any. */
function expectTasks(tasks: readonly Task[], posted: readonly { taskId: string }[]): void {
  for (const task of tasks) {
    const paid = posted.filter((charge) => charge.taskId === task.id).length;
    expect(paid === (task.state === 'found' ? 1 : 0) ? [] : [`${paid} charges`, task]).toEqual([]);
  }
}

/** The browser and all its processes, without a word to them. */
async function killBrowser(kiln: Kiln, profileDir: string): Promise<void> {
  const pid = Number(readlinkSync(join(profileDir, 'SingletonLock')).split('-').pop());
  process.kill(pid, 'SIGKILL');
  await until(() => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  }, 'the browser to be gone');
  await kiln.close().catch(() => undefined);
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie', 'DevToolsActivePort']) rmSync(join(profileDir, name), { force: true });
}
