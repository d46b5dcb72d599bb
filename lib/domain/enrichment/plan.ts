import { PATTERN_GUESSES, WATERFALL_STEPS } from '../../core/limits.ts';
import { chargeIdOf, type TaskId } from '../../core/ids.ts';
import { add, maxOf, micro, ZERO, type Amounts, type Micro } from '../ledger/amount.ts';
import { taskMaximum } from '../ledger/quote-math.ts';
import type { FieldKey } from '../lead/fields.ts';
import type { Lead, Route } from '../lead/lead.ts';
import { chosenValue, textOf } from '../lead/merge.ts';
import { knowsNothing } from '../ai/prompt.ts';
import { holds, type Subject } from './condition.ts';
import { foundField, isKnown, withFound } from './find-first.ts';
import { inputOf } from './input.ts';
import type { OperationInput } from './operation.ts';
import { guessAddresses, guessesAt } from './pattern.ts';
import type { PlanContext, PlannedStep } from './plan-context.ts';
import type { SkipReason, Step } from './run.ts';
import type { FirstStep, Waterfall, WaterfallStep } from './waterfall.ts';

export type { PlanContext, PlannedStep } from './plan-context.ts';

export type TaskPlan =
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly steps: readonly PlannedStep[] }
  | { readonly kind: 'ask'; readonly steps: readonly PlannedStep[]; readonly max: Amounts };

interface Planning {
  readonly waterfall: Waterfall;
  readonly lead: Lead;
  readonly context: PlanContext;
  readonly input: OperationInput;
  readonly subject: Subject;
  /** Fields that somebody can be asked for first. */
  readonly findable: ReadonlySet<FieldKey>;
}

/** The steps of a waterfall for one lead, each with its route and highest price, or why the lead is not asked at all. */
export function planTask(waterfall: Waterfall, lead: Lead, context: PlanContext): TaskPlan {
  const input = inputOf(lead);
  const company = context.companyOf?.(lead);
  const subject = { fields: lead.fields, ...(company ? { company } : {}) };
  const firsts = (waterfall.findFirst ?? []).flatMap((step) => planFirst(waterfall, step, lead, input, context));
  const findable = new Set(firsts.flatMap((s) => (s.skip === undefined && s.finds ? [s.finds] : [])));
  const planning: Planning = { waterfall, lead, context, input, subject, findable };
  const fixed = waterfall.steps.filter((s) => !s.isOff).flatMap((step) => planStep(planning, step)).map((s) => capped(waterfall, s));
  const main = waterfall.order === 'learned' && context.arrange ? context.arrange(waterfall, fixed, lead) : fixed;
  const needed = new Set(main.flatMap((s) => (s.skip === undefined && s.needs ? [s.needs] : [])));
  const steps = [...firsts.filter((s) => s.finds !== undefined && needed.has(s.finds)), ...main].slice(0, WATERFALL_STEPS);
  if (context.isBlocked?.(lead)) return { kind: 'skip', reason: 'do-not-contact', steps };
  if (isFresh(waterfall, lead, context.now)) return { kind: 'skip', reason: 'already-known', steps };
  if (steps.every((s) => s.skip !== undefined || s.finds !== undefined)) return { kind: 'skip', reason: worstReason(steps), steps };
  return { kind: 'ask', steps, max: planMaximum(waterfall, steps) };
}

/** The most that a task of these steps can cost: one Action, the dearest step that may answer, and the dearest way to what is missing. */
export function planMaximum(waterfall: Waterfall, steps: readonly PlannedStep[]): Amounts {
  const asked = steps.filter((s) => s.skip === undefined);
  const main = taskMaximum(asked.filter((s) => s.finds === undefined).map((s) => s.creditsMax));
  const found = [...new Set(asked.flatMap((s) => s.finds ?? []))].map((field) => maxOf(...asked.filter((s) => s.finds === field).map((s) => s.creditsMax)));
  const credits = add(main.credits, ...found);
  const isPractice = asked.every((s) => s.route === 'practice');
  return { actions: isPractice ? ZERO : main.actions, credits: waterfall.stopAtCredits === undefined ? credits : micro(Math.min(credits, waterfall.stopAtCredits)) };
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

/** Who can be asked for what is missing. A bought answer only where the waterfall says so: a miss of the question would still cost it. */
function planFirst(waterfall: Waterfall, { providerId, operation }: FirstStep, lead: Lead, input: OperationInput, context: PlanContext): PlannedStep[] {
  const finds = foundField(operation, lead.kind);
  if (finds === null || isKnown(finds, lead.kind, input)) return [];
  const route = context.route(providerId, operation);
  if (route === null || (route === 'account' && !waterfall.buysFirst) || context.missingInput(providerId, operation, input) || context.refusal?.(providerId, input)) return [];
  const step = { source: 'provider' as const, providerId, operation, finds, route, creditsMax: route === 'account' ? context.price(providerId, operation) : ZERO };
  return isOver(waterfall, step.creditsMax) ? [] : [step];
}

function planStep(planning: Planning, step: WaterfallStep): PlannedStep[] {
  if (step.source === 'pattern') return planPattern(planning, step);
  const { waterfall, context, input, lead, subject } = planning;
  const { providerId, operation } = step;
  const route = context.route(providerId, operation);
  const base = { source: 'provider' as const, providerId, operation, ...(step.timeoutMs === undefined ? {} : { timeoutMs: step.timeoutMs }) };
  if (route === null) return [{ ...base, creditsMax: ZERO, skip: context.isThere?.(providerId) === false ? 'unavailable' : 'no-key' }];
  const priced = { ...base, route, creditsMax: route === 'account' ? context.price(providerId, operation) : ZERO };
  if (!holds(step.only, subject)) return [{ ...priced, skip: 'condition' }];
  const lacks = (given: OperationInput): boolean => (waterfall.question ? knowsNothing(waterfall.question, lead) : context.missingInput(providerId, operation, given) !== null);
  const needs = lacks(input) ? [...planning.findable].find((field) => !lacks(withFound(field, lead.kind, input))) : undefined;
  const skip = lacks(input) && needs === undefined ? 'missing-input' : (context.refusal?.(providerId, input) ?? mailSkip(waterfall, input, context));
  return [{ ...priced, ...(needs ? { needs } : {}), ...(skip ? { skip } : {}) }];
}

function mailSkip(waterfall: Waterfall, input: OperationInput, context: PlanContext): SkipReason | undefined {
  if (waterfall.enrichment !== 'work-email' || !input.companyDomain) return undefined;
  return context.isFreeMailDomain(input.companyDomain) ? 'free-mail-domain' : undefined;
}

function planPattern({ waterfall, lead, input, context, subject, findable }: Planning, step: WaterfallStep): PlannedStep[] {
  const verifier = usableVerifier(waterfall, context);
  const base = { source: 'pattern' as const, creditsMax: ZERO, ...(step.timeoutMs === undefined ? {} : { timeoutMs: step.timeoutMs }) };
  if (!verifier) return [{ ...base, skip: 'no-verifier' }];
  const called = { ...base, ...verifier, operation: 'verify-email' as const };
  if (!holds(step.only, subject)) return [{ ...called, skip: 'condition' }];
  const creditsMax = verifier.route === 'account' ? context.price(verifier.providerId, 'verify-email') : ZERO;
  const skip = mailSkip(waterfall, input, context);
  const isNamed = guessAddresses(input.firstName ?? '', input.lastName ?? '', 'found.example').length > 0;
  if (!skip && isNamed && input.companyDomain === undefined && findable.has('companyDomain')) {
    return Array.from({ length: PATTERN_GUESSES }, (_, guessAt) => ({ ...called, creditsMax, needs: 'companyDomain' as const, guessAt }));
  }
  const domain = input.companyDomain ?? '';
  const guesses = guessesAt(input.firstName ?? '', input.lastName ?? '', domain, context.knownAt?.(domain.toLowerCase(), lead), context.now);
  if (skip || guesses.length === 0) return [{ ...called, skip: skip ?? 'missing-input' }];
  return guesses.map(({ address, basis }) => ({ ...called, creditsMax, guess: address, ...(basis ? { basis } : {}) }));
}

const isOver = (waterfall: Waterfall, credits: Micro): boolean => waterfall.stopAtCredits !== undefined && credits > waterfall.stopAtCredits;
const capped = (waterfall: Waterfall, step: PlannedStep): PlannedStep => (step.skip === undefined && isOver(waterfall, step.creditsMax) ? { ...step, skip: 'lead-cap' } : step);

/** The first verifier of the waterfall that has a key: own keys first, so that a guess costs no Credits where it need not. */
export function usableVerifier(waterfall: Waterfall, context: Pick<PlanContext, 'route'>): { providerId: string; route: Route } | undefined {
  const usable = (waterfall.verifier?.providerIds ?? []).flatMap((providerId) => {
    const route = context.route(providerId, 'verify-email');
    return route ? [{ providerId, route }] : [];
  });
  return usable.find((v) => v.route !== 'account') ?? usable[0];
}

function worstReason(steps: readonly PlannedStep[]): SkipReason {
  const order: readonly SkipReason[] = ['free-mail-domain', 'no-permission', 'missing-input', 'condition', 'lead-cap', 'no-key', 'unavailable', 'no-verifier', 'practice'];
  return order.find((reason) => steps.some((s) => s.skip === reason)) ?? 'no-key';
}

/** Steps as rows of a task: ids are derived, so planning twice cannot make two charges. */
export function stepsOf(taskId: TaskId, planned: readonly PlannedStep[]): Step[] {
  return planned.map(({ guess, skip, ...step }, index) => ({
    ...step,
    index,
    state: skip ? 'skipped' : 'waiting',
    chargeId: chargeIdOf(taskId, index),
    attempts: 0,
    ...(guess ? { value: guess } : {}),
    ...(skip ? { skip } : {}),
  }));
}

/** Name for activity and receipts; a lead without a name is called by its address. */
export const leadLabel = (lead: Lead): string =>
  textOf(lead.fields, 'name') ?? textOf(lead.fields, 'workEmail') ?? textOf(lead.fields, 'email') ?? textOf(lead.fields, 'domain') ?? 'Lead';
