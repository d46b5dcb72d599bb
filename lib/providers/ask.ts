import type { OperationSpec, StepTemplate, Way } from '../contracts/manifest.ts';
import type { Answer, CallOutcome, OperationInput, PollState } from '../domain/enrichment/operation.ts';
import { rawOf, readAnswer } from './answer.ts';
import { chosen } from './agree.ts';
import { billOf } from './bill.ts';
import type { Reply } from './conditions.ts';
import type { CallRequest } from './engine-api.ts';
import { chooseWay, isElsewhere, missingFor } from './input.ts';
import { callError, detailOf } from './outcome.ts';
import { take } from './picks.ts';
import type { Redact } from './redact.ts';
import { send } from './send.ts';
import type { Exchanged, Session } from './send.ts';
import type { Scope } from './template.ts';

/** An outcome before the clock is read. */
export type Ended = { [K in CallOutcome['kind']]: Omit<Extract<CallOutcome, { kind: K }>, 'tookMs'> }[CallOutcome['kind']];
type Grown = { [name: string]: string | undefined };
type Job = Extract<OperationSpec['poll'], { kind: 'job' }>;

/** Stands in a poll state for "ask the same again". */
const REPEAT_JOB = 'repeat';

/** A job name that is usable: bounded and without the key in it. */
const jobName = (text: string | undefined, redact: Redact): string | undefined => (text !== undefined && text.length <= 300 && redact(text) === text ? text : undefined);

const none = (reply: Reply, session: Session): Ended => ({ kind: 'no-result', raw: rawOf(reply, session.redact) });
export const found = (answer: Answer | undefined, reply: Reply, session: Session): Ended => (answer ? { kind: 'hit', answer } : none(reply, session));

function pending(session: Session, spec: OperationSpec, call: CallRequest, jobId: string | undefined): Ended {
  if (jobId === undefined || !spec.poll) return { kind: 'failed', error: callError('nonsense', { detail: 'The provider is still working but named no job to ask for.' }) };
  const now = session.ports.now();
  const poll: PollState = { jobId, polls: (call.poll?.polls ?? 0) + 1, notBefore: now + spec.poll.everyMs, since: call.poll?.since ?? now };
  return { kind: 'pending', poll, afterMs: spec.poll.everyMs };
}

/** What every outcome but an answer and a wait means for the call; undefined for those two. */
export function endedBy(outcome: Exclude<Exchanged['outcome'], 'failed'>, reply: Reply, session: Session): Ended | undefined {
  if (outcome === 'answer' || outcome === 'pending') return undefined;
  if (outcome === 'no-result') return none(reply, session);
  if (outcome === 'legal-suppressed') return { kind: 'no-result', raw: rawOf(reply, session.redact), reason: 'legal-suppressed' };
  const detail = detailOf(reply, session.manifest.errorText ?? [], session.redact);
  return { kind: 'failed', error: callError(outcome, { status: reply.status, ...(detail ? { detail } : {}) }) };
}

/** An answer or a miss with what it did to the bill; a failure has none. */
export const withBill = (session: Session, spec: OperationSpec, ended: Ended, reply: Reply, scope: Scope): Ended =>
  ended.kind === 'hit' || ended.kind === 'no-result' ? { ...ended, bill: billOf(session.manifest, spec, ended.kind === 'hit', reply, scope) } : ended;

/** Keeps what later steps need; false when one of them is not in the answer. */
function save(step: StepTemplate, whole: Reply, scope: Grown, input: OperationInput): boolean {
  const reply = chosen(step.choose, whole, input);
  if (!reply) return false;
  return Object.entries(step.save ?? {}).every(([name, pick]) => {
    const value = take(pick, reply, scope);
    scope[`step.${name}`] = value;
    return value !== undefined;
  });
}

const jobIn = (job: Job | undefined, reply: Reply, scope: Scope, redact: Redact): string | undefined => (job ? jobName(take(job.id, reply, scope), redact) : undefined);

async function runSteps(session: Session, spec: OperationSpec, way: Way, call: CallRequest, input: OperationInput, scope: Grown): Promise<Ended> {
  const { manifest } = session;
  const job = spec.poll?.kind === 'job' ? spec.poll : undefined;
  const underWay = job ? call.poll?.jobId : undefined;
  const steps: readonly StepTemplate[] = job && underWay !== undefined ? [{ request: job.request, rules: job.rules }, ...(job.result ? [{ request: job.result }] : [])] : way.steps;
  for (const [index, step] of steps.entries()) {
    const rules = [...(step.rules ?? []), ...(spec.rules ?? []), ...(manifest.rules ?? [])];
    const exchanged = await send(session, step.request, scope, rules, step.shape);
    if (exchanged.outcome === 'failed') return { kind: 'failed', error: exchanged.error };
    const ended = endedBy(exchanged.outcome, exchanged.reply, session);
    if (ended) return withBill(session, spec, ended, exchanged.reply, scope);
    const { outcome, reply } = exchanged;
    const submitted = underWay ?? jobIn(job, reply, scope, session.redact);
    if (outcome === 'pending') return pending(session, spec, call, job ? submitted : REPEAT_JOB);
    if (!save(step, reply, scope, input)) return withBill(session, spec, none(reply, session), reply, scope);
    if (index < steps.length - 1) continue;
    if (job && underWay === undefined && submitted !== undefined) return pending(session, spec, call, submitted);
    return withBill(session, spec, found(readAnswer(call.operation, way.answer ?? spec.answer, reply, scope, input, session.redact), reply, session), reply, scope);
  }
  throw new Error(`operation without a step: ${manifest.id} ${call.operation}`);
}

/** Asks a provider by the first way whose needs are met, or asks again for a job that is under way. */
export async function askProvider(session: Session, spec: OperationSpec, call: CallRequest, input: OperationInput): Promise<Ended> {
  const way = chooseWay(spec, input);
  if (!way && isElsewhere(spec, input)) return { kind: 'no-result', raw: '' };
  if (!way) return { kind: 'failed', error: callError('bad-input', { detail: `Missing: ${(missingFor(spec, input) ?? []).join(', ')}.` }) };
  const today = new Date(session.ports.now()).toISOString().slice(0, 10);
  return runSteps(session, spec, way, call, input, { ...input, today, ...(call.poll ? { 'job.id': call.poll.jobId } : {}) });
}
