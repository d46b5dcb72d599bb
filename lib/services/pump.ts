import type { TaskId } from '../core/ids.ts';
import { PUMP_ALARM_AGAIN_MS, PUMP_BUSY_MS, PUMP_WAIT_MS, RUN_GATHER_MS } from '../core/limits.ts';
import { claimStep, closeStep, type StepResult, type TaskChanges, type TaskRows } from '../domain/enrichment/advance.ts';
import type { Run, Step } from '../domain/enrichment/run.ts';
import { endedOf } from '../domain/enrichment/tally.ts';
import { createAllowance, type WorkAhead } from './allowance.ts';
import { askStep } from './ask-step.ts';
import { callContext, type CallContext } from './call-context.ts';
import type { Deps } from './deps.ts';
import { isDiskFull } from './disk-full.ts';
import { createDispatcher, type Ride } from './dispatcher.ts';
import { createProviderHealth } from './provider-health.ts';
import { finishStarts } from './start-run.ts';
import { createRelearner } from './relearn.ts';
import { createSpending, type Spending } from './spending.ts';
import { syncDeps } from './sync-deps.ts';
import { createTaskWriter } from './task-writer.ts';

const ALARM_MS = 30_000;
/** How the background pumps: a moment's changes share a transaction. */
export const GATHERED = { gatherMs: RUN_GATHER_MS };

const aheadOf = (run: Run): WorkAhead => ({ id: run.id, ahead: run.state === 'ended' ? 0 : run.leadCount - endedOf(run) });

export interface Pump {
  /** Safe to call by anything at any time; returns when nothing can move now. */
  pump(): Promise<void>;
}

/**
 * Moves every open task as far as it goes. Work is rows: this may die at any await and the next pump finds each task
 * where its last transaction left it, under the same charge ids. One pump at a time in the whole extension.
 *
 * A task takes a place only when its very next call may start: the lanes of the dispatcher hold those whose provider has
 * no turn for them, so that one slow provider never keeps another one idle. Claims and closes share transactions.
 */
export function createPump(deps: Deps, { gatherMs = 0, spending = createSpending(deps) }: { readonly gatherMs?: number; readonly spending?: Spending } = {}): Pump {
  /** Tasks that hit a bug: left alone until the next start, so that one bad row cannot stop the others. */
  const broken = new Set<TaskId>();
  const writer = createTaskWriter(deps, gatherMs);
  const relearner = createRelearner(deps);
  const allowance = createAllowance(syncDeps(deps), () => {
    again = true;
    poke();
  });
  let again = false;
  /** Calls of an earlier worker are counted in the pace of their providers, once. */
  let recalled = false;
  let running = false;
  /** Ends the pause of the loop: something has changed. */
  let poke = (): void => undefined;

  async function drain(): Promise<void> {
    // Another worker may have moved the runs since this one did.
    spending.forget();
    const health = createProviderHealth(deps);
    await health.load();
    let context = await callContext(deps);
    const dispatcher = createDispatcher(deps, { health, writer, broken, spending, allowance, context: () => context });
    if (!recalled) await dispatcher.recall();
    recalled = true;
    let armedAt = deps.now();
    let before = armedAt;
    again = true;
    for (;;) {
      // A clock that was set back makes every moment that was waited for wrong.
      const isSetBack = deps.now() < before;
      before = deps.now();
      if (again || isSetBack) {
        again = false;
        if (isSetBack) allowance.reset();
        context = await callContext(deps);
        await dispatcher.reload();
      }
      await dispatcher.refill();
      allowance.tick();
      for (const ride of dispatcher.board()) void move(ride, context);
      if (again) continue;
      const ms = Math.min(dispatcher.idleMs(), allowance.idleMs());
      if (dispatcher.out === 0 && ms > PUMP_WAIT_MS && !allowance.isAsking) {
        if (dispatcher.hasWork) deps.wakeIn(Math.min(ALARM_MS, ms));
        return;
      }
      await pause(Math.min(ms, PUMP_ALARM_AGAIN_MS));
      if (Math.abs(deps.now() - armedAt) < PUMP_ALARM_AGAIN_MS) continue;
      armedAt = deps.now();
      deps.wakeIn(ALARM_MS);
    }

    /** Claim, call, close; then the task stands in line for its next step. */
    async function move(ride: Ride, context: CallContext): Promise<void> {
      const { taskId, lane } = ride;
      let asked: Step | undefined;
      try {
        await relearner.ready();
        const claim = await writer.change(taskId, (rows) => noted(rows, claimStep({ ...rows, task: relearner.arranged(rows) }, dispatcher.claimContext(ride, rows))), ride.kind === 'urgent');
        if (!claim) return dispatcher.leave(ride, null);
        const step = claim.claimed;
        if (claim.isShort) allowance.ranShort(aheadOf(claim.rows.run));
        if (!step) return dispatcher.leave(ride, claim);
        asked = step;
        dispatcher.called(ride, step, claim);
        const { run, lead } = claim.rows;
        const result = await ask(deps, { task: claim.task, step, lead, waterfall: run.waterfall, stopping: run.state === 'stopping' || run.state === 'ended', isUrgent: run.urgent === true, context, health, ...(lane.place && ride.turn ? { turn: ride.turn } : {}) });
        dispatcher.leave(ride, await close(ride, step, result), step);
      } catch (error) {
        broken.add(taskId);
        deps.report('task', error);
        dispatcher.leave(ride, null, asked);
      } finally {
        ride.turn?.release();
        poke();
      }
    }
  }

  /** Without room on the disk a call may end before its time; nothing of it is lost, so it is made again when there may be room. */
  async function ask(...call: Parameters<typeof askStep>): Promise<StepResult> {
    try {
      return await askStep(...call);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      deps.report('storage', error);
      return { kind: 'later', afterMs: ALARM_MS, retry: 'free' };
    }
  }

  const close = ({ taskId, kind }: Ride, step: Step, result: StepResult) => writer.change(taskId, (rows) => noted(rows, closeStep(rows, step.index, result, deps.now())), kind === 'urgent');

  /** What is decided next in the same transaction has to know what this run takes and holds now. */
  function noted<T extends TaskChanges>(rows: TaskRows, changes: T): T & { readonly rows: TaskRows } {
    spending.note(rows, changes);
    allowance.note(aheadOf(changes.run ?? rows.run), rows.leases);
    return { ...changes, rows };
  }

  /** Until something changes, or so many milliseconds. */
  async function pause(ms: number): Promise<void> {
    const timer = new AbortController();
    const poked = new Promise<void>((resolve) => {
      poke = resolve;
    });
    await Promise.race([poked, deps.sleep(Math.max(0, ms), timer.signal).catch(() => undefined)]);
    timer.abort();
  }

  return {
    async pump() {
      again = true;
      // Whoever looks may know of a lease, of a network, of a sign-out.
      allowance.reset();
      poke();
      if (running) return;
      running = true;
      try {
        await finishStarts(deps);
        // A hint first: if this worker dies in the middle, the alarm looks again.
        if ((await deps.store.tasks.openRuns()).length === 0) return;
        deps.wakeIn(ALARM_MS);
        do {
          // A worker that has just died keeps its lock for another second or two.
          if (!(await deps.exclusively('kiln-pump', drain))) return deps.wakeIn(PUMP_BUSY_MS);
          // Until the lock is back whoever asks is told that it is being looked at: what came then is looked at now.
        } while (again);
      } finally {
        running = false;
      }
    },
  };
}

