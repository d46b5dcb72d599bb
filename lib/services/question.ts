import type { Answer, OperationInput } from '../domain/enrichment/operation.ts';
import type { Step, Task } from '../domain/enrichment/run.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { CallTurn } from '../providers/engine-api.ts';
import type { CallContext } from './call-context.ts';
import type { Deps } from './deps.ts';
import type { ProviderHealth } from './provider-health.ts';

/** A claimed step and what it is asked about. */
export interface Asked {
  readonly task: Task;
  readonly step: Step;
  /** Missing when it was deleted meanwhile. */
  readonly lead: Lead | undefined;
  readonly waterfall: Waterfall;
  /** The person has said stop: nothing may be asked that was not asked before. */
  readonly stopping: boolean;
  /** Somebody waits for the answer. */
  readonly isUrgent: boolean;
  readonly context: CallContext;
  readonly health: ProviderHealth;
  /** The turn that was taken for this call. */
  readonly turn?: CallTurn;
}

/** The name of a question: one place, one provider, one operation, one input. */
export const questionKey = (deps: Pick<Deps, 'sha256'>, place: string | null, { providerId, operation }: Step, input: OperationInput): Promise<string> =>
  deps.sha256(JSON.stringify([place, providerId, operation, Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1))]));

/** An answer to this very question that is younger than the waterfall's window, with its age in milliseconds. */
export async function freshAnswer(deps: Pick<Deps, 'now'>, context: CallContext, key: string, waterfall: Waterfall): Promise<{ answer: Answer; ageMs: number; sandbox: boolean } | null> {
  const known = await context.stored(key);
  if (!known) return null;
  const ageMs = Math.max(0, deps.now() - known.at);
  return ageMs < waterfall.freshnessDays * 86_400_000 ? { answer: known.answer, ageMs, sandbox: known.sandbox === true } : null;
}

/** A confirmed guess is the address itself. */
export const withGuess = (step: Step, answer: Answer): Answer =>
  step.source === 'pattern' && step.value ? { ...answer, fields: { ...answer.fields, workEmail: step.value } } : answer;
