import { answerSchema, type ChargeRequest } from '../../lib/contracts/account-api.ts';
import { RAW_ANSWER_CHARS } from '../../lib/core/limits.ts';
import type { Answer, CallError, CallOutcome, PollState } from '../../lib/domain/enrichment/operation.ts';
import { acceptsVerdict, type Verdict } from '../../lib/domain/enrichment/waterfall.ts';

/** What the user is told about an ended charge, besides its amounts. Stored sealed. */
export interface ChargeDetail {
  readonly answer?: Answer;
  readonly verdict?: Verdict;
  readonly maskedValue?: string;
  readonly error?: CallError;
  readonly tookMs?: number;
}

export type Decision =
  | { readonly kind: 'post'; readonly detail: ChargeDetail }
  | { readonly kind: 'void'; readonly code: string; readonly detail: ChargeDetail }
  | { readonly kind: 'park'; readonly poll: PollState };

/** Asks the account's first usable verifier about an address; null when there is none or none could say. */
export type AskVerifier = (email: string) => Promise<Verdict | null>;
type Question = Pick<ChargeRequest, 'operation' | 'accept' | 'wanted'>;

const NONSENSE: CallError = { kind: 'nonsense', retryable: false, detail: 'The answer could not be read.' };

/** Turns a provider's outcome into the end of a charge: only a result that the user's own policy accepts is paid for. */
export async function judge(question: Question, outcome: CallOutcome, askVerifier: AskVerifier): Promise<Decision> {
  switch (outcome.kind) {
    case 'pending':
      return { kind: 'park', poll: outcome.poll };
    case 'no-result':
      return { kind: 'void', code: outcome.reason ?? 'no_result', detail: { tookMs: whole(outcome.tookMs) } };
    case 'failed':
      return { kind: 'void', code: 'provider_failed', detail: { error: outcome.error, tookMs: whole(outcome.tookMs) } };
    case 'hit':
      return judgeHit(question, outcome.answer, whole(outcome.tookMs), askVerifier);
  }
}

async function judgeHit(question: Question, given: Answer, tookMs: number, askVerifier: AskVerifier): Promise<Decision> {
  const answer = bounded(given);
  if (answer === null) return { kind: 'void', code: 'provider_failed', detail: { error: NONSENSE, tookMs } };
  if (question.operation === 'verify-email') return judgeVerification(question, answer, tookMs);
  if (!isAnswer(question, answer)) return { kind: 'void', code: 'no_result', detail: { tookMs } };
  const address = addressOf(question, answer);
  if (question.accept === undefined || address === undefined) return { kind: 'post', detail: { answer, tookMs } };
  const verdict = (await askVerifier(address)) ?? answer.verdict ?? 'unknown';
  if (acceptsVerdict(question.accept.strategy, verdict)) return { kind: 'post', detail: { answer: { ...answer, verdict }, verdict, tookMs } };
  return { kind: 'void', code: 'rejected_by_verifier', detail: { verdict, maskedValue: maskEmail(address), tookMs } };
}

/** The question is answered by one of the fields it wants; what else came along is not paid for. */
function isAnswer(question: Question, answer: Answer): boolean {
  if (question.operation === 'find-work-email' && addressOf(question, answer) === undefined) return false;
  return question.wanted === undefined || question.wanted.some((field) => answer.fields[field] !== undefined);
}

/** A check with a policy is a guess that must be accepted; a check without one is answered by any clear verdict. "Unknown" is never paid for. */
function judgeVerification(question: Question, answer: Answer, tookMs: number): Decision {
  const verdict = answer.verdict ?? 'unknown';
  const isResult = verdict !== 'unknown' && (question.accept === undefined || acceptsVerdict(question.accept.strategy, verdict));
  if (isResult) return { kind: 'post', detail: { answer, verdict, tookMs } };
  return { kind: 'void', code: question.accept === undefined ? 'no_result' : 'rejected_by_verifier', detail: { verdict, tookMs } };
}

function addressOf({ operation }: Question, { fields }: Answer): string | undefined {
  if (operation === 'find-work-email') return fields.workEmail ?? fields.email;
  return operation === 'find-personal-email' ? fields.personalEmail : undefined;
}

/** The answer as the wire allows it, or null when it cannot be brought into that form. */
function bounded(answer: Answer): Answer | null {
  const parsed = answerSchema.safeParse({ ...answer, raw: answer.raw.slice(0, RAW_ANSWER_CHARS) });
  if (!parsed.success) return null;
  const { fields, confidence, verdict, raw } = parsed.data;
  return { fields, raw, ...(confidence === undefined ? {} : { confidence }), ...(verdict === undefined ? {} : { verdict }) };
}

const whole = (ms: number): number => Math.max(0, Math.round(ms));

/** First letter and domain: enough to see what was rejected, not enough to use it. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '•••' : `${[...address][0] ?? ''}•••${address.slice(at)}`.slice(0, 200);
}
