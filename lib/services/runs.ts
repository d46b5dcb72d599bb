import type { RunId } from '../core/ids.ts';
import { AI_CONFIRM_MICRO_USD } from '../core/limits.ts';
import { quoteRun } from '../domain/enrichment/quote-run.ts';
import type { Quote } from '../domain/enrichment/quote.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import type { Deps } from './deps.ts';
import { estimateQuestion } from './ask-question.ts';
import { withLearning } from './learned-order.ts';
import { planContext, quoteMeters } from './plan-context.ts';
import { findWaterfall } from './waterfalls.ts';

export { startRun, type RunInput, type RunRefusal } from './start-run.ts';

type RunDeps = Pick<Deps, 'store' | 'catalogue' | 'engine' | 'now' | 'newId' | 'online' | 'random'>;

/** The price before. Writes nothing, so it may be asked for an unsaved capture too. */
export async function quote(deps: RunDeps, waterfall: Waterfall, leads: readonly Lead[]): Promise<Quote> {
  const price = quoteRun(waterfall, leads, await withLearning(deps, waterfall, await planContext(deps, waterfall, leads)), await quoteMeters(deps, leads));
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

export const fitting = (waterfall: Waterfall, leads: readonly Lead[]): Lead[] => leads.filter((lead) => lead.kind === waterfall.kind);

/** Leads whose tasks failed, for a new run over them alone. */
export async function failedLeads(deps: Pick<Deps, 'store'>, runId: string): Promise<{ leadIds: string[]; waterfallId: string } | null> {
  const run = await deps.store.tasks.getRun(runId as RunId);
  if (!run || run.state !== 'ended') return null;
  return { leadIds: await deps.store.tasks.leadsIn(run.id, 'failed'), waterfallId: run.waterfall.id };
}

/** No new call from now on. Returns how many calls are out: each may still answer, and then it counts. */
export const stopRun = async (deps: Pick<Deps, 'store'>, runId: string): Promise<number> =>
  (await deps.store.tasks.turnRun(runId as RunId, ['running', 'paused'], { state: 'stopping' })) ?? 0;

/** No new call until it goes on, also of one that waits by itself. Returns how many calls are out, or null when it is not under way. */
export const pauseRun = (deps: Pick<Deps, 'store' | 'now'>, runId: string): Promise<number | null> =>
  deps.store.tasks.turnRun(runId as RunId, ['running', 'paused'], { state: 'paused', pause: { reason: 'person', at: deps.now() } });

/** A paused run goes on; one that paused because it took more than was expected is not measured by that any more. Null when it is not paused. */
export async function resumeRun(deps: Pick<Deps, 'store'>, runId: string): Promise<number | null> {
  const run = await deps.store.tasks.getRun(runId as RunId);
  return deps.store.tasks.turnRun(runId as RunId, ['paused'], { state: 'running' }, run?.pause?.reason === 'estimate' ? ['expected'] : []);
}
