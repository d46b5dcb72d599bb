import { STEP_ATTEMPTS } from '../core/limits.ts';
import { readAnswer } from '../domain/ai/answer.ts';
import { estimateOf, type AiEstimate } from '../domain/ai/estimate.ts';
import { costOf } from '../domain/ai/prices.ts';
import { promptOf, type Page } from '../domain/ai/prompt.ts';
import { answerFields, type Question } from '../domain/ai/question.ts';
import type { StepResult } from '../domain/enrichment/advance.ts';
import type { Bill, CallOutcome, OperationInput } from '../domain/enrichment/operation.ts';
import { isFresh } from '../domain/enrichment/plan.ts';
import type { Usage } from '../domain/enrichment/run.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { CallRequest } from '../providers/engine-api.ts';
import type { Deps } from './deps.ts';
import { failure, isFailed, noteOutcome, saidBy } from './ask-here.ts';
import { ownKey } from './keys.ts';
import { freshAnswer, questionKey, type Asked } from './question.ts';

/** Stands for the boundary where a prompt is only measured or named: the real one is made by chance for each call. */
const NO_BOUNDARY = 'kiln-data';

/** Confidence of what a model says: above a guess, below a source that looked it up. */
const CONFIDENCE = 60;

/** Asks one question about one lead with the person's own key, and lets nothing through that is not of the shape that was asked for. */
export async function askQuestion(deps: Deps, asked: Asked, question: Question): Promise<StepResult> {
  const { step, lead, waterfall } = asked;
  if (!lead) return { kind: 'refused', skip: 'stopped' };
  // Questions go out with own keys only: an account has no price for them.
  if (step.route === 'account') return { kind: 'refused', skip: 'no-key' };
  if (step.attempts > STEP_ATTEMPTS) return { kind: 'failed', tookMs: 0, error: { kind: 'timeout', retryable: true, detail: 'interrupted too often' } };
  const { sandboxUrl } = asked.context;
  const sandbox = sandboxUrl !== null;
  const pages = await pagesOf(deps, question, lead);
  const keepAs = await questionKey(deps, `${sandboxUrl ?? 'live'} ${question.id}`, step, promptOf(question, lead, pages, NO_BOUNDARY));
  const known = await freshAnswer(deps, asked.context, keepAs, waterfall);
  if (known) return { kind: 'accepted', answer: known.answer, tookMs: 0, sandbox, reusedAgeMs: known.ageMs };
  const secret = await asked.context.secret(question.providerId);
  if (step.route === 'own' && secret === null) return { kind: 'refused', skip: 'no-key' };
  if (isFailed(secret)) return { kind: 'failed', tookMs: 0, error: { kind: secret.failed, retryable: false } };
  const outcome = await callModel(deps, question, lead, pages, sandboxUrl, secret, { idempotencyKey: step.chargeId, ...(asked.turn ? { turn: asked.turn } : {}) });
  if (outcome.kind !== 'pending') await noteOutcome(deps, asked, question.providerId, outcome);
  const usage = usageOf(question, outcome);
  const more = usage ? { usage } : {};
  switch (outcome.kind) {
    case 'no-result':
      return { kind: 'no-result', tookMs: outcome.tookMs, sandbox, said: saidBy(outcome, outcome.raw), ...more };
    case 'pending':
      return { kind: 'failed', tookMs: outcome.tookMs, error: { kind: 'nonsense', retryable: false } };
    case 'failed':
      return failure(deps, asked, outcome);
    case 'hit': {
      const read = readAnswer(question.parts, outcome.answer.data ?? '');
      const said = saidBy(outcome, outcome.answer.raw);
      if (!read.ok) return { kind: 'failed', tookMs: outcome.tookMs, error: { kind: 'nonsense', retryable: false, detail: read.error.slice(0, 200) }, ...more };
      if (read.value === null) return { kind: 'no-result', tookMs: outcome.tookMs, sandbox, said, ...more };
      const answer = { fields: answerFields(question, read.value), confidence: CONFIDENCE, raw: outcome.answer.raw };
      return { kind: 'accepted', answer, tookMs: outcome.tookMs, sandbox, keepAs, said, ...more };
    }
  }
}

/** What came of a question that was only tried: nothing is stored, no Action is counted; the provider counts its tokens. */
export interface Tried {
  readonly values: Readonly<Record<string, string>> | null;
  readonly problem?: string;
  readonly usage?: Usage;
  readonly tookMs: number;
}

export async function tryQuestion(deps: Deps, question: Question, lead: Lead): Promise<Tried> {
  const { sandboxUrl } = await deps.store.meta.settings();
  const outcome = await callModel(deps, question, lead, await pagesOf(deps, question, lead), sandboxUrl, await ownKey(deps, question.providerId, sandboxUrl), {});
  const usage = usageOf(question, outcome);
  const told = { tookMs: outcome.tookMs, ...(usage ? { usage } : {}) };
  if (outcome.kind === 'failed') return { values: null, problem: FAILURES[outcome.error.kind] ?? 'The provider did not answer.', ...(outcome.error.detail ? { problem: `${FAILURES[outcome.error.kind] ?? 'The provider did not answer.'} It says: ${outcome.error.detail}` } : {}), ...told };
  if (outcome.kind !== 'hit') return { values: null, ...told };
  const read = readAnswer(question.parts, outcome.answer.data ?? '');
  return read.ok ? { values: read.value, ...told } : { values: null, problem: read.error, ...told };
}

const FAILURES: Readonly<Record<string, string>> = {
  auth: 'The key was refused, or none is set.',
  'no-credits': 'Nothing is left on this key.',
  'bad-input': 'The provider did not take the question.',
  'forbidden-plan': 'This key may not use the model.',
  'rate-limited': 'The provider asks to wait.',
  offline: 'The provider could not be reached.',
  timeout: 'The model took too long.',
  nonsense: 'The answer was cut off or could not be read. A higher limit of tokens may help.',
};

async function callModel(deps: Deps, question: Question, lead: Lead, pages: readonly Page[], sandboxUrl: string | null, secret: string | null, more: Pick<CallRequest, 'idempotencyKey' | 'turn'>): Promise<CallOutcome> {
  // Nobody who wrote the data can know it: the words of a page cannot end the data before its end.
  const boundary = `${NO_BOUNDARY}-${(await deps.sha256(`${deps.newId()} ${deps.random()}`)).slice(0, 24)}`;
  return deps.engine.call({
    providerId: question.providerId,
    operation: 'answer-question',
    input: promptOf(question, lead, pages, boundary),
    ...(secret === null ? {} : { secret }),
    ...(sandboxUrl === null ? {} : { sandboxUrl }),
    ...more,
  });
}

function usageOf(question: Question, outcome: CallOutcome): Usage | undefined {
  const bill: Bill | undefined = outcome.kind === 'hit' || outcome.kind === 'no-result' ? outcome.bill : undefined;
  if (!bill?.tokens) return undefined;
  const microUsd = costOf(question.providerId, question.model, bill.tokens);
  return { tokens: bill.tokens, ...(microUsd === undefined ? {} : { microUsd }) };
}

const pagesOf = async (deps: Pick<Deps, 'store'>, question: Question, lead: Pick<Lead, 'id'>): Promise<readonly Page[]> => (question.pages ? deps.store.clips.ofLead(lead.id) : []);

/** What a run over these leads is thought to take of the person's own key. Leads that have an answer are not counted. */
export async function estimateQuestion(deps: Pick<Deps, 'store' | 'now'>, question: Question, leads: readonly Lead[], waterfall: Waterfall): Promise<AiEstimate> {
  const prompts: OperationInput[] = [];
  for (const lead of leads) {
    if (!isFresh(waterfall, lead, deps.now())) prompts.push(promptOf(question, lead, await pagesOf(deps, question, lead), NO_BOUNDARY));
  }
  return estimateOf(question, prompts);
}
