import type { RunId, TaskId } from '../core/ids.ts';
import { AI_CONFIRM_MICRO_USD } from '../core/limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import { planTask, stepsOf, type PlanContext } from '../domain/enrichment/plan.ts';
import { quoteRun } from '../domain/enrichment/quote-run.ts';
import type { Quote } from '../domain/enrichment/quote.ts';
import type { Run, Task, TaskState } from '../domain/enrichment/run.ts';
import { NOTHING, type Amounts } from '../domain/ledger/amount.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import type { Deps } from './deps.ts';
import { estimateQuestion } from './ask-question.ts';
import { withLearning } from './learned-order.ts';
import { withinRunCap } from '../domain/enrichment/caps.ts';
import { planContext, quoteMeters } from './plan-context.ts';
import { findWaterfall } from './waterfalls.ts';

type RunDeps = Pick<Deps, 'store' | 'catalogue' | 'engine' | 'now' | 'newId' | 'online' | 'random'>;
export type RunRefusal = 'not-found' | 'price-changed' | 'blocked' | 'already-asked';

/** The price before. Writes nothing, so it may be asked for an unsaved capture too. */
export async function quote(deps: RunDeps, waterfall: Waterfall, leads: readonly Lead[]): Promise<Quote> {
  const price = quoteRun(waterfall, leads, await withLearning(deps, waterfall, await planContext(deps, waterfall, leads)), await quoteMeters(deps));
  if (!waterfall.question) return price;
  const ai = await estimateQuestion(deps, waterfall.question, leads, waterfall);
  // Money of the person's own is asked about once more too.
  return { ...price, ai, confirm: price.confirm || (ai.microUsd?.most ?? 0) > AI_CONFIRM_MICRO_USD };
}

export async function quoteFor(deps: RunDeps, leadIds: readonly string[], waterfallId: string): Promise<Quote | null> {
  const waterfall = await findWaterfall(deps, waterfallId);
  if (!waterfall) return null;
  return quote(deps, waterfall, fitting(waterfall, await deps.store.leads.getLeads(leadIds)));
}

const fitting = (waterfall: Waterfall, leads: readonly Lead[]): Lead[] => leads.filter((lead) => lead.kind === waterfall.kind);

/**
 * Starts a run: the run and all its tasks are stored in one transaction, nothing is called yet.
 * Refuses when the price is no longer within what stood on the button, so nothing is ever taken that was not shown.
 */
export async function startRun(
  deps: RunDeps,
  input: { readonly leadIds: readonly string[]; readonly waterfallId: string; readonly cap: Amounts },
): Promise<Result<RunId, RunRefusal>> {
  const waterfall = await findWaterfall(deps, input.waterfallId);
  if (!waterfall) return err('not-found');
  const leads = fitting(waterfall, await deps.store.leads.getLeads([...new Set(input.leadIds)]));
  if (leads.length === 0) return err('not-found');
  // One lead is asked in the best order: somebody waits. Only runs try other orders, and within a purse.
  const whole = await withLearning(deps, waterfall, await planContext(deps, waterfall, leads), leads.length > 1 ? deps.random : undefined);
  const context = input.cap.credits === 0 ? withoutAccount(whole) : whole;
  const meters = await quoteMeters(deps);
  const price = quoteRun(waterfall, leads, await withLearning(deps, waterfall, context), meters);
  if (price.blocked) return err('blocked');
  if (price.max.actions > input.cap.actions || price.max.credits > input.cap.credits) return err('price-changed');
  const now = deps.now();
  const runId = deps.newId() as RunId;
  const ended: Record<Extract<TaskState, 'found' | 'no-result' | 'skipped' | 'failed' | 'stopped'>, number> = { found: 0, 'no-result': 0, skipped: 0, failed: 0, stopped: 0 };
  const tasks = leads.map((lead): Task => {
    const id = deps.newId() as TaskId;
    const plan = planTask(waterfall, lead, context);
    if (plan.kind === 'skip') ended.skipped += 1;
    return {
      id, runId, leadId: lead.id, enrichment: waterfall.enrichment,
      state: plan.kind === 'skip' ? 'skipped' : 'queued',
      steps: stepsOf(id, plan.steps).map((s) => (plan.kind === 'skip' && s.state === 'waiting' ? { ...s, state: 'skipped', skip: plan.reason } : s)),
      createdAt: now, notBefore: 0, held: NOTHING, charged: NOTHING,
      ...(plan.kind === 'skip' ? { skip: plan.reason, endedAt: now } : {}),
    };
  });
  const run: Run = { id: runId, waterfall, state: 'running', leadCount: leads.length, cap: withinRunCap(meters.limits ?? {}, input.cap), charged: NOTHING, held: NOTHING, endedTasks: ended, createdAt: now };
  return (await deps.store.tasks.startRun(run, tasks)) ? ok(runId) : err('already-asked');
}

/** A cap without Data Credits asks own keys and free sources only. */
const withoutAccount = (context: PlanContext): PlanContext => ({
  ...context,
  route(providerId, operation) {
    const route = context.route(providerId, operation);
    return route === 'account' ? null : route;
  },
});

/** Leads whose tasks failed, for a new run over them alone. */
export async function failedLeads(deps: Pick<Deps, 'store'>, runId: string): Promise<{ leadIds: string[]; waterfallId: string } | null> {
  const run = await deps.store.tasks.getRun(runId as RunId);
  if (!run || run.state !== 'ended') return null;
  const tasks = await deps.store.tasks.tasksOf(run.id);
  return { leadIds: tasks.filter((t) => t.state === 'failed').map((t) => t.leadId), waterfallId: run.waterfall.id };
}

/** No new call from now on. Returns how many calls are out: each may still answer, and then it counts. */
export const stopRun = (deps: Pick<Deps, 'store'>, runId: string): Promise<number> => deps.store.tasks.stopRun(runId as RunId);
