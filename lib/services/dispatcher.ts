import type { RunId, TaskId } from '../core/ids.ts';
import { PUMP_WAIT_MS, RUN_ACCOUNT_CALLS, RUN_CALLS, RUN_LOOK_AHEAD, RUN_OPEN_TASKS, RUN_SOURCE_CALLS, RUN_URGENT_CALLS, RUN_WAITING_TASKS } from '../core/limits.ts';
import type { Claim, ClaimContext, TaskChanges, TaskRows } from '../domain/enrichment/advance.ts';
import { candidate, isDue } from '../domain/enrichment/candidate.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import { isHeldBack, TASK_ENDED, type Run, type Step, type Task } from '../domain/enrichment/run.ts';
import type { CallTurn } from '../providers/engine-api.ts';
import type { Allowance } from './allowance.ts';
import { VERIFY, type CallContext } from './call-context.ts';
import type { Deps } from './deps.ts';
import { isDiskFull } from './disk-full.ts';
import { healthId, type ProviderHealth } from './provider-health.ts';
import type { Spending } from './spending.ts';
import { createRunQueue, TICKET_KINDS, type Lane, type Ticket, type TicketKind, type WaitingLane } from './run-queue.ts';
import type { TaskWriter } from './task-writer.ts';

/** A ticket on its way: it holds a place until it is over, and where the pace of a provider is kept a turn. Without one a call that comes of it waits for its own. */
export interface Ride extends Ticket {
  readonly lane: Lane;
  readonly turn: CallTurn | null;
}
interface World {
  readonly health: ProviderHealth;
  readonly writer: TaskWriter;
  readonly spending: Spending;
  readonly allowance: Allowance;
  readonly broken: ReadonlySet<TaskId>;
  context(): CallContext;
}
type Closed = (TaskChanges & { readonly rows: TaskRows }) | null;

const LOOK: Lane = { key: 'look', isAccount: false };
const ACCOUNT: Lane = { key: 'account', isAccount: true };
/** Starts of the last day that are counted in the pace of a provider after a death: the longest window is a day. */
const RECALL_MS = 86_400_000;
const RECALL_CALLS = 5_000;
/** A call is not out for longer than this. */
const CALL_OUT_MS = 30_000;
/** A run is looked at anew for tasks whose moment has come no more often than this. */
const REFILL_EVERY_MS = 250;

const takesAction = (step: Step): boolean => step.state === 'waiting' && step.finds === undefined && (step.route === 'own' || step.route === 'free');
function noLeaseOf(allowance: Allowance): Pick<ClaimContext, 'noLease'> {
  const noLease = allowance.refusal();
  return noLease ? { noLease } : {};
}

/**
 * Decides who may call next. Reads ahead a bounded part of each run, keeps the tasks in lanes by where their next call
 * goes, and lets one on board when there is a place, a turn in the provider's pace, and the provider is well.
 */
export function createDispatcher(deps: Deps, { health, writer, broken, context, spending, allowance }: World) {
  const queue = createRunQueue();
  /** Steps whose call is out, by task. */
  const flights = new Map<TaskId, Set<number>>();
  /** Tasks whose next step is being claimed: their rows do not show it yet, and would be claimed a second time. */
  const claiming = new Set<TaskId>();
  const runs = new Map<RunId, Run>();
  /** When a run may have tasks whose moment has come that are not in memory. */
  const dueAt = new Map<RunId, number>();
  /** Up to which place the tasks of a run were read; those that were begun are not looked over again and again. */
  const readTo = new Map<RunId, number>();
  /** Runs of which every task has been read. */
  const exhausted = new Set<RunId>();
  let out = 0;
  let urgentOut = 0;

  const laneOf = (step: Step, run: Run): Lane => {
    if (step.route === 'account') return ACCOUNT;
    const verifier = step.answer ? context().verifier(run.waterfall) : undefined;
    const called = step.answer ? verifier && { providerId: verifier.providerId, operation: VERIFY, isKeyed: verifier.route === 'own' } : step.providerId && step.operation ? { providerId: step.providerId, operation: step.operation, isKeyed: step.route === 'own' } : undefined;
    return called ? { key: `${called.providerId} ${called.operation}${called.isKeyed ? ' keyed' : ''}`, place: called, isAccount: false } : LOOK;
  };

  /** Puts a task in line for what it can do next. */
  function schedule(task: Task, run: Run): void {
    if (TASK_ENDED.includes(task.state) || broken.has(task.id) || queue.has(task.id) || claiming.has(task.id) || !isDue(task.notBefore, task.waitFrom, deps.now())) return;
    const step = candidate(task, run.waterfall, { now: deps.now(), ...flightOf(task.id), isEnding: run.state === 'stopping' });
    if (step === 'wait' || (isHeldBack(run) && (step === 'end' || step.state !== 'calling'))) return;
    // What the account may have bought is fetched also when the run stops; nothing else is asked then.
    const isAsked = step !== 'end' && (run.state !== 'stopping' || (step.state === 'calling' && step.route === 'account'));
    queue.add(isAsked ? laneOf(step, run) : LOOK, { taskId: task.id, runId: run.id, kind: run.urgent ? 'urgent' : task.state === 'queued' ? 'fresh' : 'begun', takes: isAsked && takesAction(step) });
  }
  const flightOf = (id: TaskId): { inFlight?: ReadonlySet<number> } => {
    const inFlight = flights.get(id);
    return inFlight ? { inFlight } : {};
  };

  async function reload(): Promise<void> {
    runs.clear();
    dueAt.clear();
    exhausted.clear();
    readTo.clear();
    await spending.load();
    for (const run of await deps.store.tasks.openRuns()) runs.set(run.id, run);
    await wakePaused();
    queue.keepOnly((id) => isMoving(runs.get(id)));
    for (const waiting of queue.lanes()) waiting.until = 0;
  }
  const isMoving = (run: Run | undefined): boolean => run !== undefined && (run.state === 'running' || run.state === 'stopping' || isHeldBack(run));

  /** A pause that has an end goes on by itself when it is over. */
  async function wakePaused(): Promise<void> {
    for (const run of runs.values()) {
      if (run.state !== 'paused' || run.pause?.until === undefined || !isDue(run.pause.until, run.pause.at, deps.now())) continue;
      await spending.load();
      // Without room on the disk it stays as it is for a moment: calls that are out must not lose their dispatcher over it.
      if (!(await turned(run.id))) {
        runs.set(run.id, { ...run, pause: { ...run.pause, at: deps.now(), until: deps.now() + PUMP_WAIT_MS } });
        continue;
      }
      const { pause: _pause, ...rest } = run;
      runs.set(run.id, { ...rest, state: 'running' });
      // What stood in line when it paused is no longer: its tasks are read anew.
      for (const read of [dueAt, readTo]) read.delete(run.id);
      exhausted.delete(run.id);
    }
  }

  const turned = (id: RunId): Promise<boolean> =>
    deps.store.tasks.turnRun(id, ['paused'], { state: 'running' }).then(
      () => true,
      (error: unknown) => {
        if (!isDiskFull(error)) throw error;
        return false;
      },
    );

  /** Reads the next part of each run: begun tasks whose moment has come, and the next of those that wait for their turn. */
  async function refill(): Promise<void> {
    await spending.recount();
    await wakePaused();
    for (const { id } of [...runs.values()].sort((a, b) => Number(b.urgent ?? 0) - Number(a.urgent ?? 0) || a.createdAt - b.createdAt)) {
      const run = runs.get(id);
      if (!run || !isMoving(run)) continue;
      const now = deps.now();
      if (now >= (dueAt.get(id) ?? 0)) {
        for (const task of await deps.store.tasks.readyTasks(id, 'running', now, RUN_WAITING_TASKS)) schedule(task, runs.get(id) ?? run);
        const waiting = await deps.store.tasks.nextWaiting(id, now);
        if (waiting) schedule(waiting, run);
        // Of a clock that was set back all that waits is due: then the next one is looked at soon.
        const isDueNow = waiting !== undefined && isDue(waiting.notBefore, waiting.waitFrom, now);
        dueAt.set(id, waiting ? Math.max(now + REFILL_EVERY_MS, isDueNow ? now : waiting.notBefore) : Infinity);
      }
      if (!wantsMore(run)) continue;
      const next = await deps.store.tasks.readyTasks(id, 'queued', now, RUN_LOOK_AHEAD, readTo.get(id) ?? 0);
      if (next.length < RUN_LOOK_AHEAD) exhausted.add(id);
      readTo.set(id, (next.at(-1)?.notBefore ?? 0) + 1);
      for (const task of next) schedule(task, runs.get(id) ?? run);
    }
  }
  const wantsMore = (run: Run): boolean => isMoving(run) && !isHeldBack(run) && !exhausted.has(run.id) && queue.countOf(run.id, 'fresh') < RUN_LOOK_AHEAD / 2 && (run.state === 'stopping' || (run.begun ?? 0) < RUN_WAITING_TASKS);

  const mayCall = (lane: Lane): boolean => lane.key === LOOK.key || deps.online();

  /** A turn in this lane now, null when none is needed, or how long there is none. */
  function turnIn(waiting: WaitingLane, kind: TicketKind): CallTurn | null | { readonly waitMs: number } {
    const { lane } = waiting;
    if (lane.key === LOOK.key) return null;
    if (lane.isAccount) return waiting.out < RUN_ACCOUNT_CALLS ? null : { waitMs: Infinity };
    if (!lane.place || waiting.out >= RUN_SOURCE_CALLS) return lane.place ? { waitMs: Infinity } : null;
    const id = healthId(lane.place.providerId, context().sandboxUrl);
    const restMs = health.restMs(id);
    // Nobody waits for one that is given up, nor does a question that somebody waits for: its step is left out.
    if (restMs > 0) return kind === 'urgent' || health.isGivenUp(id) ? null : { waitMs: restMs };
    if (health.isHalfOpen(id) && waiting.out > 0) return { waitMs: Infinity };
    const { sandboxUrl } = context();
    return deps.engine.turn({ ...lane.place, ...(sandboxUrl === null ? {} : { sandboxUrl }) });
  }

  const hasPlace = (kind: TicketKind): boolean => out < RUN_CALLS || (kind === 'urgent' && urgentOut < RUN_URGENT_CALLS);
  /** So many stand in line already that one more would only wait too. */
  const mayBegin = (runId: RunId): boolean => runs.get(runId)?.state === 'stopping' || queue.countOf(runId, 'begun') + flights.size < RUN_OPEN_TASKS;
  /** While nothing is left to spend here, only what takes nothing goes. */
  const firstOf = ({ tickets }: WaitingLane, kind: TicketKind): Ticket | undefined => (allowance.isShort ? tickets[kind].find((t) => !t.takes) : tickets[kind][0]);
  const hasTickets = (waiting: WaitingLane): boolean =>
    firstOf(waiting, 'urgent') !== undefined || firstOf(waiting, 'begun') !== undefined || (firstOf(waiting, 'fresh') !== undefined && (waiting.lane.key === LOOK.key || waiting.tickets.fresh.some((t) => mayBegin(t.runId))));

  /** Everybody who can go now. */
  function board(): Ride[] {
    const rides: Ride[] = [];
    if (writer.isInTrouble()) return rides;
    for (const kind of TICKET_KINDS) {
      for (const waiting of queue.lanes()) {
        for (;;) {
          const first = firstOf(waiting, kind);
          if (!first || deps.now() < waiting.until || !mayCall(waiting.lane) || !hasPlace(kind) || (kind === 'fresh' && !mayBegin(first.runId))) break;
          const turn = turnIn(waiting, kind);
          if (turn && 'waitMs' in turn) {
            waiting.until = deps.now() + turn.waitMs;
            break;
          }
          queue.take(waiting, first);
          claiming.add(first.taskId);
          waiting.out += 1;
          out += 1;
          if (kind === 'urgent') urgentOut += 1;
          rides.push({ ...first, lane: waiting.lane, turn });
        }
      }
    }
    return rides;
  }

  return {
    reload,
    refill,
    board,
    get out() {
      return out;
    },
    /** Something is left that will have to be looked at. */
    get hasWork() {
      return [...runs.values()].some((run) => run.state !== 'paused' || run.pause?.until !== undefined);
    },

    /** Starts of a worker that died still count in the pace of their providers. */
    async recall(): Promise<void> {
      const { sandboxUrl } = context();
      const placeOf = ({ providerId, route }: Pick<Charge, 'providerId' | 'route'>) => ({ providerId, isKeyed: route === 'own', ...(sandboxUrl === null ? {} : { sandboxUrl }) });
      const charges = await deps.store.tasks.recentCalls(deps.now() - RECALL_MS, RECALL_CALLS);
      const calls = charges.flatMap((charge) => [charge.reservedAt, ...(charge.calledAt ?? [])].map((at) => ({ at, place: placeOf(charge) })));
      // What was out when the worker died may have called again since, on its own account.
      const begun = deps.now();
      for (const charge of charges) if (charge.state === 'reserved' && begun - (charge.calledAt?.at(-1) ?? charge.reservedAt) < CALL_OUT_MS) calls.push({ at: begun, place: placeOf(charge) });
      for (const { place, at } of calls.sort((a, b) => a.at - b.at)) deps.engine.remember(place, at);
    },

    /** Milliseconds until there is anything to do without a call ending first. */
    idleMs(): number {
      // Nothing is begun until the disk takes what is waiting: the writer tries again by itself.
      if (writer.isInTrouble()) return PUMP_WAIT_MS;
      const now = deps.now();
      const lanes = queue.lanes().filter(hasTickets).map((w) => (mayCall(w.lane) ? w.until : Infinity));
      const pauses = [...runs.values()].map((run) => (!isMoving(run) ? Infinity : wantsMore(run) ? now : Math.min(dueAt.get(run.id) ?? now, run.pause?.until ?? Infinity)));
      return Math.max(0, Math.min(Infinity, ...lanes, ...pauses) - now);
    },

    claimContext: (ride: Ride, rows: TaskRows): ClaimContext => ({
      now: deps.now(),
      ...flightOf(ride.taskId),
      pauseFor: (more) => spending.pauseFor(more, rows.lead?.tableId),
      ...noLeaseOf(allowance),
      canCall: (step) => laneOf(step, rows.run).key === ride.lane.key,
      isGivenUp: (step, run) => {
        if (step.route === 'account' || !step.providerId) return false;
        const id = healthId(step.providerId, context().sandboxUrl);
        return health.isGivenUp(id) || (run.urgent === true && health.restMs(id) > 0);
      },
    }),

    /** The call of a step goes out; another source of the same task may be asked beside it. */
    called(ride: Ride, step: Step, claim: Claim & { readonly rows: TaskRows }): void {
      claiming.delete(ride.taskId);
      const inFlight = flights.get(ride.taskId) ?? new Set();
      flights.set(ride.taskId, inFlight.add(step.index));
      const run = remembered(claim);
      if (run) schedule(claim.task, run);
    },

    /** The ride is over, whatever it came to. */
    leave(ride: Ride, closed: Closed, step?: Step): void {
      const waiting = queue.lane(ride.lane);
      waiting.out -= 1;
      out -= 1;
      if (ride.kind === 'urgent') urgentOut -= 1;
      if (waiting.until === Infinity) waiting.until = 0;
      const inFlight = flights.get(ride.taskId);
      if (step) inFlight?.delete(step.index);
      else claiming.delete(ride.taskId);
      if (inFlight?.size === 0) flights.delete(ride.taskId);
      const run = closed && remembered(closed);
      if (!run) return;
      // A claim that came to nothing would come to nothing again at once.
      if (step || !isIdle(closed)) schedule(closed.task, run);
      if (!queue.has(closed.task.id) && !flights.has(closed.task.id) && !TASK_ENDED.includes(closed.task.state)) {
        dueAt.set(run.id, Math.min(dueAt.get(run.id) ?? Infinity, Math.max(closed.task.notBefore, deps.now() + REFILL_EVERY_MS)));
      }
    },
  };

  /** Nothing has changed, nothing waits in another lane or for Actions: only a call that is out, or time, can move the task. */
  function isIdle(claim: TaskChanges & Partial<Claim> & { readonly rows: TaskRows }): boolean {
    return claim.task === claim.rows.task && !claim.run && !claim.next && !claim.isShort;
  }

  /** The run as the last transaction left it. */
  function remembered(changes: TaskChanges & { readonly rows: TaskRows }): Run | null {
    const run = changes.run ?? changes.rows.run;
    if (run.state === 'ended') runs.delete(run.id);
    else runs.set(run.id, run);
    if (isMoving(run)) return run;
    queue.keepOnly((id) => isMoving(runs.get(id)));
    return null;
  }
}
