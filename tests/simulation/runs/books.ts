import { addAmounts, NOTHING, type Amounts } from '../../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import { CAP_WINDOW_MS, type Cap, type SpendLimits } from '../../../lib/domain/enrichment/caps.ts';
import { fits, heldByAll, heldByTask } from '../../../lib/domain/enrichment/hold.ts';
import { isHeldBack, TASK_ENDED, type Run, type Step, type Task } from '../../../lib/domain/enrichment/run.ts';
import { sourceOf } from '../../../lib/domain/enrichment/tally.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import type { OutboxRow } from '../../../lib/storage/database.ts';
import type { MemoryDatabase, Written } from './memory-database.ts';
import { tableOf } from './setting.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** What was decided before the person lowered a limit may still be written down. */
const SETTLE_MS = 2_000;

interface World {
  readonly database: MemoryDatabase;
  now(): number;
  wallNow(): number;
  broke(what: string): void;
}
const isEnded = (task: Task): boolean => TASK_ENDED.includes(task.state);
const same = (a: Amounts, b: Amounts): boolean => a.actions === b.actions && a.credits === b.credits;
const inWords = ({ actions, credits }: Amounts): string => `${actions}/${credits}`;
const isNothing = (amounts: Amounts): boolean => same(amounts, NOTHING);

/** Looks at every transaction of the device as it is committed: the books must be right at any instant, not only at the end. */
export function createBooks({ database, now, wallNow, broke }: World) {
  let limitsSince = 0;

  const chargesOf = (test: (charge: Charge) => boolean): Charge[] => database.all<Charge>('charges').filter(test);

  /** A step that is out has its hold, and nothing else has one; what was charged is what was accepted. */
  function checkTask(task: Task): void {
    const at = `task ${task.id.slice(-6)}`;
    let charged = NOTHING;
    for (const step of task.steps) {
      const charge = database.get<Charge>('charges', step.chargeId);
      if ((step.state === 'calling') !== (charge?.state === 'reserved')) broke(`holds: ${at} step ${step.index} is ${step.state} and its charge ${charge?.state ?? 'missing'}`);
      if (charge?.state !== 'posted') continue;
      charged = addAmounts(charged, charge.posted);
      if (step.state !== 'accepted') broke(`charges: ${at} step ${step.index} is ${step.state} and was charged`);
      if (step.route !== 'account' && charge.posted.credits > 0) broke(`charges: ${at} an own key took Data Credits`);
      if (!fits(charge.posted, charge.quoted)) broke(`charges: ${at} took ${inWords(charge.posted)} of ${inWords(charge.quoted)}`);
    }
    if (!same(charged, task.charged)) broke(`charges: ${at} says ${inWords(task.charged)}, its charges ${inWords(charged)}`);
    const answered = task.steps.filter((step) => step.state === 'accepted' && !step.finds);
    if ((task.state === 'found') !== (answered.length === 1)) broke(`charges: ${at} is ${task.state} with ${answered.length} answers`);
    const isFree = answered[0]?.reusedAgeMs !== undefined;
    if (task.charged.actions !== (task.state === 'found' && !isFree ? 1_000_000 : 0)) broke(`charges: ${at} is ${task.state} and took ${task.charged.actions} of Actions`);
    if (isEnded(task) && task.steps.some((step) => step.state === 'waiting' || step.state === 'calling')) broke(`stuck: ${at} has ended with a step that has not`);
  }

  /** The counters of a run are those of its tasks. */
  function checkRun(run: Run): void {
    const at = `run ${run.id.slice(-6)}`;
    const tasks = database.all<Task>('tasks').filter((task) => task.runId === run.id);
    const held = heldByAll(chargesOf((charge) => charge.runId === run.id));
    if (!same(held, run.held)) broke(`holds: ${at} says ${inWords(run.held)}, its charges ${inWords(held)}`);
    const charged = tasks.reduce((sum, task) => addAmounts(sum, task.charged), NOTHING);
    if (!same(charged, run.charged)) broke(`counters: ${at} says ${inWords(run.charged)}, its tasks ${inWords(charged)}`);
    if (!fits(addAmounts(run.charged, run.held), run.cap)) broke(`caps: ${at} takes ${inWords(addAmounts(run.charged, run.held))} of ${inWords(run.cap)}`);
    for (const [state, count] of Object.entries(run.endedTasks)) {
      const counted = tasks.filter((task) => task.state === state).length;
      if (count !== counted) broke(`counters: ${at} says ${count} ${state}, there are ${counted}`);
    }
    if ((run.begun ?? 0) !== tasks.filter((task) => task.state === 'running').length) broke(`counters: ${at} says ${run.begun} begun`);
    if (run.leadCount !== tasks.length) broke(`counters: ${at} says ${run.leadCount} leads, there are ${tasks.length}`);
    if (run.state !== 'starting' && (run.state === 'ended') !== tasks.every(isEnded)) broke(`stuck: ${at} is ${run.state} with ${tasks.filter((task) => !isEnded(task)).length} open tasks`);
    checkSources(run, tasks.flatMap((task) => task.steps));
  }
  function checkSources(run: Run, steps: readonly Step[]): void {
    const words = { out: 'calling', answered: 'accepted', missed: 'no-result', rejected: 'rejected', failed: 'failed' } as const;
    const counts = new Map<string, number>();
    for (const step of steps) counts.set(`${sourceOf(step)} ${step.state}`, (counts.get(`${sourceOf(step)} ${step.state}`) ?? 0) + 1);
    for (const [name, tally] of Object.entries(run.sources ?? {})) {
      for (const [word, state] of Object.entries(words) as [keyof typeof words, string][]) {
        if (tally[word] !== (counts.get(`${name} ${state}`) ?? 0)) broke(`counters: run ${run.id.slice(-6)} says ${tally[word]} ${word} of ${name}, there are ${counts.get(`${name} ${state}`) ?? 0}`);
      }
    }
  }

  /** Nobody begins a call for a run that holds still or stops. */
  function checkMoves(before: Task, after: Task, runBefore: Run | undefined): void {
    const state = runBefore?.state;
    for (const step of after.steps) {
      const was = before.steps[step.index];
      if (!was || step.state !== 'calling') continue;
      const isBegun = was.state !== 'calling';
      const isAgain = !isBegun && step.attempts > was.attempts;
      const mayFetch = (step.route === 'account' && state === 'stopping') || (runBefore !== undefined && isHeldBack(runBefore));
      if ((isBegun && state !== 'running') || (isAgain && state !== 'running' && !mayFetch)) broke(`stop: step ${step.index} of task ${after.id.slice(-6)} is called while its run is ${state}`);
    }
  }

  /** What ends with an answer is charged, delivered, told and owed in one and the same transaction. */
  function checkDelivery(task: Task): void {
    const at = `task ${task.id.slice(-6)}`;
    const lead = database.get<Lead>('leads', task.leadId);
    for (const [key, value] of Object.entries(task.answer ?? {})) {
      if (lead && task.state === 'found' && !lead.fields[key as 'workEmail']?.values.some((known) => known.value === value)) broke(`delivery: ${at} found ${key} and the lead has not got it`);
    }
    const isAsked = task.steps.some((step) => step.attempts > 0);
    if (isAsked && !database.get('activity', `task:${task.id}`)) broke(`delivery: ${at} has ended and nobody is told`);
    if (!database.get('meta', 'account')) return;
    for (const charge of task.steps.flatMap((step) => database.get<Charge>('charges', step.chargeId) ?? [])) {
      const owed = database.all<OutboxRow>('outbox').filter((row) => row.opId === `spend.${charge.id}`).length;
      const due = charge.state === 'posted' && charge.path === 'local' && charge.posted.actions > 0 ? 1 : 0;
      if (owed !== due) broke(`delivery: charge ${charge.id.slice(-8)} is told to the account ${owed} times instead of ${due}`);
    }
  }

  /** What was taken or is held within so long of now. */
  function takenWithin(charges: Iterable<Charge>, lengthMs: number): Amounts {
    const tasks = new Map<string, Charge[]>();
    for (const charge of charges) if (charge.state === 'reserved' || Math.abs(charge.reservedAt - wallNow()) < lengthMs) tasks.set(charge.taskId, [...(tasks.get(charge.taskId) ?? []), charge]);
    let taken = NOTHING;
    for (const of of tasks.values()) taken = addAmounts(taken, of.reduce((sum, c) => (c.state === 'posted' ? addAmounts(sum, c.posted) : sum), heldByTask(of)));
    return taken;
  }

  /** The person's own limits, as their words say it: beyond them nothing more is taken or held. */
  function checkLimits(writes: readonly Written[]): void {
    const limits = database.get<{ value: SpendLimits }>('meta', 'limits')?.value;
    if (!limits || now() - limitsSince < SETTLE_MS) return;
    const after = new Map(database.all<Charge>('charges').map((charge) => [charge.id as string, charge]));
    const before = new Map(after);
    for (const written of writes) {
      if (written.table !== 'charges') continue;
      if (written.before) before.set((written.before as Charge).id, written.before as Charge);
      else before.delete((written.after as Charge).id);
    }
    for (const span of ['hour', 'day'] as const) checkCap(limits[span], span, [before.values(), after.values()]);
    for (const [tableId, caps] of Object.entries(limits.tables ?? {})) {
      // Which table a charge is of is what its lead says, not what stands in the charge.
      const own = (charges: ReadonlyMap<string, Charge>): Charge[] => [...charges.values()].filter((charge) => tableOf(charge.leadId) === tableId);
      for (const span of ['hour', 'day', 'month'] as const) checkCap(caps[span], span, [own(before), own(after)], ` of ${tableId}`);
    }
  }
  function checkCap(cap: Cap | undefined, span: keyof typeof CAP_WINDOW_MS, [before, after]: readonly [Iterable<Charge>, Iterable<Charge>], whose = ''): void {
    if (!cap) return;
    const [was, is] = [takenWithin(before, CAP_WINDOW_MS[span]), takenWithin(after, CAP_WINDOW_MS[span])];
    for (const meter of ['actions', 'credits'] as const) {
      if (is[meter] > was[meter] && is[meter] > (cap[meter] ?? Infinity)) broke(`caps: ${inWords(is)} in one ${span}${whose} with a limit of ${cap.actions ?? '-'}/${cap.credits ?? '-'}`);
    }
  }

  function checkCharge({ before, after }: Written): void {
    const [was, is] = [before as Charge | undefined, after as Charge | undefined];
    if (was && was.state !== 'reserved' && is && (is.state !== was.state || !same(is.posted, was.posted))) broke(`charges: ${was.id.slice(-8)} was ${was.state} ${inWords(was.posted)} and becomes ${is.state} ${inWords(is.posted)}`);
    if (is && is.state !== 'posted' && !isNothing(is.posted)) broke(`charges: ${is.id.slice(-8)} is ${is.state} and took ${inWords(is.posted)}`);
  }
  function checkEnded(was: Task, is: Task | undefined): void {
    const core = (task: Task): string => JSON.stringify({ ...task, steps: task.steps.map(({ late: _late, ...step }) => step) });
    // A start that is taken back takes its tasks along: nothing was asked for them.
    if (!is && database.get('runs', was.runId) === undefined && was.state === 'skipped') return;
    if (!is || core(is) !== core(was)) broke(`delivery: task ${was.id.slice(-6)} changes after it has ended`);
  }

  return {
    limitsChanged: () => (limitsSince = now()),
    committed(writes: readonly Written[]): void {
      const tasks = new Map<string, Task>();
      const runs = new Map<string, Run>();
      const runsBefore = new Map<string, Run | undefined>();
      let isReserved = false;
      const touch = (task: Task | undefined): void => {
        if (!task) return;
        tasks.set(task.id, task);
        const run = database.get<Run>('runs', task.runId);
        if (run) runs.set(run.id, run);
      };
      for (const { table, before, after } of writes) if (table === 'runs') runsBefore.set(((before ?? after) as Run).id, before as Run | undefined);
      for (const written of writes) {
        const { table, before, after } = written;
        if (table === 'charges') {
          checkCharge(written);
          isReserved ||= before === undefined;
          touch(database.get<Task>('tasks', ((after ?? before) as Charge).taskId));
        } else if (table === 'runs' && after) runs.set((after as Run).id, after as Run);
        else if (table === 'tasks') {
          const [was, is] = [before as Task | undefined, after as Task | undefined];
          touch(is);
          if (was && isEnded(was)) checkEnded(was, is);
          if (was && is) checkMoves(was, is, runsBefore.has(is.runId) ? runsBefore.get(is.runId) : database.get<Run>('runs', is.runId));
          if (is && isEnded(is) && was && !isEnded(was)) checkDelivery(is);
        }
      }
      for (const task of tasks.values()) checkTask(task);
      for (const run of runs.values()) if (database.get('runs', run.id)) checkRun(run);
      if (isReserved) checkLimits(writes);
    },
  };
}
export type Books = ReturnType<typeof createBooks>;
