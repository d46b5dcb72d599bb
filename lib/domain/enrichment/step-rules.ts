/** Rules of a waterfall that are decided while it goes: what a step still lacks, when to give up, what a first step has found. */
import { add } from '../ledger/amount.ts';
import type { LeadKey } from '../lead/custom.ts';
import type { FieldValue, Lead } from '../lead/lead.ts';
import { answerValues } from './answer-values.ts';
import { answerField, isKnown } from './find-first.ts';
import { inputOf } from './input.ts';
import type { Answer } from './operation.ts';
import { guessAddresses } from './pattern.ts';
import type { SkipReason, Step, Task } from './run.ts';
import type { Waterfall } from './waterfall.ts';

export interface Ready {
  readonly skip?: SkipReason;
  /** The address to guess, now that the domain is known. */
  readonly value?: string;
}

/** Whether a waiting step can be asked now that those before it are done. */
export function readyStep(waterfall: Waterfall, task: Task, step: Step, lead: Lead): Ready {
  if (waterfall.stopAtCredits !== undefined && add(task.charged.credits, step.creditsMax) > waterfall.stopAtCredits) return { skip: 'lead-cap' };
  const input = inputOf(lead);
  if (step.finds) return isKnown(step.finds, lead.kind, input) ? { skip: 'already-known' } : {};
  if (step.needs && !isKnown(step.needs, lead.kind, input)) return { skip: 'missing-input' };
  if (step.guessAt === undefined || step.value !== undefined) return {};
  const value = guessAddresses(input.firstName ?? '', input.lastName ?? '', input.companyDomain ?? '')[step.guessAt];
  return value === undefined ? { skip: 'missing-input' } : { value };
}

/** The task after a step without an answer: given up when the same address was rejected, or sources had no answer, often enough. */
export function stopEarly(task: Task, waterfall: Waterfall): Task {
  const counts = new Map<string, number>();
  const asked = task.steps.filter((s) => s.source === 'provider' && !s.finds);
  for (const s of asked) if (s.state === 'rejected' && s.value) counts.set(s.value, (counts.get(s.value) ?? 0) + 1);
  if ([...counts.values()].some((n) => n >= waterfall.stopAfterSameRejected)) return skipWaiting(task, 'same-rejected');
  const misses = asked.filter((s) => s.state === 'no-result' || s.state === 'rejected').length;
  return waterfall.stopAfterMisses !== undefined && misses >= waterfall.stopAfterMisses ? skipWaiting(task, 'misses') : task;
}

const skipWaiting = (task: Task, skip: SkipReason): Task => ({ ...task, steps: task.steps.map((s) => (s.state === 'waiting' ? { ...s, state: 'skipped', skip } : s)) });

/** The one value of a first step's answer that the lead takes over; the rest may be about somebody else. */
export function foundValues(step: Step, lead: Lead | undefined, answer: Answer, at: { readonly at: number; readonly taskId: Task['id']; readonly sandbox: boolean }): [LeadKey, FieldValue][] {
  const from = step.operation && answerField(step.operation);
  const text = from && answer.fields[from];
  if (!lead || !step.finds || !text) return [];
  return answerValues({ ...answer, fields: { [step.finds]: text } }, undefined, {
    at: at.at,
    taskId: at.taskId,
    ...(step.providerId ? { providerId: step.providerId } : {}),
    ...(step.operation ? { operation: step.operation } : {}),
    ...(step.route ? { route: step.route } : {}),
    ...(at.sandbox ? { sandbox: true as const } : {}),
  });
}
