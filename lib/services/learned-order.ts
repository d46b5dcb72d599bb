import type { LearningOutputs, SegmentChoices } from '../contracts/learning-commands.ts';
import { usableVerifier, type PlanContext, type PlannedStep } from '../domain/enrichment/plan.ts';
import type { OperationName } from '../domain/enrichment/operation.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { ZERO } from '../domain/ledger/amount.ts';
import { createArranger, wishOf, type ArrangeWorld } from '../domain/learning/arrange.ts';
import { NO_COST, stepCost, type Money, type StepCost } from '../domain/learning/cost.ts';
import { evidenceGroup, fading, questionOf, type EvidenceCell, type LearningPlace } from '../domain/learning/evidence.ts';
import { explainOrder } from '../domain/learning/explain.ts';
import { fitModel, type Model } from '../domain/learning/model.ts';
import { armName, PATTERN_ARM, type Odds } from '../domain/learning/odds.ts';
import { CREDIT_MICRO_USD } from '../domain/learning/prior.ts';
import { SEGMENT_CHOICES } from '../core/limits.ts';
import { segmentKey, segmentOf, segmentOfKey, type Segment } from '../domain/learning/segment.ts';
import { createTries } from '../domain/learning/tries.ts';
import type { Deps } from './deps.ts';

type LearnDeps = Pick<Deps, 'store' | 'catalogue' | 'now'>;

/** What the steps of a waterfall have given so far, and what asking them takes. */
interface Learned {
  readonly place: LearningPlace;
  readonly cells: readonly EvidenceCell[];
  readonly model: Model;
  readonly costOf: (step: Pick<PlannedStep, 'source' | 'providerId' | 'operation' | 'route' | 'creditsMax'>) => StepCost;
}

async function learnedOf(deps: LearnDeps, waterfall: Waterfall): Promise<Learned> {
  const [settings, account] = await Promise.all([deps.store.meta.settings(), deps.store.meta.get('account')]);
  const place: LearningPlace = settings.sandboxUrl || account?.sandbox ? 'sandbox' : 'live';
  const cells = await deps.store.learned.cells(evidenceGroup(place, questionOf(waterfall)));
  const money: Money = { creditMicroUsd: account?.priceBook.creditMicroUsd ?? CREDIT_MICRO_USD, actionMicroUsd: account?.priceBook.actionTiers[0]?.microUsd ?? 0 };
  return {
    place,
    cells,
    model: modelOf(deps, cells, deps.now()),
    costOf: ({ providerId, operation, route, creditsMax }) => (route && operation ? stepCost({ route, operation, credits: creditsMax, charged: chargedBy(deps.catalogue.get(providerId ?? '')), money }) : NO_COST),
  };
}

const MODEL_KEPT_MS = 3_600_000;
const models = new WeakMap<LearnDeps['store'], Map<string, { readonly sign: string; readonly model: Model }>>();

/** The last model of a question is used again while its counts are the same: working it out takes longer than reading them. */
function modelOf({ store }: LearnDeps, cells: readonly EvidenceCell[], now: number): Model {
  const group = cells[0]?.group ?? '';
  const sign = [cells.length, cells.reduce((sum, c) => sum + c.answered + c.accepted / 2 + c.failed / 3, 0), cells.reduce((at, c) => Math.max(at, c.at), 0), Math.floor(now / MODEL_KEPT_MS)].join(' ');
  const known = models.get(store)?.get(group);
  if (known?.sign === sign) return known.model;
  const model = fitModel(cells, now);
  models.set(store, new Map([...(models.get(store) ?? []), [group, { sign, model }]]));
  return model;
}

const chargedBy = (source: ReturnType<Deps['catalogue']['get']>): 'found' | 'call' | 'free' => source?.price.charged ?? 'found';

/**
 * The context with what was learned: odds for quotes, and the order for waterfalls that want it.
 * @param tries the random for trying other orders; absent for quotes, which change nothing, and for single leads, whose person waits
 */
export async function withLearning(deps: LearnDeps, waterfall: Waterfall, context: PlanContext, tries?: () => number): Promise<PlanContext> {
  const learned = await learnedOf(deps, waterfall);
  const world: ArrangeWorld = { ...learned, ...(tries ? { tries: createTries(wishOf(waterfall.learning).tryShare, tries) } : {}) };
  const arranger = createArranger(world);
  const segments = new WeakMap<Lead, Segment>();
  const segment = (lead: Lead): Segment => {
    const known = segments.get(lead) ?? segmentOf(lead);
    segments.set(lead, known);
    return known;
  };
  return { ...context, odds: oddsReader(learned, waterfall, context, segment), arrange: (asked, steps, lead) => arranger(asked, steps, segment(lead)) };
}

/** Odds by arm, segment and what missed; each is worked out once, since a run has many leads and few segments. */
function oddsReader(learned: Learned, waterfall: Waterfall, context: PlanContext, segment: (lead: Lead) => Segment): NonNullable<PlanContext['odds']> {
  const known = new Map<string, Odds>();
  return (providerId, operation, lead, missed = []) => {
    const where = segment(lead);
    const key = [providerId, operation, segmentKey(where), ...missed].join('\n');
    const odds = known.get(key) ?? oddsOf(learned, waterfall, context, { providerId, operation, where, missed });
    known.set(key, odds);
    return odds;
  };
}

function oddsOf(learned: Learned, waterfall: Waterfall, context: PlanContext, asked: { providerId: string; operation: OperationName; where: Segment; missed: readonly string[] }): Odds {
  const arm = armName(asked.providerId, asked.operation);
  const { valid, latencyMs, counts, basis } = learned.model.arm(arm, asked.where);
  const accepted = learned.model.accepted(arm, asked.where, asked.missed);
  const given = (share: number): number => Math.min(1, share / Math.max(0.01, valid.mean));
  const hit = { mean: given(accepted.mean), low: given(accepted.low), high: given(accepted.high) };
  const cost = learned.costOf(asStep(asked.providerId, asked.operation, waterfall, context));
  return { accepted, hit, valid, n: counts.answered, basis, latencyMs, costMicroUsd: cost.perCall + cost.perHit * hit.mean + cost.perAccepted * accepted.mean };
}

/** What is called for an arm: guesses are checks by the verifier of the waterfall. */
function asStep(providerId: string, operation: OperationName, waterfall: Waterfall, context: PlanContext): PlannedStep {
  const verifier = providerId === PATTERN_ARM ? usableVerifier(waterfall, context) : undefined;
  const called = providerId === PATTERN_ARM ? { providerId: verifier?.providerId ?? '', operation: 'verify-email' as const } : { providerId, operation };
  const route = verifier?.route ?? context.route(called.providerId, called.operation);
  return { source: providerId === PATTERN_ARM ? 'pattern' : 'provider', ...called, ...(route ? { route } : {}), creditsMax: route === 'account' ? context.price(called.providerId, called.operation) : ZERO };
}

/** Why the order is as it is, for one segment, in figures; what any lead of it could be asked. */
export async function explain(deps: LearnDeps, waterfall: Waterfall, segment: Segment, context: PlanContext): Promise<LearningOutputs['learning.explain']> {
  const learned = await learnedOf(deps, waterfall);
  const steps = waterfall.steps.filter((step) => !step.isOff).map((step): PlannedStep => {
    const planned = step.source === 'pattern' ? asStep(PATTERN_ARM, 'find-work-email', waterfall, context) : asStep(step.providerId, step.operation, waterfall, context);
    return planned.route ? planned : { ...planned, skip: step.source === 'pattern' ? 'no-verifier' : 'no-key' };
  });
  return { ...explainOrder(waterfall, steps, segment, learned.place, learned), choices: choicesIn(learned.cells, deps.now()) };
}

/** Segments that there is something to say about. */
function choicesIn(cells: readonly EvidenceCell[], now: number): SegmentChoices {
  const parts = { country: new Map<string, number>(), size: new Map<string, number>(), seniority: new Map<string, number>() };
  for (const cell of cells) {
    const segment = segmentOfKey(cell.segment);
    for (const part of ['country', 'size', 'seniority'] as const) {
      if (segment[part] !== '?') parts[part].set(segment[part], (parts[part].get(segment[part]) ?? 0) + cell.answered * fading(cell.at, now));
    }
  }
  const most = (map: ReadonlyMap<string, number>): { value: string; attempts: number }[] =>
    [...map].map(([value, n]) => ({ value, attempts: Math.round(n) })).filter((c) => c.attempts > 0).sort((a, b) => b.attempts - a.attempts || (a.value < b.value ? -1 : 1)).slice(0, SEGMENT_CHOICES);
  return { countries: most(parts.country), sizes: most(parts.size), seniorities: most(parts.seniority) };
}
