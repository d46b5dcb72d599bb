import type { ChargeId, LeadId } from '../../core/ids.ts';
import type { Step, Task } from './run.ts';
import type { Said } from './step-result.ts';

/** What one source answered, word for word: the part of a receipt that is large and seldom looked at. */
export interface RawReceipt {
  /** The charge's id; with `.check` behind it, what the verifier of its answer said. */
  readonly id: ChargeId | `${ChargeId}.check`;
  readonly leadId: LeadId;
  readonly at: number;
  readonly tookMs: number;
  readonly raw: string;
  readonly requestId?: string;
}

export const rawReceipt = (task: Task, step: Step, said: Said, tookMs: number, now: number): RawReceipt => ({
  id: step.answer === undefined ? step.chargeId : `${step.chargeId}.check`,
  leadId: task.leadId,
  at: now,
  tookMs,
  raw: said.raw,
  ...(said.requestId === undefined ? {} : { requestId: said.requestId }),
});
