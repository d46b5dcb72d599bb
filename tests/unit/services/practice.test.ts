import { describe, expect, it } from 'vitest';
import { closeStep, claimStep } from '../../../lib/domain/enrichment/advance.ts';
import { planMaximum } from '../../../lib/domain/enrichment/plan.ts';
import { NOTHING, ONE_ACTION, ZERO, micro } from '../../../lib/domain/ledger/amount.ts';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import { practiceKey } from '../../../lib/providers/practice-key.ts';
import { CATALOGUE } from '../../../lib/providers/registry.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import type { Lease } from '../../../lib/domain/ledger/lease.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import type { Run, Step, Task } from '../../../lib/domain/enrichment/run.ts';
import type { ChargeId, LeadId, RunId, TaskId } from '../../../lib/core/ids.ts';

const waterfall = WATERFALL_TEMPLATES.find((w) => w.id === 'mobile');
if (!waterfall) throw new Error('no template');

const LEASE: Lease = { leaseId: 'lease-000001', requestId: 'request-0001', amount: ONE_ACTION, reserved: ZERO, spent: ZERO, state: 'open', spendUntil: 9, createdSeq: 1, ledgerEpoch: 1, usedAt: 0 };
function rows(route: Step['route']) {
  const step: Step = { index: 0, state: 'waiting', source: 'provider', providerId: 'prospeo', operation: 'find-mobile', creditsMax: ZERO, chargeId: 'c1' as ChargeId, attempts: 0, ...(route ? { route } : {}) };
  const task: Task = { id: 't1' as TaskId, runId: 'r1' as RunId, leadId: 'l1' as LeadId, enrichment: 'mobile', state: 'queued', steps: [step], createdAt: 1, notBefore: 0, held: NOTHING, charged: NOTHING };
  const run: Run = { id: task.runId, waterfall: waterfall as NonNullable<typeof waterfall>, state: 'running', leadCount: 1, cap: route === 'practice' ? NOTHING : { actions: ONE_ACTION, credits: ZERO }, charged: NOTHING, held: NOTHING, endedTasks: { found: 0, 'no-result': 0, skipped: 0, failed: 0, stopped: 0 }, createdAt: 1, begun: 0, sources: {} };
  const lead = { id: task.leadId, kind: 'person', fields: {}, keys: [], createdAt: 1, updatedAt: 1, tableIds: [] } as unknown as Lead;
  return { task, run, lead, charges: new Map<ChargeId, Charge>(), leases: [LEASE] };
}

function found(route: Step['route']) {
  const before = rows(route);
  const claim = claimStep(before, { now: 2, isStopping: false } as unknown as Parameters<typeof claimStep>[1]);
  const claimed = { ...before, task: claim.task, run: claim.run ?? before.run, charges: new Map((claim.charges ?? []).map((c) => [c.id, c])) };
  return closeStep(claimed, 0, { kind: 'accepted', answer: { fields: { mobile: '+12025550142' }, raw: '' }, tookMs: 5, sandbox: true }, 3);
}

describe('practice', () => {
  it('takes nothing and has nothing to tell the account, and an own key takes one Action', () => {
    const practice = found('practice');
    expect(practice.task).toMatchObject({ state: 'found', sandbox: true, charged: NOTHING });
    expect(practice.charges?.[0]).toMatchObject({ state: 'voided', posted: NOTHING, code: 'practice', sandbox: true });
    expect(practice.charges?.[0]?.leaseId).toBeUndefined();
    const own = found('own');
    expect(own.task.charged).toEqual({ actions: ONE_ACTION, credits: ZERO });
    expect(own.charges?.[0]).toMatchObject({ state: 'posted', leaseId: 'lease-000001', posted: { actions: ONE_ACTION, credits: ZERO } });
  });

  it('is quoted with nothing, and one real step among others is quoted', () => {
    const step = { source: 'provider' as const, creditsMax: ZERO, providerId: 'a', operation: 'find-mobile' as const };
    expect(planMaximum(waterfall, [{ ...step, route: 'practice' }])).toEqual(NOTHING);
    expect(planMaximum(waterfall, [{ ...step, route: 'practice' }, { ...step, route: 'account', creditsMax: micro(2_000_000) }])).toEqual({ actions: ONE_ACTION, credits: micro(2_000_000) });
  });

  it('has a key for every provider, in as many pieces as it wants', () => {
    for (const manifest of CATALOGUE.values()) {
      const key = practiceKey(manifest);
      expect(key === undefined).toBe(manifest.auth.kind === 'none');
      expect((key ?? 'sandbox-key').split(':').every((piece) => piece === 'sandbox-key')).toBe(true);
    }
  });
});
