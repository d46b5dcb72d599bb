import type { LeadId, RunId, TaskId } from '../core/ids.ts';
import { RUN_START_CHUNK } from '../core/limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import { endedOf } from '../domain/enrichment/tally.ts';
import { planTask, stepsOf, type PlanContext } from '../domain/enrichment/plan.ts';
import { withinRunCap, type Cap } from '../domain/enrichment/caps.ts';
import { fits } from '../domain/enrichment/hold.ts';
import type { Run, Task } from '../domain/enrichment/run.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { addAmounts, NOTHING, type Amounts } from '../domain/ledger/amount.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { Deps } from './deps.ts';
import { withLearning } from './learned-order.ts';
import { planContext, quoteMeters } from './plan-context.ts';
import { findWaterfall } from './waterfalls.ts';

type StartDeps = Pick<Deps, 'store' | 'catalogue' | 'engine' | 'now' | 'newId' | 'online' | 'random' | 'exclusively'>;
export type RunRefusal = 'not-found' | 'price-changed' | 'blocked' | 'already-asked';

export interface RunInput {
  readonly leadIds: readonly string[];
  readonly waterfallId: string;
  /** The most that stood on the button. */
  readonly cap: Amounts;
  /** A limit of the person's own for this run: it ends there, and what is left is not asked. */
  readonly stopAt?: Cap;
  /** What it was expected to take, when the quote says so. */
  readonly expected?: Amounts;
}

/**
 * Starts a run. Its tasks are written down in parts, so that nothing else waits for ten thousand of them; it moves only
 * when it is whole, and a start that a death cut short is finished by whoever looks next. Nothing is called here.
 * Refuses when the price is no longer within what stood on the button, so nothing is ever taken that was not shown.
 */
export async function startRun(deps: StartDeps, input: RunInput): Promise<Result<RunId, RunRefusal>> {
  const waterfall = await findWaterfall(deps, input.waterfallId);
  const leadIds = [...new Set(input.leadIds)] as LeadId[];
  if (!waterfall || leadIds.length === 0) return err('not-found');
  const now = deps.now();
  const limits = (await deps.store.meta.get('limits')) ?? {};
  const run: Run = {
    id: deps.newId() as RunId, waterfall, state: 'starting', leadCount: 0, cap: withinRunCap(limits, input.cap, input.stopAt), charged: NOTHING, held: NOTHING, begun: 0, sources: {}, planned: { leads: 0, of: leadIds.length }, createdAt: now,
    endedTasks: { found: 0, 'no-result': 0, skipped: 0, failed: 0, stopped: 0 },
    ...(input.expected ? { expected: input.expected } : {}),
    ...(limits.pauseOverPercent === undefined ? {} : { overPercent: limits.pauseOverPercent }),
    ...(leadIds.length === 1 ? { urgent: true } : {}),
  };
  let result: Result<RunId, RunRefusal> = err('blocked');
  // One start at a time: of two that ask about the same leads the second sees all of the first.
  await deps.exclusively('kiln-start', async () => {
    await deps.store.tasks.beginStart(run, { runId: run.id, leadIds, cap: input.cap });
    result = await finishStart(deps, run);
  }, true);
  return result;
}

/** Writes down what is left of the starts that a death cut short. */
export async function finishStarts(deps: StartDeps): Promise<void> {
  if (!(await deps.store.tasks.openRuns()).some((run) => run.state === 'starting')) return;
  await deps.exclusively('kiln-start', async () => {
    for (const run of await deps.store.tasks.openRuns()) if (run.state === 'starting') await finishStart(deps, run);
  });
}

async function finishStart(deps: StartDeps, { id, waterfall, createdAt }: Run): Promise<Result<RunId, RunRefusal>> {
  const drop = async (why: RunRefusal): Promise<Result<RunId, RunRefusal>> => {
    await deps.store.tasks.dropStart(id);
    return err(why);
  };
  const start = await deps.store.tasks.getStart(id);
  if (!start) return drop('not-found');
  const { leadIds, cap } = start;
  const { best, tried } = await contextsFor(deps, waterfall, cap, leadIds.length);
  let max = NOTHING;
  let run: Run | null = (await deps.store.tasks.getRun(id)) ?? null;
  for (let at = 0; run && at < leadIds.length; at += RUN_START_CHUNK) {
    const part = leadIds.slice(at, at + RUN_START_CHUNK);
    const leads = (await deps.store.leads.getLeads(part)).filter((lead) => lead.kind === waterfall.kind);
    const { companyOf } = await planContext(deps, waterfall, leads);
    const here = companyOf ? { companyOf } : {};
    const planned = leads.map((lead, i) => taskOf(lead, waterfall, { ...tried, ...here }, { id: deps.newId() as TaskId, runId: id, createdAt, notBefore: at + i }));
    // The price is that of the best order, as it stood on the button; other orders are tried within the same cap.
    max = (best === tried ? planned.map((p) => p.max) : leads.map((lead) => maximumOf(waterfall, lead, { ...best, ...here }))).reduce(addAmounts, max);
    if (!fits(max, cap)) return drop('price-changed');
    // Known by their place: a part that was written before a death is not written again.
    run = await deps.store.tasks.addTasks(id, at, part.length, planned.map((p) => p.task));
  }
  if (!run || run.leadCount === 0) return drop('not-found');
  if (endedOf(run) >= run.leadCount) return drop(max.actions === 0 ? 'blocked' : 'already-asked');
  const { available, online } = await quoteMeters(deps);
  // It never takes more than its own cap, whatever it could take without one.
  const most = withinRunCap({ run: run.cap }, max);
  if ((available && !fits(most, available)) || (most.credits > 0 && !online)) return drop('blocked');
  await deps.store.tasks.finishStart(id);
  return ok(id);
}

interface Contexts {
  readonly best: PlanContext;
  readonly tried: PlanContext;
}
/** One lead is asked in the best order: somebody waits. Only runs try other orders, and within a purse. */
async function contextsFor(deps: StartDeps, waterfall: Waterfall, cap: Amounts, leadCount: number): Promise<Contexts> {
  const whole = await planContext(deps);
  const context = cap.credits === 0 ? withoutAccount(whole) : whole;
  if (waterfall.order !== 'learned') return { best: context, tried: context };
  const best = await withLearning(deps, waterfall, context);
  return { best, tried: leadCount > 1 ? await withLearning(deps, waterfall, context, deps.random) : best };
}

const maximumOf = (waterfall: Waterfall, lead: Lead, context: PlanContext): Amounts => {
  const plan = planTask(waterfall, lead, context);
  return plan.kind === 'skip' ? NOTHING : plan.max;
};

function taskOf(lead: Lead, waterfall: Waterfall, context: PlanContext, base: Pick<Task, 'id' | 'runId' | 'createdAt' | 'notBefore'>): { readonly task: Task; readonly max: Amounts } {
  const plan = planTask(waterfall, lead, context);
  const isSkipped = plan.kind === 'skip';
  const task: Task = {
    ...base,
    leadId: lead.id,
    enrichment: waterfall.enrichment,
    state: isSkipped ? 'skipped' : 'queued',
    steps: stepsOf(base.id, plan.steps).map((s) => (isSkipped && s.state === 'waiting' ? { ...s, state: 'skipped', skip: plan.reason } : s)),
    held: NOTHING,
    charged: NOTHING,
    ...(isSkipped ? { skip: plan.reason, endedAt: base.createdAt } : {}),
  };
  return { task, max: isSkipped ? NOTHING : plan.max };
}

/** A cap without Data Credits asks own keys and free sources only. */
const withoutAccount = (context: PlanContext): PlanContext => ({
  ...context,
  route(providerId, operation) {
    const route = context.route(providerId, operation);
    return route === 'account' ? null : route;
  },
});
