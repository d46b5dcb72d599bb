/** Backup, more work, an accident and the restore, on any database: what devices kept must make the books whole again. */
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PullResponse } from '../../../lib/contracts/account-api.ts';
import { BACKUP_RETRY_MS } from '../../../lib/core/server-limits.ts';
import { UNIT, micro } from '../../../lib/domain/ledger/amount.ts';
import { hourlyBackups, restoreBackup, takeBackup } from '../../../server/ops/backup.ts';
import { restoreDrill } from '../../../server/ops/drill.ts';
import { startServer, type RunningServer } from '../../../server/start.ts';
import { databaseFile, openDatabase } from '../../../server/setup.ts';
import { violations } from '../../simulation/invariants.ts';
import { DEVICE, chargeRequest, hit, scriptedEngine, spendOp } from './world.ts';

/** The lead of the charge that `chargeRequest` makes. */
const SUBJECT = chargeRequest({}).subject;

export function backupConformance(databaseUrl: () => string | undefined): void {
  let folder: string;
  let file: string;
  let where: { dataDir: string; databaseUrl?: string };
  let server: RunningServer;
  const engine = scriptedEngine(() => hit({ workEmail: 'ada@engine.example' }));
  const start = async (): Promise<void> => {
    server = await startServer({
      ...where, port: 0, host: '127.0.0.1', extensionIds: [], trustProxy: false, owner: { workspace: 'W', email: 'owner@kiln.example', name: 'Owner' },
      engine, providerIds: new Set(['hunter']), sandboxUrl: 'http://127.0.0.1:9', sandboxKeys: (id) => `practice-${id}-0000`,
    });
  };
  beforeEach(async () => {
    const url = databaseUrl();
    folder = mkdtempSync(join(tmpdir(), 'kiln-backup-'));
    file = join(folder, 'copies', 'one');
    where = { dataDir: join(folder, 'data'), ...(url === undefined ? {} : { databaseUrl: url }) };
    await lose();
    await start();
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const epoch = (): Promise<number> => server.store.epoch();
  const who = () => ({ accountId: server.owner.accountId, userId: server.owner.userId, deviceId: DEVICE, label: 'Test' });
  const push = async (baseN: number, first: number, count: number, leaseId: string | null, actions = UNIT as number) =>
    server.store.push({ ...who(), ledgerEpoch: await epoch(), baseN, ops: Array.from({ length: count }, (_, i) => spendOp(first + i, { leaseId, actions })) });
  const pull = async (): Promise<PullResponse['device']> => {
    const page = await server.store.pull({ ...who(), cursor: 0, limit: 500 });
    if (page.kind !== 'ok') throw new Error(page.kind);
    return page.page.device;
  };
  const noted = async (): Promise<object[]> => {
    const db = await openDatabase(where);
    const rows = await db.all('select device_id, noted_n, noted_by, durable_n from device order by device_id');
    await db.close();
    return rows;
  };
  /** Everything that the database held is gone, and nothing can be asked of it. */
  const lose = async (): Promise<void> => {
    if (where.databaseUrl === undefined) return ['', '-wal', '-shm'].forEach((end) => rmSync(`${databaseFile(where.dataDir)}${end}`, { force: true }));
    const db = await openDatabase(where);
    await db.run('drop schema public cascade');
    await db.run('create schema public');
    await db.close();
  };
  let leaseId = '';
  /** Ten spends out of a lease and a charge through the account, and nothing yet in a backup. */
  const work = async (): Promise<void> => {
    const lease = await server.store.lease({ ...who(), ledgerEpoch: await epoch(), requestId: 'lease-request-1', meter: 'actions', want: micro(100 * UNIT) });
    if (lease.kind !== 'ok' || lease.answer.state !== 'granted') throw new Error('no lease');
    leaseId = lease.answer.lease.leaseId;
    await push(0, 1, 10, leaseId);
    const outcome = await server.gateway.submit(server.owner, chargeRequest({ ledgerEpoch: await epoch() }));
    expect(outcome).toMatchObject({ ok: true, value: { state: 'posted' } });
  };
  /** The same, in a backup. */
  const backedUp = async (): Promise<void> => {
    await work();
    await takeBackup(where, file);
  };
  const at = (minutes: number): Date => new Date(Date.UTC(2026, 4, 12, 9, minutes));

  it('is taken while the server works, and tells devices what they may forget', async () => {
    await work();
    expect((await pull()).durableN).toBe(0);
    const note = await takeBackup(where, file);
    expect(note.bytes).toBeGreaterThan(1_000);
    for (const one of [file, `${file}.json`]) expect(statSync(one).mode & 0o777).toBe(0o600);
    expect(await pull()).toMatchObject({ lastN: 10, durableN: 10 });
  });
  it('is tried out by the drill, beside the running server', async () => {
    await backedUp();
    await push(10, 11, 1, leaseId);
    const before = await noted();
    const report = await restoreDrill(where);
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ accounts: 1, charges: 12, ledgerEpoch: 2 });
    // Its copy is gone again: no device may forget for it, and no backup under way is disturbed.
    expect(await pull()).toMatchObject({ lastN: 11, durableN: 10 });
    expect(await noted()).toEqual(before);
    expect(await epoch()).toBe(1);
  });
  it('is taken as soon as the newest one of the folder is an hour old, also by a server that was just started', async () => {
    const hourly = join(where.dataDir, 'hourly');
    const copies = (): string[] => readdirSync(hourly).filter((name) => !name.endsWith('.json')).toSorted();
    expect(await hourlyBackups(where, hourly)(at(0))).not.toBeNull();
    expect(await hourlyBackups(where, hourly)(at(59))).toBeNull();
    expect(await hourlyBackups(where, hourly)(at(61))).not.toBeNull();
    expect(copies()).toHaveLength(2);
    // The clock was ahead: what has a name of a time to come was made before, and keeps no new one from being made, once.
    const backup = hourlyBackups(where, hourly, 2);
    expect(await backup(at(-600))).not.toBeNull();
    expect(await backup(at(-599))).toBeNull();
    expect(copies().map((name) => name.slice(14, 18))).toEqual(['2300', '1001']);
  });
  it('is not begun again every minute when it fails', async () => {
    const nowhere = join(folder, 'nowhere');
    writeFileSync(nowhere, '');
    const hourly = join(folder, 'failed');
    const backup = hourlyBackups({ dataDir: nowhere }, hourly);
    await expect(backup(at(0))).rejects.toThrow('EEXIST');
    expect(await backup(at(1))).toBeNull();
    expect(await backup(at(BACKUP_RETRY_MS / 60_000 - 1))).toBeNull();
    await expect(backup(at(BACKUP_RETRY_MS / 60_000))).rejects.toThrow('EEXIST');
    await expect(backup(at(-60))).rejects.toThrow('EEXIST');
  });
  it('leaves no half of itself when it fails', async () => {
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    await expect(takeBackup(where, taken, false)).rejects.toThrow('EISDIR');
    expect(readdirSync(folder)).not.toContain('taken.part');
  });
  it('is refused when it is damaged or somebody uses the database', async () => {
    await backedUp();
    const inUse = where.databaseUrl === undefined ? restoreBackup(where, file) : Promise.reject(new Error('in use'));
    await expect(inUse).rejects.toThrow('in use');
    const broken = join(folder, 'broken');
    const { copyFileSync } = await import('node:fs');
    copyFileSync(file, broken);
    copyFileSync(`${file}.json`, `${broken}.json`);
    appendFileSync(broken, 'x');
    await expect(restoreBackup(where, broken)).rejects.toThrow('damaged');
  });
  it('brings the books back: nothing from before the accident is taken, devices send again what is missing', async () => {
    await backedUp();
    await push(10, 11, 15, leaseId);
    const before = await server.store.balances(server.owner.accountId);
    const old = await epoch();
    await server.close();
    const { ledgerEpoch } = await restoreBackup(where, file);
    expect(ledgerEpoch).toBeGreaterThan(old);
    await start();
    // A duplicate that was under way when it happened.
    expect((await server.store.push({ ...who(), ledgerEpoch: old, baseN: 10, ops: [spendOp(11, { leaseId })] })).kind).toBe('epoch');
    expect(await push(25, 26, 1, leaseId)).toEqual({ kind: 'rewind', lastN: 10 });
    expect(await push(10, 11, 15, leaseId)).toMatchObject({ kind: 'ok', response: { lastN: 25 } });
    const after = await server.store.balances(server.owner.accountId);
    expect(after).toEqual(before);
    expect(after.map((one) => one.deficit)).toEqual([0, 0]);
    const db = await openDatabase(where);
    expect(await violations(db, server.owner.accountId)).toEqual([]);
    await db.close();
  });
  describe('and what was erased since', () => {
    const erase = async (baseN: number): Promise<void> => {
      const op = { n: baseN + 1, opId: 'erase.op-1', kind: 'erase' as const, clientAt: 0, body: { subjects: [SUBJECT] } };
      expect(await server.store.push({ ...who(), ledgerEpoch: await epoch(), baseN, ops: [op] })).toMatchObject({ response: { results: [{ status: 'applied' }] } });
    };
    /** Results that a database holds, and pseudonyms of its charges. */
    const held = async (): Promise<{ results: number; named: number }> => {
      const db = await openDatabase(where);
      const [row] = await db.all<{ results: number; named: number }>(`select (select count(*) from result_blob) as results, (select count(*) from charge where subject = '${SUBJECT}') as named`);
      await db.close();
      return row ?? { results: -1, named: -1 };
    };

    it('35 is in no database that is restored from an older copy, whichever of the lists is left', async () => {
      await backedUp();
      await erase(10);
      expect(await held()).toEqual({ results: 0, named: 0 });
      const sums = await server.store.balances(server.owner.accountId);
      expect((await restoreDrill(where)).findings).toEqual([]);
      await server.close();
      // The database from before is there: it knows. Its list is not.
      rmSync(join(where.dataDir, 'kiln.erased'), { recursive: true });
      expect((await restoreBackup(where, file)).erased).toBe(1);
      expect(await held()).toEqual({ results: 0, named: 0 });
      // The database is lost: the list beside it knows.
      mkdirSync(join(where.dataDir, 'kiln.erased'));
      writeFileSync(join(where.dataDir, 'kiln.erased', '1970-01-01'), `${JSON.stringify([server.owner.accountId, SUBJECT, 1])}\n{"half of a li`);
      await lose();
      expect((await restoreBackup(where, file)).erased).toBe(1);
      expect(await held()).toEqual({ results: 0, named: 0 });
      await start();
      expect(await server.store.balances(server.owner.accountId)).toEqual(sums);
      const page = await server.store.pull({ ...who(), cursor: 0, limit: 500 });
      expect(page.kind === 'ok' ? page.page.events.filter(({ kind }) => kind === 'erase').map(({ subjects }) => subjects) : null).toEqual([[SUBJECT]]);
    });
    it('35 is no finding of the drill when it is erased while the drill goes on', async () => {
      await backedUp();
      const report = await restoreDrill(where, async (...given) => {
        const restored = await restoreBackup(...given);
        await erase(10);
        return restored;
      });
      expect(report.findings).toEqual([]);
      expect(await held()).toEqual({ results: 0, named: 0 });
    });
    it('35 is erased again by the device, where everything but the backup is lost', async () => {
      await backedUp();
      await erase(10);
      await server.close();
      await lose();
      rmSync(join(where.dataDir, 'kiln.erased'), { recursive: true });
      expect((await restoreBackup(where, file)).erased).toBe(0);
      await start();
      expect(await push(11, 12, 1, leaseId)).toEqual({ kind: 'rewind', lastN: 10 });
      await erase(10);
      expect(await held()).toEqual({ results: 0, named: 0 });
    });
  });
  it('gives no epoch twice, also when the database was lost twice', async () => {
    await backedUp();
    await server.close();
    const given: number[] = [];
    for (let times = 0; times < 3; times++) {
      await lose();
      given.push((await restoreBackup(where, file)).ledgerEpoch);
    }
    expect(new Set(given).size).toBe(3);
    expect(given).toEqual(given.toSorted((a, b) => a - b));
    const mode = where.databaseUrl === undefined ? statSync(databaseFile(where.dataDir)).mode & 0o777 : 0o600;
    expect(mode).toBe(0o600);
    // The data folder may be lost with it: what stands beside the backups says it as well.
    await lose();
    rmSync(join(where.dataDir, 'kiln.epoch'));
    expect((await restoreBackup(where, file)).ledgerEpoch).toBe((given.at(-1) ?? 0) + 1);
    await start();
  });
}
