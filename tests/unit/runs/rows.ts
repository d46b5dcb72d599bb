import type { LeadId, RunId, TableId, TaskId } from '../../../lib/core/ids.ts';
import { chargeIdOf } from '../../../lib/core/ids.ts';
import { claimStep, closeStep, type Claim, type ClaimContext, type StepResult, type TaskChanges } from '../../../lib/domain/enrichment/advance.ts';
import type { Run, Step, Task } from '../../../lib/domain/enrichment/run.ts';
import type { Waterfall } from '../../../lib/domain/enrichment/waterfall.ts';
import { micro, NOTHING, ONE_ACTION, ZERO } from '../../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import type { Lead, Route } from '../../../lib/domain/lead/lead.ts';

export const TASK_ID = 'task-0001' as TaskId;

/** The rows of one task, and what happens to them when steps are claimed and closed. */
export class Rows {
  task: Task;
  run: Run;
  lead: Lead | undefined;
  readonly charges = new Map<Charge['id'], Charge>();
  readonly kept: string[] = [];
  readonly receipts: string[] = [];

  constructor(routes: readonly Route[], over: Partial<Waterfall> = {}, run: Partial<Run> = {}) {
    const waterfall: Waterfall = { id: 'w', name: 'Find work email', enrichment: 'work-email', kind: 'person', wanted: ['workEmail'], stopAfterSameRejected: 9, freshnessDays: 30, steps: [], ...over };
    const steps = routes.map((route, index): Step => ({ index, state: 'waiting', source: 'provider', providerId: `p${index}`, operation: 'find-work-email', route, creditsMax: route === 'account' ? ONE_ACTION : ZERO, chargeId: chargeIdOf(TASK_ID, index), attempts: 0 }));
    this.lead = { id: 'lead-0001' as LeadId, tableId: 't' as TableId, kind: 'person', fields: {}, keys: [], order: 0, createdAt: 1, updatedAt: 1 };
    this.task = { id: TASK_ID, runId: 'run-0001' as RunId, leadId: this.lead.id, enrichment: 'work-email', state: 'queued', steps, createdAt: 1, notBefore: 0, held: NOTHING, charged: NOTHING };
    this.run = { id: this.task.runId, waterfall, state: 'running', leadCount: 1, cap: { actions: ONE_ACTION, credits: micro(5_000_000) }, charged: NOTHING, held: NOTHING, endedTasks: { found: 0, 'no-result': 0, skipped: 0, failed: 0, stopped: 0 }, createdAt: 1, ...run };
  }

  claim(context: Partial<ClaimContext> = {}): Claim {
    const claim = claimStep({ task: this.task, run: this.run, lead: this.lead, charges: this.charges }, { now: 10, ...context });
    this.#apply(claim);
    return claim;
  }
  close(index: number, result: StepResult, now = 20): TaskChanges {
    const changes = closeStep({ task: this.task, run: this.run, lead: this.lead, charges: this.charges }, index, result, now);
    this.#apply(changes);
    return changes;
  }
  #apply(changes: TaskChanges): void {
    this.task = changes.task;
    this.run = changes.run ?? this.run;
    this.lead = changes.lead ?? this.lead;
    for (const charge of changes.charges ?? []) this.charges.set(charge.id, charge);
    if (changes.keep) this.kept.push(changes.keep.key);
    if (changes.receipt) this.receipts.push(changes.receipt.id);
  }
  get states(): string[] {
    return this.task.steps.map((s) => s.state + (s.skip ? ` ${s.skip}` : ''));
  }
  get chargeStates(): string[] {
    return [...this.charges.values()].map((c) => `${c.id.at(-1)} ${c.state}${c.code ? ` ${c.code}` : ''}`);
  }
}

export const accepted = (value: string, over: Partial<Extract<StepResult, { kind: 'accepted' }>> = {}): StepResult => ({ kind: 'accepted', answer: { fields: { workEmail: value }, raw: '{}' }, tookMs: 5, sandbox: false, keepAs: `key ${value}`, said: { raw: '{}', requestId: 'req-1' }, ...over });
export const missed: StepResult = { kind: 'no-result', tookMs: 5, sandbox: false, said: { raw: 'null' } };
