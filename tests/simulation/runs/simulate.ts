/** One seeded world: a device with its runs, partners, an account, a network; everything goes wrong, then nothing does, and the books are looked at throughout. */
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import { TASK_ENDED, type Run, type Task } from '../../../lib/domain/enrichment/run.ts';
import { resumeRun } from '../../../lib/services/runs.ts';
import type { OutboxRow } from '../../../lib/storage/database.ts';
import { createAccount } from './account.ts';
import { actsOf, type Stage } from './acts.ts';
import { createBooks, DAY_MS } from './books.ts';
import { createCalls } from './calls.ts';
import { createClock } from './clock.ts';
import { createDevice } from './device.ts';
import { drawPlan, type Fault, type Plan, type Shrunk } from './faults.ts';
import { createLocks, type Ground } from './life.ts';
import { MemoryDatabase } from './memory-database.ts';
import { createNetwork } from './network.ts';
import { createPartner } from './partner.ts';
import { bends, type PlantedBug } from './planted-bugs.ts';
import { catalogueOf, PARTNERS } from './providers.ts';
import { furnish } from './setting.ts';
import { createTrace } from './trace.ts';
import { createTruth } from './truth.ts';

export interface RunsResult {
  readonly seed: number;
  /** Empty when every invariant held. */
  readonly violations: readonly string[];
  /** Equal for equal seeds. */
  readonly traceHash: string;
  readonly faults: readonly Fault[];
  readonly requests: number;
  readonly charges: number;
  readonly posted: number;
  readonly deaths: number;
  readonly commits: number;
  /** Virtual hours until everything had come to rest. */
  readonly hours: number;
  readonly steps: number;
}
export interface Options extends Shrunk {
  readonly bug?: PlantedBug | null;
  /** Is told everything that happens, line by line. */
  readonly log?: (line: string) => void;
}

const START = Date.UTC(2026, 0, 30, 22);
/** When everything is well a run has to end within this: a quota of a day, or a person's limit of an hour, is waited for. */
const quietMsOf = (plan: Plan): number => (plan.hasQuotas || plan.on.has('limits') ? 1.25 * DAY_MS : DAY_MS / 3);
/** Three times what the busiest of 250 sound worlds took in one minute (6,200): whoever takes more goes round in circles. */
const STEPS_A_MINUTE = 20_000;
/** More awaits than any world needs between two deeds of its clock. */
const AWAITS_A_STEP = 200_000;
const RING_MS = 15_000;
/** Somebody opens a page or a panel, and with it the worker, at least this often. */
const VISIT_MS = 10 * 60_000;

export async function simulateRuns(seed: number, options: Options = {}): Promise<RunsResult> {
  const plan = drawPlan(seed, options);
  const clock = createClock(plan.random('order'));
  const world = { offsetMs: 0, isOnline: true, isDiskFull: false };
  const found = new Set<string>();
  const broke = (what: string): void => void (found.size < 20 && found.add(what));
  let isQuiet = false;
  const isOn = (fault: Fault): boolean => !isQuiet && plan.on.has(fault);
  const wallNow = (): number => START + world.offsetMs + clock.now;
  const trace = createTrace(options.log);
  const stats = { requests: 0, deaths: 0, commits: 0, steps: 0 };
  let awaits = 0;

  const database: MemoryDatabase = new MemoryDatabase((writes) => {
    stats.commits += 1;
    trace.commit(clock.now, writes);
    books.committed(writes);
    calls.committed(writes);
  });
  const books = createBooks({ database, now: () => clock.now, wallNow, broke });
  const calls = createCalls({ database, now: () => clock.now, wallNow, freshMs: 30 * DAY_MS, broke });
  const truth = createTruth(seed);
  const account = createAccount({ clock, plan, truth, isOn, broke });
  const partners = new Map(PARTNERS.map((id) => [id, createPartner(id, { clock, plan, truth, isOn, broke })]));
  const network = createNetwork({
    clock, plan, isOn, partners, account,
    serverNow: () => START + clock.now,
    isOnline: () => world.isOnline,
    left: (life, request) => {
      stats.requests += 1;
      trace.line(clock.now, `${request.kind} ${request.call}`);
      return calls.left(life, request);
    },
    answered(life, request) {
      trace.line(clock.now, `answer ${request.kind} ${request.call}`);
      calls.answered(life, request);
    },
  });
  const ground: Ground = {
    clock, database, rng: plan.random('device'), isDiskSlow: plan.on.has('slow-disk'),
    beforeCommit(writes) {
      if (world.isDiskFull && writes.length > 0) throw new DOMException('The disk is full.', 'QuotaExceededError');
    },
    isCircling() {
      awaits += 1;
      if (awaits <= AWAITS_A_STEP) return false;
      broke(`stuck: ${AWAITS_A_STEP} awaits at ${Math.round(clock.now / 1_000)} s, and the clock has not moved`);
      return true;
    },
  };
  const deaths = plan.random('death');
  const long = deaths.pick([40, 150, 600]);
  const device = createDevice({
    ground, locks: createLocks(), network, wallNow, broke, catalogue: catalogueOf(plan.hasQuotas),
    isOnline: () => world.isOnline,
    died: () => partners.forEach((partner) => partner.forgetRepeats()),
    awaits: () => (isOn('death') ? deaths.between(1, 2 * long) : Infinity),
    bend: bends(options.bug ?? null),
  });
  const leadIds = furnish(database, plan, account, wallNow());
  const stage: Stage = { plan, database, device, account, books, calls, partners, leadIds, world };

  /** Acts of all faults that are on, each at moments of its own. */
  const acts = actsOf(stage);
  for (const fault of plan.on) {
    const act = acts[fault];
    if (!act) continue;
    const rng = plan.random(`times of ${fault}`);
    const next = (): void =>
      void clock.at(rng.between(500, rng.pick([4_000, 20_000, 60_000])), () => {
        if (isQuiet) return;
        trace.line(clock.now, fault);
        act();
        next();
      });
    next();
  }
  const ring = (): void => {
    device.ring();
    clock.at(isQuiet ? 4 * RING_MS : RING_MS, ring);
  };
  const visit = (): void => {
    device.awake();
    clock.at(VISIT_MS, visit);
  };
  ring();
  visit();
  clock.at(plan.chaosMs, () => {
    isQuiet = true;
    calm(stage);
  });

  const quietMs = quietMsOf(plan);
  const endsAt = plan.chaosMs + quietMs;
  let minute = 0;
  let begun = 0;
  for (; found.size === 0; stats.steps++) {
    awaits = 0;
    if (!(await clock.step())) break;
    if (isQuiet && stats.steps % 16 === 0 && isSettled(stage)) break;
    if (Math.floor(clock.now / 60_000) > minute) {
      minute = Math.floor(clock.now / 60_000);
      begun = stats.steps;
    }
    if (stats.steps - begun > STEPS_A_MINUTE) broke(`stuck: ${STEPS_A_MINUTE} steps in the minute before ${Math.round(clock.now / 1_000)} s, ${words(stage)}`);
    if (clock.now > endsAt) {
      broke(`stuck: after ${Math.round(quietMs / 3_600_000)} quiet hours ${words(stage)}`);
      break;
    }
  }
  if (found.size === 0) atTheEnd(stage, broke);
  for (const worker of device.workers.slice()) worker.life.die();
  const charges = database.all<Charge>('charges');
  return { seed, violations: [...found], traceHash: trace.hash(), faults: [...plan.on], ...stats, hours: Math.round(clock.now / 36_000) / 100, deaths: device.deaths(), charges: charges.length, posted: charges.filter((c) => c.state === 'posted').length };
}

/** From here on nothing goes wrong, and the person lets every run go on. */
function calm(stage: Stage): void {
  const { world, account, partners, device, plan } = stage;
  world.isOnline = true;
  world.isDiskFull = false;
  if (!account.server.knowsUs) account.server.signIns += 1;
  account.server.knowsUs = true;
  for (const partner of partners.values()) partner.heal();
  if (plan.random('calm').chance(0.5)) for (const worker of device.workers.slice()) worker.life.die();
  letAllGoOn(stage);
}

/** A death that was on its way when the faults ended may still come in the middle: then the person does it again. */
function letAllGoOn(stage: Stage): void {
  const { device, database, books } = stage;
  const { life, deps, look } = device.awake();
  let isDone = false;
  life.onDeath(() => {
    if (!isDone) letAllGoOn(stage);
  });
  const goOn = async (): Promise<void> => {
    const limits = await deps.store.meta.get('limits');
    // A limit of a day or a month would be waited for for longer than the world is watched.
    if (limits?.day || limits?.tables) {
      const { day: _day, tables, ...rest } = limits;
      const hours = Object.fromEntries(Object.entries(tables ?? {}).flatMap(([id, { hour }]) => (hour ? [[id, { hour }]] : [])));
      await deps.store.meta.put('limits', { ...rest, ...(Object.keys(hours).length > 0 ? { tables: hours } : {}) });
      books.limitsChanged();
    }
    for (const run of database.all<Run>('runs')) if (run.state === 'paused') await resumeRun(deps, run.id);
    isDone = true;
    look();
  };
  void goOn();
}

const openRuns = (stage: Stage): Run[] => stage.database.all<Run>('runs').filter((run) => run.state !== 'ended');

function isSettled(stage: Stage): boolean {
  const { database, world, account } = stage;
  if (openRuns(stage).length > 0) {
    resumeEstimates(stage);
    return false;
  }
  if (!world.isOnline || !database.get('meta', 'account')) return true;
  const device = database.get<{ value: { ledgerEpoch: number; ackedN: number } }>('meta', 'device')?.value;
  return database.all<OutboxRow>('outbox').every((row) => row.acked === 1) && device?.ledgerEpoch === account.server.epoch && device.ackedN === account.ops.length;
}

/** A run that has asked whether it may take more than was expected is told that it may. */
function resumeEstimates(stage: Stage): void {
  for (const run of openRuns(stage)) {
    if (run.state !== 'paused' || run.pause?.until !== undefined) continue;
    const { deps, look } = stage.device.awake();
    void resumeRun(deps, run.id).then(look);
  }
}

function words(stage: Stage): string {
  const open = openRuns(stage);
  const steps = stage.database.all<Task>('tasks').filter((task) => !TASK_ENDED.includes(task.state)).flatMap((task) => task.steps.filter((s) => s.state === 'calling' || s.state === 'waiting').slice(0, 1).map((s) => `${s.providerId} ${s.state} not before ${task.notBefore}`));
  return `${open.length} runs are open (${open.map((run) => `${run.state}${run.pause ? ` ${run.pause.reason} ${run.pause.until ?? ''}` : ''}`).join(', ')}), ${steps.slice(0, 3).join('; ')}, ${stage.database.all<OutboxRow>('outbox').filter((row) => row.acked === 0).length} operations wait`;
}

/** What must hold when everything has come to rest. */
function atTheEnd({ database, account, plan }: Stage, broke: (what: string) => void): void {
  const charges = database.all<Charge>('charges');
  for (const charge of charges) if (charge.state === 'reserved') broke(`holds: ${charge.id.slice(-8)} is held at the end`);
  const here = new Map(charges.filter((c) => c.path === 'account' && c.state === 'posted').map((c) => [c.id as string, c]));
  for (const [id, charge] of here) {
    const there = account.posted.get(id);
    if (!there) broke(`account: ${id.slice(-8)} is posted here and not there`);
    else if (there.posted.credits !== charge.posted.credits) broke(`account: ${id.slice(-8)} took ${charge.posted.credits} here and ${there.posted.credits} there`);
    if (there && !account.isPosted(id)) broke(`account: ${id.slice(-8)} was forgotten there and nobody has told it`);
  }
  // A clock that jumps by more than an answer is kept makes a device give up a call that it cannot reach just then.
  const isGivenUp = (id: string): boolean => database.get<Task>('tasks', id.slice(0, id.lastIndexOf('.')))?.steps.some((s) => s.chargeId === id && s.error?.detail === 'the account did not answer') === true;
  for (const id of account.posted.keys()) if (account.isPosted(id) && !here.has(id) && !(plan.on.has('clock-forward') && isGivenUp(id))) broke(`account: ${id.slice(-8)} is posted there and not here`);
  const owed = database.all<OutboxRow>('outbox').sort((a, b) => a.n - b.n);
  if (owed.some((row, i) => row.n !== i + 1)) broke('account: the operations of the device are not dense');
  if (account.ops.length > owed.length) broke(`account: the server has ${account.ops.length} operations, the device ${owed.length}`);
}
