import { describe, expect, it } from 'vitest';
import type { ChargeId, LeadId, RunId, TaskId } from '../../../lib/core/ids.ts';
import type { Step, Task } from '../../../lib/domain/enrichment/run.ts';
import { NOTHING, ZERO } from '../../../lib/domain/ledger/amount.ts';
import { activityOfTask } from '../../../lib/services/task-activity.ts';

const step = (index: number, over: Partial<Step>): Step => ({ index, state: 'waiting', source: 'provider', providerId: `p${index}`, creditsMax: ZERO, chargeId: `t.${index}` as ChargeId, attempts: 0, ...over });
const line = (over: Partial<Task>): readonly [string, string] => {
  const task: Task = { id: 't' as TaskId, runId: 'r' as RunId, leadId: 'l' as LeadId, enrichment: 'company', state: 'no-result', steps: [], createdAt: 0, endedAt: 5, notBefore: 0, held: NOTHING, charged: NOTHING, ...over };
  const { title, detail } = activityOfTask(new Map(), () => 5)(task, undefined);
  return [title, detail];
};

describe('the line of a task in Activity', () => {
  it('counts the sources that were asked, as the receipt does, and no guesses', () => {
    const steps = [step(0, { source: 'pattern', state: 'rejected' }), step(1, { state: 'no-result', attempts: 1 }), step(2, { state: 'failed', attempts: 2 }), step(3, { state: 'skipped' })];
    expect(line({ enrichment: 'work-email', steps })).toEqual(['Work email, no result', 'A deleted lead · 2 asked']);
    expect(line({ enrichment: 'work-email', state: 'stopped', steps: steps.slice(0, 1) })).toEqual(['Work email, stopped', 'A deleted lead']);
  });
  it('tells the checks of a company apart', () => {
    expect(line({ enrichment: 'mail-host', state: 'failed', steps: [step(0, { operation: 'check-mail-host', state: 'failed', attempts: 1 })] })[0]).toBe('Mail host, failed');
    expect(line({ enrichment: 'domain-age', state: 'found', steps: [step(0, { operation: 'check-domain', state: 'accepted', attempts: 1 })] })[0]).toBe('Domain age found');
    expect(line({ steps: [step(0, { operation: 'enrich-company', state: 'no-result', attempts: 1 })] })[0]).toBe('Company data, no result');
  });
});
