/**
 * Two server processes on one PostgreSQL and four devices that spend one balance to zero at the same time, half of them through
 * leases, half through the account: what they delivered together is what was granted, to the last Action.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNIT } from '../../lib/domain/ledger/amount.ts';
import { openPostgres } from '../../server/sql/postgres.ts';
import { startSandbox, type Sandbox } from '../../server/sandbox/sandbox.ts';
import { LedgerDevice } from '../e2e/harness/ledger-device.ts';
import { startServers, type ServerPair } from '../e2e/harness/server-pair.ts';
import { createRng } from '../simulation/rng.ts';
import { violations } from '../simulation/invariants.ts';
import { deviceAt, personAt } from '../unit/server/signed-in.ts';
import { chargeRequest } from '../unit/server/world.ts';
import { WHY_SKIPPED, findPostgres } from './local-postgres.ts';
import { postgresProcess, type PostgresProcess } from './postgres-process.ts';

/** What is left of the plan's 15,000 Actions when the four begin: enough for many leases, few enough for a test. */
const BALANCE = 1_500;
const DEVICES = 4;

describe('one balance, two servers, four devices', () => {
  if (findPostgres() === null) {
    it('is spent to zero exactly', (context) => {
      context.skip(WHY_SKIPPED);
      expect(findPostgres()).not.toBeNull();
    });
    return;
  }
  let postgres: PostgresProcess;
  let sandbox: Sandbox;
  let pair: ServerPair;
  beforeAll(async () => {
    postgres = await postgresProcess();
    sandbox = await startSandbox({ port: 0 });
    pair = await startServers({ count: 2, databaseUrl: postgres.url, sandboxUrl: sandbox.url, extensionIds: [] });
  }, 180_000);
  afterAll(async () => {
    await pair.close();
    await sandbox.close();
    await postgres.remove();
  });

  it('is spent to zero exactly', { timeout: 600_000 }, async () => {
    const rng = createRng(11);
    const [url = ''] = pair.urls();
    const person = await personAt({ url, signInLink: () => pair.signInLink() });
    let turn = 0;
    const devices = Array.from({ length: DEVICES }, (_, i) => new LedgerDevice(`device-000${i}`, {
      // Every request goes to the other server than the one before.
      url: () => pair.urls()[turn++ % 2] ?? '',
      signIn: async (deviceId) => (await deviceAt({ url }, person, deviceId)).token,
      random: rng.next,
    }));
    for (const device of devices) await device.pull();
    const db = openPostgres(postgres.url);
    const granted = await burnDown(devices[0]);

    await Promise.all(devices.map((device, i) => (i % 2 === 0 ? byLeases(device) : byAccount(device))));
    for (const device of devices) device.giveBack();
    await Promise.all(devices.map((device) => device.settle()));
    // What came back from the leases at the end belongs to whoever comes first.
    for (let left = await available(); left > 0; left = await available()) {
      const device = devices[0];
      if (device === undefined || (await device.lease(left)) !== null) throw new Error(`${left} cannot be had`);
      while (device.deliver()) if (device.left === 0) break;
      await device.settle();
    }

    const delivered = devices.reduce((sum, device) => sum + [...device.delivered.values()].reduce((a, b) => a + b, 0), 0);
    expect(delivered).toBe(granted);
    expect(devices.every((device) => device.delivered.size > 0)).toBe(true);
    expect(await violations(db, pair.accountId)).toEqual([]);
    const [meter] = await db.all<{ available_u: number; leased_u: number; held_u: number; spent_u: number; deficit_u: number }>(`select available_u, leased_u, held_u, spent_u, deficit_u from account_meter where meter = 'actions'`);
    expect(meter).toEqual({ available_u: 0, leased_u: 0, held_u: 0, spent_u: 15_000 * UNIT, deficit_u: 0 });
    const posted = await db.all<{ charge_id: string; actions_posted_u: number }>(`select charge_id, actions_posted_u from charge where state = 'posted'`);
    const theirs = new Map(devices.flatMap((device) => [...device.delivered]));
    expect(new Map(posted.filter((row) => !row.charge_id.startsWith('burn-')).map((row) => [row.charge_id, row.actions_posted_u]))).toEqual(theirs);
    await db.close();

    /** Brings the balance down to what the test spends; answers how much there is. */
    async function burnDown(device: LedgerDevice | undefined): Promise<number> {
      if (device === undefined) throw new Error('no device');
      await db.transaction(async (tx) => {
        const [lot] = await tx.all<{ lot_id: string; available_u: number }>(`select lot_id, available_u from lot where meter = 'actions' for update`);
        const burnt = (lot?.available_u ?? 0) - BALANCE * UNIT;
        await tx.run('update lot set available_u = available_u - ?, spent_u = spent_u + ? where lot_id = ?', [burnt, burnt, lot?.lot_id ?? '']);
        await tx.run(`update account_meter set available_u = available_u - ?, spent_u = spent_u + ? where meter = 'actions'`, [burnt, burnt]);
        await tx.run(`update account set seq = seq + 1`);
        const [account] = await tx.all<{ account_id: string; seq: number }>('select account_id, seq from account');
        await tx.run(`insert into event (account_id, seq, kind, body, at) values (?, ?, 'spend', ?, kiln_now())`, [account?.account_id ?? '', account?.seq ?? 0, JSON.stringify({ actions: -burnt, credits: 0 })]);
        await tx.run(
          `insert into charge (account_id, charge_id, path, route, run_id, task_id, subject, enrichment, provider_id, operation, state, request_hash, actions_quoted_u, credits_quoted_u, actions_posted_u, credits_posted_u, uncovered_u, created_at, resolved_at, created_seq, resolved_seq, sandbox)
           values (?, 'burn-000001', 'local', 'own', 'r', 't', 's', 'e', 'p', 'o', 'posted', 'h', ?, 0, ?, 0, 0, kiln_now(), kiln_now(), ?, ?, 1)`,
          [account?.account_id ?? '', burnt, burnt, account?.seq ?? 0, account?.seq ?? 0],
        );
        await tx.run('insert into charge_alloc (account_id, charge_id, meter, lot_id, amount_u) values (?, ?, ?, ?, ?)', [account?.account_id ?? '', 'burn-000001', 'actions', lot?.lot_id ?? '', burnt]);
      });
      return available();
    }
    async function available(): Promise<number> {
      return (await db.all<{ available_u: number }>(`select available_u from account_meter where meter = 'actions'`))[0]?.available_u ?? 0;
    }
  });
});

async function byLeases(device: LedgerDevice): Promise<void> {
  for (;;) {
    if (!device.deliver()) {
      const refusal = await device.lease(100 * UNIT);
      if (refusal === 'too_many_leases') {
        device.giveBack();
        await device.settle();
      } else if (refusal !== null) return;
    }
    if (device.delivered.size % 20 === 0) await device.push();
  }
}

const letter = (n: number): string => String.fromCharCode(97 + (n % 26));
/** People of the sandbox's world, one after the other, none of them asked about by two devices: what one has bought would be free for the other. */
const someone = (deviceId: string, n: number): { firstName: string; lastName: string; domain: string } => ({
  firstName: ['Ada', 'Ben', 'Cleo', 'Dara', 'Farah', 'Gus', 'Hana', 'June', 'Kofi', 'Lena'][n % 10] ?? 'Ada', lastName: `Sample${letter(Math.floor(n / 10))}${letter(Number(deviceId.slice(-1)))}`, domain: `company-${Math.floor(n / 260) % 10}.example`,
});

async function byAccount(device: LedgerDevice): Promise<void> {
  for (let n = 0; ; n++) {
    const outcome = await device.charge((chargeId, deviceId, ledgerEpoch) => chargeRequest({
      chargeId, deviceId, ledgerEpoch, taskId: `task-${deviceId}-${n}`, input: someone(deviceId, n), max: { actions: UNIT, credits: UNIT },
    }));
    if (outcome.state === 'rejected' && outcome.code === 'insufficient_actions') return;
  }
}
