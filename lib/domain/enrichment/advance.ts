/**
 * How a task moves: pure decisions over the rows of one task, applied by the store in one transaction.
 * A step is claimed (charge reserved) before its call and closed (value, charge, task, run together) after it,
 * so a death between the two leaves a row that says what to do again under the same charge id.
 */
import { CHARGE_CALLS, RUN_HELD_AGAIN_MS } from '../../core/run-limits.ts';
import { addAmounts, NOTHING, ONE_ACTION, ZERO, type Amounts } from '../ledger/amount.ts';
import type { Charge } from '../ledger/charge.ts';
import { payingLease, type Lease } from '../ledger/lease.ts';
import type { Route } from '../lead/lead.ts';
import { accept, acceptFound, keepLate } from './accept.ts';
import { candidate, isDue, notBeforeOf, type Flight } from './candidate.ts';
import { endTask, unanswered, withhold, withStep } from './end-task.ts';
import { fits, heldByTask, maxAmounts, releasedBy, subtractAmounts } from './hold.ts';
import { isFresh } from './plan.ts';
import { rawReceipt } from './raw-receipt.ts';
import { readyStep, stopEarly } from './step-rules.ts';
import { isHeldBack, TASK_ENDED, type Run, type RunPause, type SkipReason, type Step, type Task } from './run.ts';
import type { StepResult } from './step-result.ts';
import { withTally } from './tally.ts';
import type { TaskChanges, TaskRows } from './task-rows.ts';

export { withhold } from './end-task.ts';
export type { StepResult } from './step-result.ts';
export type { TaskChanges, TaskRows } from './task-rows.ts';

export interface ClaimContext extends Flight {
  /** Whether the caller can make this very call now. When it cannot, the step is named and left alone. */
  canCall?(step: Step): boolean;
  /** The provider failed so often that this run does not wait for it. */
  isGivenUp?(step: Step, run: Run): boolean;
  /** Why so much more may not be held now, over all runs; `never`: no waiting makes it fit, so the step is left out. */
  pauseFor?(quoted: Amounts): RunPause | 'never' | null;
  /** Why the account gives this device no Actions at the moment; absent while it has not said no: then the step waits for them. */
  readonly noLease?: SkipReason;
}
export type Claim = TaskChanges & {
  readonly claimed: Step | null;
  /** The step that `canCall` has turned down. */
  readonly next?: Step;
  /** It waits for Actions: no lease of this device covers it. */
  readonly isShort?: true;
};

/**
 * Reserves the step's charge and marks it calling, or ends the task when nothing is left to ask.
 * A step that is already calling (the worker died, or a poll is due) is claimed again under its own charge.
 */
export function claimStep(rows: TaskRows, context: ClaimContext): Claim {
  const claim = decideClaim(rows, context);
  return claim.task === rows.task ? claim : { ...claim, run: withTally(claim.run ?? rows.run, rows.task, claim.task) };
}

function decideClaim(rows: TaskRows, context: ClaimContext): Claim {
  const { task, run, lead, charges } = rows;
  const { now } = context;
  const nothing: Claim = { task, claimed: null };
  const isPaused = run.state === 'paused';
  if (TASK_ENDED.includes(task.state) || (isPaused && !isHeldBack(run)) || run.state === 'starting' || !isDue(task.notBefore, task.waitFrom, now)) return nothing;
  const stopping = run.state !== 'running' && !isPaused;
  const step = candidate(task, run.waterfall, { ...context, isEnding: stopping || !lead });
  if (step === 'wait') return nothing;
  const isCalled = step !== 'end' && step.state === 'calling';
  if (isCalled) {
    const charge = charges.get(step.chargeId);
    if (charge?.state !== 'reserved') throw new Error('a step that is calling has a reserved charge');
    // Interrupted, and the person has said stop or deleted the lead: an own key is not asked again. What the account may have bought is still fetched.
    if ((stopping || !lead) && charge.path === 'local') return { ...abandon(rows, step, charge, now), claimed: null };
    if (context.canCall?.(step) === false) return { ...nothing, next: step };
    const again = withStep(task, step.index, { attempts: step.attempts + 1 });
    return { task: again, claimed: again.steps[step.index] ?? null, ...(charge.path === 'local' ? { charges: [calledAgain(charge, now)] } : {}) };
  }
  if (isPaused) return nothing;
  const isOut = task.steps.some((s) => s.state === 'calling');
  if (!lead || (stopping && step !== 'end')) return isOut ? nothing : { ...endTask(rows, 'stopped', now), claimed: null };
  if (step === 'end') return { ...endTask(rows, unanswered(task), now), claimed: null };
  // Planned before another run answered the same question.
  if (task.state === 'queued' && isFresh(run.waterfall, lead, now)) return { ...endTask({ ...rows, task: withhold(task) }, 'skipped', now), claimed: null };
  if (context.isGivenUp?.(step, run)) return { task: withStep(task, step.index, { state: 'skipped', skip: 'resting' }), claimed: null };
  const ready = readyStep(run.waterfall, task, step, lead);
  if (ready.skip) return { task: withStep(task, step.index, { state: 'skipped', skip: ready.skip }), claimed: null };
  return reserveStep(rows, step, context, ready.value === undefined ? {} : { value: ready.value });
}

function reserveStep(rows: TaskRows, step: Step, context: ClaimContext, fields: Partial<Step>): Claim {
  const { task, run, charges } = rows;
  const { now } = context;
  const quoted: Amounts = { actions: step.finds || step.route === 'practice' ? ZERO : ONE_ACTION, credits: step.creditsMax };
  const held = heldByTask(charges.values());
  const more = subtractAmounts(maxAmounts(held, quoted), held);
  const runHeld = addAmounts(run.held, more);
  if (!fits(addAmounts(run.charged, runHeld), run.cap)) {
    // A miss gives back what is held for it: while others hold what would be enough, this one waits for them.
    if (fits(addAmounts(run.charged, maxAmounts(held, quoted)), run.cap)) return { task, run: { ...run, state: 'paused', pause: { reason: 'held', at: now, until: now + RUN_HELD_AGAIN_MS } }, claimed: null };
    return { task: withStep(task, step.index, { state: 'skipped', skip: 'cap' }), claimed: null };
  }
  const pause = context.pauseFor?.(more);
  if (pause === 'never') return { task: withStep(task, step.index, { state: 'skipped', skip: 'cap' }), claimed: null };
  if (pause) return { task, run: { ...run, state: 'paused', pause }, claimed: null };
  if (context.canCall?.(step) === false) return { task, claimed: null, next: step };
  const lease = rows.leases && step.route !== 'account' && quoted.actions > 0 ? payingLease(rows.leases, charges.values(), quoted.actions) : undefined;
  if (lease === null) return context.noLease ? { task: withStep(task, step.index, { state: 'skipped', skip: context.noLease }), claimed: null } : { task, claimed: null, isShort: true };
  const claimed = withStep({ ...task, state: 'running', notBefore: 0, held: maxAmounts(task.held, addAmounts(task.charged, quoted)) }, step.index, { state: 'calling', attempts: 1, startedAt: now, ...fields });
  const reserved: Charge = charges.get(step.chargeId) ?? reserve(rows, step, quoted, now, lease);
  return { task: claimed, run: { ...run, held: runHeld }, charges: [reserved], claimed: claimed.steps[step.index] ?? null };
}

const calledAgain = (charge: Charge, now: number): Charge => ({ ...charge, calledAt: [...(charge.calledAt ?? []), now].slice(-CHARGE_CALLS) });

/** An interrupted call of an own key that is not made again: its charge is voided, the task ends when nothing else is out. */
function abandon(rows: TaskRows, step: Step, charge: Charge, now: number): TaskChanges {
  const voided: Charge = { ...charge, state: 'voided', resolvedAt: now, code: 'stopped' };
  const run: Run = { ...rows.run, held: releasedBy(rows, [voided]) };
  const task = withStep(rows.task, step.index, { state: 'skipped', skip: 'stopped' });
  const isOut = task.steps.some((s) => s.state === 'calling');
  return { ...(isOut ? { task: { ...task, notBefore: notBeforeOf(task, run.waterfall, now) }, run } : endTask({ ...rows, task, run }, 'stopped', now)), charges: [voided] };
}

/**
 * Applies what came of a claimed step: value, charge, step, task and run change together.
 */
export function closeStep(rows: TaskRows, index: number, result: StepResult, now: number): TaskChanges {
  const changes = decideClose(rows, index, result, now);
  return changes.task === rows.task ? changes : { ...changes, run: withTally(changes.run ?? rows.run, rows.task, changes.task) };
}

function decideClose(rows: TaskRows, index: number, result: StepResult, now: number): TaskChanges {
  const { task, run } = rows;
  const step = task.steps[index];
  const charge = step && rows.charges.get(step.chargeId);
  // A late or repeated result of a step that is already closed changes nothing that is counted.
  if (!step || step.state !== 'calling' || charge?.state !== 'reserved' || TASK_ENDED.includes(task.state)) return step ? keepLate(rows, step, result, now) : { task };
  const receipt = 'said' in result && result.said ? { receipt: rawReceipt(task, step, result.said, result.tookMs, now) } : {};
  if (result.kind === 'later') {
    const put = {
      notBefore: now + result.afterMs,
      waitFrom: now,
      ...(result.poll ? { poll: result.poll } : {}),
      // Nobody knows of an attempt that came to nothing, so it does not count as one.
      ...(result.retry ? { attempts: step.attempts - 1, retries: (step.retries ?? 0) + (result.retry === 'counted' ? 1 : 0) } : {}),
    };
    const waiting = withStep(task, index, put);
    return { task: { ...waiting, notBefore: notBeforeOf(waiting, run.waterfall, now), waitFrom: now } };
  }
  if (result.kind === 'check') {
    const checked = withStep(task, index, {
      answer: { ...result.answer, raw: '' }, tookMs: result.tookMs, attempts: 0, notBefore: 0, retries: 0,
      ...(result.reusedAgeMs === undefined ? {} : { reusedAgeMs: result.reusedAgeMs }),
      ...(result.said?.requestId === undefined ? {} : { requestId: result.said.requestId }),
    });
    return { task: { ...checked, notBefore: 0, ...(result.sandbox ? { sandbox: true as const } : {}) }, ...receipt };
  }
  const ready: Task = { ...task, notBefore: 0 };
  if (result.kind === 'accepted') return { ...(step.finds ? acceptFound : accept)({ ...rows, task: ready }, step, charge, result, now), ...receipt };
  const voided: Charge = { ...charge, state: charge.path === 'account' && result.kind === 'refused' ? 'rejected' : 'voided', resolvedAt: now, code: result.kind };
  const closed = withStep(ready, index, stepFields(step, result));
  const marked: Task = 'sandbox' in result && result.sandbox ? { ...closed, sandbox: true } : closed;
  const left = stopEarly(marked, run.waterfall);
  return { task: { ...left, notBefore: notBeforeOf(left, run.waterfall, now) }, run: { ...run, held: releasedBy(rows, [voided]) }, charges: [voided], ...receipt };
}

function stepFields(step: Step, result: Exclude<StepResult, { kind: 'accepted' | 'later' | 'check' }>): Partial<Step> {
  if (result.kind === 'refused') return { state: 'skipped', skip: result.skip };
  const base = { tookMs: (step.answer ? (step.tookMs ?? 0) : 0) + result.tookMs, ...(result.said?.requestId && !step.requestId ? { requestId: result.said.requestId } : {}), ...(result.usage ? { usage: result.usage } : {}) };
  switch (result.kind) {
    case 'rejected':
      return { ...base, state: 'rejected', ...(result.value ? { value: result.value } : {}), ...(result.verdict ? { verdict: result.verdict } : {}) };
    case 'no-result':
      return { ...base, state: 'no-result' };
    case 'failed':
      return { ...base, state: 'failed', error: result.error };
  }
}

function reserve({ task, run, lead }: TaskRows, step: Step, quoted: Amounts, now: number, lease: Lease | undefined): Charge {
  return {
    id: step.chargeId,
    path: step.route === 'account' ? 'account' : 'local',
    state: 'reserved',
    runId: task.runId,
    taskId: task.id,
    leadId: task.leadId,
    ...(lead ? { tableId: lead.tableId } : {}),
    waterfallId: run.waterfall.id,
    enrichment: task.enrichment,
    providerId: step.providerId ?? 'none',
    operation: step.operation ?? 'none',
    route: step.route ?? ('free' satisfies Route),
    quoted,
    posted: NOTHING,
    reservedAt: now,
    ...(lease ? { leaseId: lease.leaseId } : {}),
  };
}
