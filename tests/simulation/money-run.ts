/** One seeded run: devices, network, server processes and partners, with the invariants looked at after every step. */
import { createHash } from 'node:crypto';
import type { CallOutcome } from '../../lib/domain/enrichment/operation.ts';
import { CALL_ATTEMPTS, PAID_RETRY_MICRO } from '../../lib/core/limits.ts';
import { micro } from '../../lib/domain/ledger/amount.ts';
import type { CallRequest } from '../../lib/providers/engine-api.ts';
import { hashOf } from '../../server/canonical.ts';
import { one } from '../../server/sql/sql.ts';
import { openSqlite } from '../../server/sql/sqlite.ts';
import { ACCOUNT, USER, fill } from '../unit/server/world.ts';
import { violations } from './invariants.ts';
import { createClient, type Answer, type Request } from './money-client.ts';
import { Killed, startProcess, type Faults, type ServerProcess } from './money-server.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { createRng } from './rng.ts';
import { createSchedule } from './schedule.ts';

export interface RunResult {
  readonly seed: number;
  /** Empty when every invariant held. */
  readonly violations: readonly string[];
  /** Equal for equal seeds. */
  readonly traceHash: string;
  readonly charges: number;
  readonly posted: number;
  readonly deaths: number;
  readonly steps: number;
}

const START = Date.UTC(2026, 0, 30, 22);
const CHAOS_MS = 150_000;
const QUIET_MS = 20 * 60_000;
const DAY_MS = 24 * 3_600_000;

export async function runMoney(seed: number, bug: PlantedBug | null = null): Promise<RunResult> {
  const rng = createRng(seed);
  const schedule = createSchedule(START, rng);
  const found = new Set<string>();
  const trace = createHash('sha256');
  const log = (line: string): void => void trace.update(`${schedule.now} ${line}\n`);
  const broke = (what: string): void => void found.add(what);
  // Every seed has faults of its own: some runs are calm, some are hopeless.
  const faults: Faults = { kill: rng.pick([0, 0.0005, 0.002, 0.006]), drop: rng.pick([0, 0.1, 0.3]), duplicate: rng.pick([0, 0.1, 0.3]), maxDelayMs: rng.pick([50, 1_500, 20_000]) };

  const db = openSqlite({ path: ':memory:', now: () => schedule.now });
  const books = await fill(db);
  for (const providerId of ['hunter', 'prospeo', 'zerobounce']) await books.keys.set(ACCOUNT, providerId, `key-of-${providerId}-1234`, 'test');
  if (rng.chance(0.5)) await books.store.grant({ accountId: ACCOUNT, lotId: 'promo-0001', meter: 'actions', source: 'promo', amount: micro(7_000_000), expiresAt: START + rng.between(10, 200) * 1_000 });

  const asked = new Map<string, { submissions: number; hits: number }>();
  const provider = (request: CallRequest): { afterMs: number; outcome: CallOutcome } => {
    const afterMs = rng.chance(0.1) ? rng.between(20_000, 90_000) : rng.between(5, 3_000);
    const tookMs = afterMs;
    if (request.operation === 'verify-email') return { afterMs, outcome: { kind: 'hit', answer: { fields: {}, verdict: rng.pick(['valid', 'valid', 'catch-all', 'invalid']), raw: '{}' }, tookMs } };
    const book = asked.get(request.idempotencyKey ?? '') ?? { submissions: 0, hits: 0 };
    asked.set(request.idempotencyKey ?? '', book);
    if (request.poll === undefined) book.submissions += 1;
    if (rng.chance(0.12)) return { afterMs, outcome: { kind: 'pending', poll: { jobId: 'job', polls: (request.poll?.polls ?? 0) + 1, notBefore: schedule.now + rng.between(1_000, 60_000) }, tookMs } };
    if (rng.chance(0.15)) return { afterMs, outcome: { kind: 'failed', error: { kind: rng.pick(['server', 'timeout', 'rate-limited']), retryable: true }, tookMs } };
    if (rng.chance(0.35)) return { afterMs, outcome: { kind: 'no-result', raw: '{}', tookMs } };
    book.hits += 1;
    return { afterMs, outcome: { kind: 'hit', answer: { fields: { workEmail: `answer-${book.hits}@example.com`, mobile: '+15550100' }, raw: '{}' }, tookMs } };
  };

  // --- Server processes: two at most, each replaced some time after it died.
  let deaths = 0;
  const processes: ServerProcess[] = [];
  const boot = (slot: number): void => {
    processes[slot] = startProcess({ schedule, rng, faults, db, bug, provider, broke, trace: log }, () => {
      deaths += 1;
      schedule.at(rng.between(100, 25_000), () => boot(slot));
    });
  };
  for (let slot = 0; slot < rng.pick([1, 1, 2]); slot++) boot(slot);

  const handle = async (server: ServerProcess, request: Request): Promise<Answer> => {
    const caller = { accountId: ACCOUNT, userId: USER };
    if (request.kind === 'charge') {
      const outcome = await server.gateway.submit(caller, request.request, request.waitMs);
      return outcome.ok ? { kind: 'charged', outcome: outcome.value } : { kind: 'refused', error: outcome.error };
    }
    if (request.kind === 'look') return { kind: 'charged', outcome: await server.gateway.look(caller, request.chargeId, 0) };
    if (request.kind === 'push') {
      const result = await server.store.push({ accountId: ACCOUNT, userId: USER, deviceId: request.deviceId, label: 'Test', ledgerEpoch: 1, baseN: request.baseN, ops: request.ops });
      return result.kind === 'ok' ? { kind: 'pushed', response: result.response } : { kind: 'refused', error: result.kind };
    }
    const result = await server.store.pull({ accountId: ACCOUNT, userId: USER, deviceId: request.deviceId, cursor: request.cursor, limit: request.limit });
    return result.kind === 'ok' ? { kind: 'pulled', page: result.page } : { kind: 'refused', error: result.kind };
  };

  // --- Network: each message and each answer can be lost, doubled and late.
  const carry = (deed: () => void): void => {
    if (rng.chance(faults.drop)) return;
    for (let copies = rng.chance(faults.duplicate) ? 2 : 1; copies > 0; copies--) schedule.at(rng.below(faults.maxDelayMs), deed);
  };
  const send = (request: Request, answered: (answer: Answer) => void): void =>
    carry(() => {
      const server = rng.pick(processes);
      if (!server.isAlive()) return;
      handle(server, request).then(
        (answer) => {
          if (!server.isAlive()) return;
          log(`${request.kind} ${JSON.stringify(answer)}`);
          carry(() => answered(answer));
        },
        (error: unknown) => {
          if (!(error instanceof Killed)) broke(`the server broke at ${request.kind}: ${error instanceof Error ? error.message : 'unknown'}`);
        },
      );
    });

  const clients = Array.from({ length: rng.between(1, 3) }, (_, i) => createClient({ schedule, rng, bug, send, broke }, `device-000${i}`));
  const chaosEnds = START + CHAOS_MS;
  let isQuiet = false;
  for (const client of clients) {
    const turn = (): void => {
      client.turn(isQuiet);
      schedule.at(rng.between(300, 6_000), turn);
    };
    schedule.at(rng.below(1_000), turn);
  }
  const jumps = rng.chance(0.3) ? [rng.between(1, 40) * DAY_MS, rng.between(1, 40) * DAY_MS] : [];
  let jumped = 0;
  for (const [i, ms] of jumps.entries()) schedule.at(((i + 1) * CHAOS_MS) / 3, () => { jumped += ms; schedule.jump(ms); });

  // --- Steps
  let steps = 0;
  let seenChanges = -1;
  const isSettled = async (): Promise<boolean> => {
    const { seq } = await one<{ seq: number }>(db, 'select seq from account where account_id = ?', [ACCOUNT]);
    const open = await one<{ n: number }>(db, `select count(*) as n from charge where state = 'reserved'`);
    return open.n === 0 && clients.every((client) => client.isQuiet(seq));
  };
  let quietUntil = Number.POSITIVE_INFINITY;
  for (; found.size === 0; steps++) {
    if (!(await schedule.step())) break;
    const { changes } = await one<{ changes: number }>(db, 'select total_changes() as changes');
    if (changes !== seenChanges) for (const violation of await violations(db, ACCOUNT)) broke(violation);
    seenChanges = changes;
    if (!isQuiet && schedule.now >= chaosEnds + jumped) {
      isQuiet = true;
      Object.assign(faults, { kill: 0, drop: 0, duplicate: 0, maxDelayMs: 200 } satisfies Faults);
      quietUntil = schedule.now + QUIET_MS;
    }
    if (isQuiet && steps % 8 === 0 && (await isSettled())) break;
    if (schedule.now > quietUntil) broke('18 the run does not become quiet');
  }

  // --- At the end
  const charges = await db.all<{ charge_id: string; task_id: string; path: string; state: string; credits_quoted_u: number; credits_posted_u: number; actions_posted_u: number }>(
    'select charge_id, task_id, path, state, credits_quoted_u, credits_posted_u, actions_posted_u from charge order by charge_id',
  );
  const paidTasks = new Set<string>();
  for (const charge of charges) {
    const book = asked.get(charge.charge_id) ?? { submissions: 0, hits: 0 };
    if (charge.path === 'account' && charge.state === 'posted' && book.hits === 0) broke(`12 ${charge.charge_id} is posted without a result`);
    const most = charge.credits_quoted_u > PAID_RETRY_MICRO ? 1 : CALL_ATTEMPTS;
    if (book.submissions > most) broke(`15 ${charge.charge_id} was asked ${book.submissions} times`);
    if (charge.state !== 'posted') continue;
    if (paidTasks.has(charge.task_id)) broke(`8 ${charge.task_id} was paid twice`);
    paidTasks.add(charge.task_id);
  }
  if (found.size === 0) {
    for (const client of clients) {
      const stored = await db.all<{ n: number; body_hash: string }>('select n, body_hash from device_op where device_id = ? order by n', [client.deviceId]);
      const sent = client.ops.slice(0, client.acked).map(({ n, opId, kind, body }) => ({ n, body_hash: hashOf({ opId, kind, body }) }));
      if (JSON.stringify(stored) !== JSON.stringify(sent)) broke(`19 an acknowledged operation of ${client.deviceId} is missing`);
    }
  }
  for (const table of ['charge', 'charge_alloc', 'lot', 'event', 'device_op']) log(JSON.stringify(await db.all(`select * from ${table} order by 1, 2, 3, 4`)));
  return { seed, violations: [...found], traceHash: trace.digest('hex'), charges: charges.length, posted: charges.filter((c) => c.state === 'posted').length, deaths, steps };
}
