import { addAmounts, NOTHING, ONE_ACTION, ZERO, type Amounts } from '../ledger/amount.ts';
import type { Charge } from '../ledger/charge.ts';
import type { Provenance } from '../lead/lead.ts';
import { answerValues, withValues } from './answer-values.ts';
import { endTask, withStep } from './end-task.ts';
import { withoutOverrun } from './estimate.ts';
import { releasedBy } from './hold.ts';
import { rawReceipt } from './raw-receipt.ts';
import { foundValues } from './step-rules.ts';
import type { Step, Task } from './run.ts';
import type { StepResult } from './step-result.ts';
import type { TaskChanges, TaskRows } from './task-rows.ts';

type Accepted = Extract<StepResult, { kind: 'accepted' }>;

/** The answer is taken: charged, written to the lead beside what it has, and the task is over. */
export function accept(rows: TaskRows, step: Step, charge: Charge, result: Accepted, now: number): TaskChanges {
  const reusedAgeMs = result.reusedAgeMs ?? step.reusedAgeMs;
  const isReused = reusedAgeMs !== undefined;
  const isFree = isReused || step.route === 'practice';
  const posted: Amounts = isFree ? NOTHING : (result.posted ?? { actions: ONE_ACTION, credits: ZERO });
  const settled: Charge = {
    ...charge,
    state: isFree ? 'voided' : 'posted',
    posted,
    resolvedAt: now,
    ...(isFree ? { code: isReused ? 'reused' : 'practice' } : {}),
    ...(result.sandbox ? { sandbox: true } : {}),
  };
  const values = answerValues(result.answer, result.verdict, provenanceOf(rows.task, step, result, now - (reusedAgeMs ?? 0)));
  const value = result.answer.fields[rows.run.waterfall.wanted[0] ?? 'name'];
  const accepted = withStep(rows.task, step.index, {
    state: 'accepted',
    tookMs: (step.answer ? (step.tookMs ?? 0) : 0) + result.tookMs,
    ...(value ? { value } : {}),
    ...(result.verdict ? { verdict: result.verdict } : {}),
    ...(isReused ? { reusedAgeMs } : {}),
    ...(result.said?.requestId && !step.requestId ? { requestId: result.said.requestId } : {}),
    ...(result.usage ? { usage: result.usage } : {}),
  });
  const others = othersOut(rows, step, now);
  const done: Task = {
    ...accepted,
    // Asked at the same time: not waited for. What they still answer is kept beside this one and charged nothing.
    steps: accepted.steps.map((s) => (s.state === 'waiting' || s.state === 'calling' ? { ...s, state: 'skipped', skip: 'answered' } : s)),
    charged: addAmounts(rows.task.charged, posted),
    answer: Object.fromEntries(values.map(([key, v]) => [key, v.value])),
    ...(result.verdict ? { verdict: result.verdict } : {}),
    ...(result.answer.confidence === undefined ? {} : { confidence: result.answer.confidence }),
    ...(result.sandbox ? { sandbox: true } : {}),
  };
  const charges = [settled, ...others];
  const run = { ...rows.run, held: releasedBy(rows, charges), charged: addAmounts(rows.run.charged, posted) };
  const ended = endTask({ task: done, run: withoutOverrun(run, now) }, 'found', now);
  return {
    ...ended,
    charges,
    ...(rows.lead ? { lead: withValues(rows.lead, values, now) } : {}),
    ...ackOf(settled, result),
    // What the account had bought earlier is kept here as well, as old as it was there.
    ...(result.keepAs && (!isReused || result.reusedAgeMs !== undefined) ? { keep: keepOf(result.keepAs, result, now - (result.reusedAgeMs ?? 0)) } : {}),
  };
}

/**
 * A first step has found what others need: the lead learns it and the task goes on. It costs no Action; Data Credits only
 * when it was bought. A charge of nothing is voided: there is nothing to send to the account.
 */
export function acceptFound(rows: TaskRows, step: Step, charge: Charge, result: Accepted, now: number): TaskChanges {
  const reusedAgeMs = result.reusedAgeMs;
  const isReused = reusedAgeMs !== undefined;
  const posted: Amounts = { actions: ZERO, credits: isReused ? ZERO : (result.posted?.credits ?? ZERO) };
  const isPaid = charge.path === 'account' && !isReused;
  const values = foundValues(step, rows.lead, result.answer, { at: now - (reusedAgeMs ?? 0), taskId: rows.task.id, sandbox: result.sandbox });
  const value = values[0]?.[1].value;
  const accepted = withStep(rows.task, step.index, {
    state: 'accepted', tookMs: result.tookMs, ...(value ? { value } : {}), ...(isReused ? { reusedAgeMs } : {}),
    ...(result.said?.requestId ? { requestId: result.said.requestId } : {}),
  });
  const settled: Charge = { ...charge, state: isPaid ? 'posted' : 'voided', posted, resolvedAt: now, ...(isPaid ? {} : { code: isReused ? 'reused' : 'part' }), ...(result.sandbox ? { sandbox: true } : {}) };
  return {
    task: {
      ...accepted,
      steps: accepted.steps.map((s) => (s.state === 'waiting' && s.finds === step.finds ? { ...s, state: 'skipped', skip: 'answered' } : s)),
      charged: addAmounts(rows.task.charged, posted),
      ...(result.sandbox ? { sandbox: true } : {}),
    },
    run: { ...rows.run, held: releasedBy(rows, [settled]), charged: addAmounts(rows.run.charged, posted) },
    ...(rows.lead && values.length > 0 ? { lead: withValues(rows.lead, values, now) } : {}),
    charges: [settled],
    ...ackOf(settled, result),
    ...(result.keepAs ? { keep: keepOf(result.keepAs, result, now - (reusedAgeMs ?? 0)) } : {}),
  };
}

const ackOf = ({ id, state, path }: Charge, { receipt }: Accepted): Pick<TaskChanges, 'ack'> => (state === 'posted' && path === 'account' && receipt ? { ack: { chargeId: id, receipt } } : {});

/** The charges of the other sources that were asked at the same time: given back, only one answer is charged. */
function othersOut({ task, charges }: TaskRows, step: Step, now: number): Charge[] {
  return task.steps.flatMap((s) => {
    const charge = s.index !== step.index && s.state === 'calling' ? charges.get(s.chargeId) : undefined;
    return charge?.state === 'reserved' ? [{ ...charge, state: 'voided' as const, resolvedAt: now, code: 'answered' }] : [];
  });
}

/**
 * An answer that came when its step was closed already. It was paid with the person's own key (through the account only
 * one source is asked at a time), so it is kept: for the next question, in the receipt, and beside the answer that was
 * taken. It is charged nothing: its charge was given back when it was no longer waited for.
 */
export function keepLate(rows: TaskRows, step: Step, result: StepResult, now: number): TaskChanges {
  const { task, lead } = rows;
  if ((result.kind !== 'accepted' && result.kind !== 'check') || step.route === 'account' || step.state === 'accepted' || step.late || result.reusedAgeMs !== undefined) return { task };
  if (step.state === 'calling') return { task };
  const value = result.answer.fields[rows.run.waterfall.wanted[0] ?? 'name'];
  const kept = withStep(task, step.index, { late: { at: now, ...(value ? { value } : {}) } });
  const isBeside = lead && task.state === 'found' && result.kind === 'accepted';
  return {
    task: kept,
    ...(isBeside ? { lead: withValues(lead, answerValues(result.answer, result.verdict, provenanceOf(task, step, result, now)), now) } : {}),
    ...(result.keepAs ? { keep: keepOf(result.keepAs, result, now) } : {}),
    ...(result.said ? { receipt: rawReceipt(task, step, result.said, result.tookMs, now) } : {}),
  };
}

const keepOf = (key: string, { answer, sandbox }: { readonly answer: Accepted['answer']; readonly sandbox: boolean }, at: number) => ({ key, at, sandbox, answer: { ...answer, raw: '' } });

const provenanceOf = (task: Task, step: Step, result: { readonly sandbox: boolean }, at: number): Omit<Provenance, 'origin'> => ({
  at,
  taskId: task.id,
  ...(step.providerId ? { providerId: step.providerId } : {}),
  ...(step.operation ? { operation: step.operation } : {}),
  ...(step.route ? { route: step.route } : {}),
  ...(result.sandbox ? { sandbox: true } : {}),
});
