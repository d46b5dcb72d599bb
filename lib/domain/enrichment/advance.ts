/**
 * How a task moves: pure decisions over the rows of one task, applied by the store in one transaction.
 * A step is claimed (charge reserved) before its call and closed (value, charge, task, run together) after it,
 * so a death between the two leaves a row that says what to do again under the same charge id.
 */
import { addAmounts, maxOf, NOTHING, ONE_ACTION, subtract, ZERO, type Amounts } from '../ledger/amount.ts';
import type { Charge } from '../ledger/charge.ts';
import type { Lead, Route } from '../lead/lead.ts';
import { answerValues, withValues } from './answer-values.ts';
import type { Answer, CallError, PollState } from './operation.ts';
import { isFresh } from './plan.ts';
import { foundValues, readyStep, stopEarly } from './step-rules.ts';
import { TASK_ENDED, type Run, type SkipReason, type Step, type StepState, type Task, type TaskState, type Usage } from './run.ts';
import type { Verdict } from './waterfall.ts';

/** Legal changes of a step; everything else is a bug and throws. */
export const STEP_CHANGES: Readonly<Record<StepState, readonly StepState[]>> = {
  waiting: ['calling', 'skipped'],
  calling: ['calling', 'waiting', 'accepted', 'rejected', 'no-result', 'failed', 'skipped'],
  accepted: [],
  rejected: [],
  'no-result': [],
  failed: [],
  skipped: [],
};

export interface TaskRows {
  readonly task: Task;
  readonly run: Run;
  readonly lead: Lead | undefined;
  /** The charge of the step in question, if it was ever reserved. */
  readonly charge: Charge | undefined;
}
export interface TaskChanges {
  readonly task: Task;
  readonly run?: Run;
  readonly lead?: Lead;
  readonly charge?: Charge;
  /** The charge was decided here and has to reach the account. */
  readonly spent?: boolean;
  /** Kept for the freshness window in the same transaction: an answer that is remembered is an answer that was charged. */
  readonly keep?: { readonly key: string; readonly answer: Answer; readonly sandbox: boolean };
}

/** What came of a claimed step. `posted` is the account server's word; local charges are decided here. */
export type StepResult =
  | { readonly kind: 'accepted'; readonly answer: Answer; readonly verdict?: Verdict; readonly posted?: Amounts; readonly tookMs: number; readonly sandbox: boolean; readonly reusedAgeMs?: number; readonly keepAs?: string; readonly usage?: Usage }
  | { readonly kind: 'rejected'; readonly value?: string; readonly verdict?: Verdict; readonly tookMs: number; readonly sandbox: boolean }
  | { readonly kind: 'no-result'; readonly tookMs: number; readonly sandbox: boolean; readonly usage?: Usage }
  | { readonly kind: 'failed'; readonly error: CallError; readonly tookMs: number; readonly sandbox?: boolean; readonly usage?: Usage }
  /** Refused before any call was made; nothing was bought. */
  | { readonly kind: 'refused'; readonly skip: SkipReason }
  /** Not finished: the same call goes on under the same charge id. */
  | { readonly kind: 'later'; readonly notBefore: number; readonly poll?: PollState };

export const nextStep = (task: Task): Step | undefined => task.steps.find((s) => s.state === 'calling' || s.state === 'waiting');

/**
 * Reserves the step's charge and marks it calling, or ends the task when nothing is left to ask.
 * A step that is already calling (the worker died, or a poll is due) is claimed again under its own charge.
 */
export function claimStep(rows: TaskRows, now: number, stopping: boolean): TaskChanges & { readonly claimed: Step | null } {
  const { task, run, lead, charge } = rows;
  const step = nextStep(task);
  if (TASK_ENDED.includes(task.state)) return { task, claimed: null };
  if (step?.state === 'calling') {
    if (charge?.state !== 'reserved') throw new Error('a step that is calling has a reserved charge');
    // Interrupted, and the person has said stop or deleted the lead: an own key is not asked again. What the account may have bought is still fetched.
    if ((stopping || !lead) && charge.path === 'local') return { ...abandon(rows, step, charge, now), claimed: null };
    const again = withStep(task, step.index, { attempts: step.attempts + 1 });
    return { task: again, claimed: again.steps[step.index] ?? null };
  }
  if (!lead || (stopping && step)) return { ...endTask(rows, 'stopped', now), claimed: null };
  if (!step) return { ...endTask(rows, unanswered(task), now), claimed: null };
  // Planned before another run answered the same question.
  if (task.state === 'queued' && isFresh(run.waterfall, lead, now)) return { ...endTask({ ...rows, task: withhold(task) }, 'skipped', now), claimed: null };
  const ready = readyStep(run.waterfall, task, step, lead);
  if (ready.skip) return { task: withStep(task, step.index, { state: 'skipped', skip: ready.skip }), claimed: null };
  const quoted: Amounts = { actions: step.finds ? ZERO : ONE_ACTION, credits: step.creditsMax };
  if (!fits(addAmounts(addAmounts(run.charged, run.held), quoted), run.cap)) {
    return { task: withStep(task, step.index, { state: 'skipped', skip: 'cap' }), claimed: null };
  }
  const claimed = withStep({ ...task, state: 'running', held: maxAmounts(task.held, addAmounts(task.charged, quoted)) }, step.index, { state: 'calling', attempts: 1, startedAt: now, ...(ready.value === undefined ? {} : { value: ready.value }) });
  const reserved: Charge = charge ?? reserve(task, step, quoted, now);
  return { task: claimed, run: { ...run, held: addAmounts(run.held, quoted) }, charge: reserved, claimed: claimed.steps[step.index] ?? null };
}

/** A task that need not ask: the answer is known, or another run is on it. */
export const withhold = (task: Task): Task => ({
  ...task,
  steps: task.steps.map((s) => (s.state === 'waiting' ? { ...s, state: 'skipped', skip: 'already-known' } : s)),
  skip: 'already-known',
});

function abandon(rows: TaskRows, step: Step, charge: Charge, now: number): TaskChanges {
  const run: Run = { ...rows.run, held: subtractAmounts(rows.run.held, charge.quoted) };
  const task = withStep(rows.task, step.index, { state: 'skipped', skip: 'stopped' });
  return { ...endTask({ ...rows, task, run }, 'stopped', now), charge: { ...charge, state: 'voided', resolvedAt: now, code: 'stopped' } };
}

/** Applies what came of a claimed step: value, charge, step, task and run change together. */
export function closeStep(rows: TaskRows, index: number, result: StepResult, now: number): TaskChanges {
  const { task, run, charge } = rows;
  const step = task.steps[index];
  // A late or repeated result of a step that is already closed changes nothing.
  if (!step || step.state !== 'calling' || !charge || charge.state !== 'reserved' || TASK_ENDED.includes(task.state)) return { task };
  if (result.kind === 'later') {
    return { task: { ...withStep(task, index, result.poll ? { poll: result.poll } : {}), notBefore: result.notBefore } };
  }
  const released: Run = { ...run, held: subtractAmounts(run.held, charge.quoted) };
  const ready: Task = { ...task, notBefore: 0 };
  if (result.kind === 'accepted') return (step.finds ? acceptFound : accept)({ ...rows, task: ready, run: released }, step, charge, result, now);
  const voided: Charge = { ...charge, state: charge.path === 'account' && result.kind === 'refused' ? 'rejected' : 'voided', resolvedAt: now, code: result.kind };
  const closed = withStep(ready, index, stepFields(result));
  const marked: Task = 'sandbox' in result && result.sandbox ? { ...closed, sandbox: true } : closed;
  return { task: stopEarly(marked, run.waterfall), run: released, charge: voided };
}

function stepFields(result: Exclude<StepResult, { kind: 'accepted' | 'later' }>): Partial<Step> {
  switch (result.kind) {
    case 'rejected':
      return { state: 'rejected', tookMs: result.tookMs, ...(result.value ? { value: result.value } : {}), ...(result.verdict ? { verdict: result.verdict } : {}) };
    case 'no-result':
      return { state: 'no-result', tookMs: result.tookMs, ...(result.usage ? { usage: result.usage } : {}) };
    case 'failed':
      return { state: 'failed', tookMs: result.tookMs, error: result.error, ...(result.usage ? { usage: result.usage } : {}) };
    case 'refused':
      return { state: 'skipped', skip: result.skip };
  }
}

function accept(rows: TaskRows, step: Step, charge: Charge, result: Extract<StepResult, { kind: 'accepted' }>, now: number): TaskChanges {
  const reused = result.reusedAgeMs !== undefined;
  const posted: Amounts = reused ? NOTHING : (result.posted ?? { actions: ONE_ACTION, credits: ZERO });
  const settled: Charge = {
    ...charge,
    state: reused ? 'voided' : 'posted',
    posted,
    resolvedAt: now,
    ...(reused ? { code: 'reused' } : {}),
    ...(result.sandbox ? { sandbox: true } : {}),
  };
  const values = answerValues(result.answer, result.verdict, {
    at: now - (result.reusedAgeMs ?? 0),
    taskId: rows.task.id,
    ...(step.providerId ? { providerId: step.providerId } : {}),
    ...(step.operation ? { operation: step.operation } : {}),
    ...(step.route ? { route: step.route } : {}),
    ...(result.sandbox ? { sandbox: true } : {}),
  });
  const value = result.answer.fields[rows.run.waterfall.wanted[0] ?? 'name'];
  const accepted = withStep(rows.task, step.index, {
    state: 'accepted',
    tookMs: result.tookMs,
    ...(value ? { value } : {}),
    ...(result.verdict ? { verdict: result.verdict } : {}),
    ...(reused ? { reusedAgeMs: result.reusedAgeMs ?? 0 } : {}),
    ...(result.usage ? { usage: result.usage } : {}),
  });
  const done: Task = {
    ...accepted,
    steps: accepted.steps.map((s) => (s.state === 'waiting' ? { ...s, state: 'skipped', skip: 'answered' } : s)),
    charged: addAmounts(rows.task.charged, posted),
    answer: Object.fromEntries(values.map(([key, v]) => [key, v.value])),
    ...(result.verdict ? { verdict: result.verdict } : {}),
    ...(result.answer.confidence === undefined ? {} : { confidence: result.answer.confidence }),
    ...(result.sandbox ? { sandbox: true } : {}),
  };
  const ended = endTask({ ...rows, task: done, run: { ...rows.run, charged: addAmounts(rows.run.charged, posted) } }, 'found', now);
  return {
    ...ended,
    charge: settled,
    ...(rows.lead ? { lead: withValues(rows.lead, values, now) } : {}),
    spent: settled.state === 'posted' && charge.path === 'local',
    ...(result.keepAs && !reused ? { keep: { key: result.keepAs, answer: result.answer, sandbox: result.sandbox } } : {}),
  };
}

/**
 * A first step has found what others need: the lead learns it and the task goes on. It costs no Action; Data Credits only
 * when it was bought. A charge of nothing is voided: there is nothing to send to the account.
 */
function acceptFound(rows: TaskRows, step: Step, charge: Charge, result: Extract<StepResult, { kind: 'accepted' }>, now: number): TaskChanges {
  const isReused = result.reusedAgeMs !== undefined;
  const posted: Amounts = { actions: ZERO, credits: isReused ? ZERO : (result.posted?.credits ?? ZERO) };
  const isPaid = charge.path === 'account' && !isReused;
  const values = foundValues(step, rows.lead, result.answer, { at: now - (result.reusedAgeMs ?? 0), taskId: rows.task.id, sandbox: result.sandbox });
  const value = values[0]?.[1].value;
  const accepted = withStep(rows.task, step.index, { state: 'accepted', tookMs: result.tookMs, ...(value ? { value } : {}), ...(isReused ? { reusedAgeMs: result.reusedAgeMs ?? 0 } : {}) });
  return {
    task: {
      ...accepted,
      steps: accepted.steps.map((s) => (s.state === 'waiting' && s.finds === step.finds ? { ...s, state: 'skipped', skip: 'answered' } : s)),
      charged: addAmounts(rows.task.charged, posted),
      ...(result.sandbox ? { sandbox: true } : {}),
    },
    run: { ...rows.run, charged: addAmounts(rows.run.charged, posted) },
    ...(rows.lead && values.length > 0 ? { lead: withValues(rows.lead, values, now) } : {}),
    charge: { ...charge, state: isPaid ? 'posted' : 'voided', posted, resolvedAt: now, ...(isPaid ? {} : { code: isReused ? 'reused' : 'part' }), ...(result.sandbox ? { sandbox: true } : {}) },
    ...(result.keepAs && !isReused ? { keep: { key: result.keepAs, answer: result.answer, sandbox: result.sandbox } } : {}),
  };
}

/** A failure that another try could mend makes the task failed, so that "retry failed" finds it; a plain miss is no result. */
function unanswered(task: Task): TaskState {
  const main = task.steps.filter((s) => s.state !== 'skipped' && !s.finds);
  // Nobody could be asked because what it takes was not found: those who looked for it decide.
  const asked = main.length > 0 ? main : task.steps.filter((s) => s.state !== 'skipped');
  if (asked.length === 0) return 'skipped';
  if (asked.every((s) => s.state === 'accepted')) return 'no-result';
  const missed = asked.some((s) => s.state === 'no-result' || s.state === 'rejected');
  return asked.some((s) => s.error?.retryable) || !missed ? 'failed' : 'no-result';
}

function endTask(rows: TaskRows, state: TaskState, now: number): TaskChanges {
  const counted = state === 'queued' || state === 'running' ? 'stopped' : state;
  const endedTasks = { ...rows.run.endedTasks, [counted]: rows.run.endedTasks[counted] + 1 };
  const all = Object.values(endedTasks).reduce((sum, n) => sum + n, 0);
  const skip = rows.task.skip ?? rows.task.steps.find((s) => s.skip !== undefined)?.skip;
  const task: Task = {
    ...rows.task,
    state: counted,
    endedAt: now,
    steps: rows.task.steps.map((s) => (s.state === 'waiting' ? { ...s, state: 'skipped', skip: 'stopped' } : s)),
    ...(counted === 'skipped' && skip ? { skip } : {}),
  };
  return { task, run: { ...rows.run, endedTasks, ...(all >= rows.run.leadCount ? { state: 'ended', endedAt: now } : {}) } };
}

function reserve(task: Task, step: Step, quoted: Amounts, now: number): Charge {
  return {
    id: step.chargeId,
    path: step.route === 'account' ? 'account' : 'local',
    state: 'reserved',
    runId: task.runId,
    taskId: task.id,
    leadId: task.leadId,
    enrichment: task.enrichment,
    providerId: step.providerId ?? 'none',
    operation: step.operation ?? 'none',
    route: step.route ?? ('free' satisfies Route),
    quoted,
    posted: NOTHING,
    reservedAt: now,
  };
}

function withStep(task: Task, index: number, fields: Partial<Step>): Task {
  return {
    ...task,
    steps: task.steps.map((s) => {
      if (s.index !== index) return s;
      if (fields.state && fields.state !== s.state && !STEP_CHANGES[s.state].includes(fields.state)) throw new Error(`step ${s.state} -> ${fields.state}`);
      return { ...s, ...fields };
    }),
  };
}

const fits = (amounts: Amounts, cap: Amounts): boolean => amounts.actions <= cap.actions && amounts.credits <= cap.credits;
const maxAmounts = (a: Amounts, b: Amounts): Amounts => ({ actions: maxOf(a.actions, b.actions), credits: maxOf(a.credits, b.credits) });
const subtractAmounts = (a: Amounts, b: Amounts): Amounts => ({ actions: subtract(a.actions, b.actions), credits: subtract(a.credits, b.credits) });
