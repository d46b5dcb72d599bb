import { WATERFALL_STEPS } from '../../core/limits.ts';
import { chargeIdOf, type TaskId } from '../../core/ids.ts';
import { ZERO, type Amounts, type Micro } from '../ledger/amount.ts';
import { taskMaximum } from '../ledger/quote-math.ts';
import type { Lead, Route } from '../lead/lead.ts';
import { chosenValue, textOf } from '../lead/merge.ts';
import { inputOf } from './input.ts';
import type { OperationInput, OperationName } from './operation.ts';
import { guessAddresses } from './pattern.ts';
import type { Odds } from '../learning/odds.ts';
import type { SkipReason, Step } from './run.ts';
import type { Waterfall, WaterfallStep } from './waterfall.ts';

/** What planning needs to know of the world; all answers are about now, nothing is called. */
export interface PlanContext {
  readonly now: number;
  /** How this operation would be paid, or null when no key serves it. */
  route(providerId: string, operation: OperationName): Route | null;
  /** Price-book price through the account. */
  price(providerId: string, operation: OperationName): Micro;
  missingInput(providerId: string, operation: OperationName, input: OperationInput): readonly string[] | null;
  isFreeMailDomain(domain: string): boolean;
  /** What is expected of a step for this lead, see `OddsReader`; absent where nothing is learned. */
  odds?(providerId: string, operation: OperationName, lead: Lead, missed?: readonly string[]): Odds | undefined;
  /** Puts the planned steps of a waterfall with a learned order into that order. Never adds a step, never loses one. */
  arrange?(waterfall: Waterfall, steps: readonly PlannedStep[], lead: Lead): readonly PlannedStep[];
}

/** A planned step before it has a task: `skip` says why it will not be asked. */
export interface PlannedStep {
  readonly source: 'pattern' | 'provider';
  readonly providerId?: string;
  readonly operation?: OperationName;
  readonly route?: Route;
  readonly creditsMax: Micro;
  readonly guess?: string;
  readonly skip?: SkipReason;
}

export type TaskPlan =
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly steps: readonly PlannedStep[] }
  | { readonly kind: 'ask'; readonly steps: readonly PlannedStep[]; readonly max: Amounts };

/** The steps of a waterfall for one lead, each with its route and highest price, or why the lead is not asked at all. */
export function planTask(waterfall: Waterfall, lead: Lead, context: PlanContext): TaskPlan {
  const input = inputOf(lead);
  const fixed = waterfall.steps.flatMap((step) => planStep(waterfall, step, input, context)).slice(0, WATERFALL_STEPS);
  const steps = waterfall.order === 'learned' && context.arrange ? context.arrange(waterfall, fixed, lead) : fixed;
  if (isFresh(waterfall, lead, context.now)) return { kind: 'skip', reason: 'already-known', steps };
  const askable = steps.filter((s) => s.skip === undefined);
  if (askable.length === 0) return { kind: 'skip', reason: worstReason(steps), steps };
  return { kind: 'ask', steps, max: taskMaximum(askable.map((s) => s.creditsMax)) };
}

/** A provider's answer to this very question, or a person's own word, that is younger than the window. */
export function isFresh(waterfall: Waterfall, lead: Lead, now: number): boolean {
  if (waterfall.enrichment === 'verify-email') return false;
  const known = waterfall.wanted.map((key) => chosenValue(lead.fields[key]));
  const fresh = known.filter((v) => {
    if (!v) return false;
    const { origin, at } = v.provenance;
    return origin === 'person' || (origin === 'provider' && now - at < waterfall.freshnessDays * 86_400_000);
  });
  // One-field questions are answered by that field; profiles only when every wanted field is there.
  return waterfall.wanted.length === 1 ? fresh.length === 1 : known.every((v) => v !== undefined) && fresh.length > 0;
}

function planStep(waterfall: Waterfall, step: WaterfallStep, input: OperationInput, context: PlanContext): PlannedStep[] {
  if (step.source === 'pattern') return planPattern(waterfall, input, context);
  const { providerId, operation } = step;
  const route = context.route(providerId, operation);
  const base = { source: 'provider' as const, providerId, operation };
  if (route === null) return [{ ...base, creditsMax: ZERO, skip: 'no-key' }];
  const creditsMax = route === 'account' ? context.price(providerId, operation) : ZERO;
  const skip = context.missingInput(providerId, operation, input) ? 'missing-input' : mailSkip(waterfall, input, context);
  return [{ ...base, route, creditsMax, ...(skip ? { skip } : {}) }];
}

function mailSkip(waterfall: Waterfall, input: OperationInput, context: PlanContext): SkipReason | undefined {
  if (waterfall.enrichment !== 'work-email' || !input.companyDomain) return undefined;
  return context.isFreeMailDomain(input.companyDomain) ? 'free-mail-domain' : undefined;
}

function planPattern(waterfall: Waterfall, input: OperationInput, context: PlanContext): PlannedStep[] {
  const verifier = usableVerifier(waterfall, context);
  const base = { source: 'pattern' as const, creditsMax: ZERO };
  if (!verifier) return [{ ...base, skip: 'no-verifier' }];
  const skip = mailSkip(waterfall, input, context);
  const guesses = guessAddresses(input.firstName ?? '', input.lastName ?? '', input.companyDomain ?? '');
  const called = { ...verifier, operation: 'verify-email' as const };
  if (skip || guesses.length === 0) return [{ ...base, ...called, skip: skip ?? 'missing-input' }];
  const creditsMax = verifier.route === 'account' ? context.price(verifier.providerId, 'verify-email') : ZERO;
  return guesses.map((guess) => ({ ...base, ...called, creditsMax, guess }));
}

/** The first verifier of the waterfall that has a key: own keys first, so that a guess costs no Credits where it need not. */
export function usableVerifier(waterfall: Waterfall, context: Pick<PlanContext, 'route'>): { providerId: string; route: Route } | undefined {
  const usable = (waterfall.verifier?.providerIds ?? []).flatMap((providerId) => {
    const route = context.route(providerId, 'verify-email');
    return route ? [{ providerId, route }] : [];
  });
  return usable.find((v) => v.route !== 'account') ?? usable[0];
}

function worstReason(steps: readonly PlannedStep[]): SkipReason {
  const order: readonly SkipReason[] = ['free-mail-domain', 'missing-input', 'no-key', 'no-verifier'];
  return order.find((reason) => steps.some((s) => s.skip === reason)) ?? 'no-key';
}

/** Steps as rows of a task: ids are derived, so planning twice cannot make two charges. */
export function stepsOf(taskId: TaskId, planned: readonly PlannedStep[]): Step[] {
  return planned.map((p, index) => ({
    index,
    state: p.skip ? 'skipped' : 'waiting',
    source: p.source,
    creditsMax: p.creditsMax,
    chargeId: chargeIdOf(taskId, index),
    attempts: 0,
    ...(p.providerId ? { providerId: p.providerId } : {}),
    ...(p.operation ? { operation: p.operation } : {}),
    ...(p.route ? { route: p.route } : {}),
    ...(p.guess ? { value: p.guess } : {}),
    ...(p.skip ? { skip: p.skip } : {}),
  }));
}

/** Name for activity and receipts; a lead without a name is called by its address. */
export const leadLabel = (lead: Lead): string =>
  textOf(lead.fields, 'name') ?? textOf(lead.fields, 'workEmail') ?? textOf(lead.fields, 'email') ?? textOf(lead.fields, 'domain') ?? 'Lead';
