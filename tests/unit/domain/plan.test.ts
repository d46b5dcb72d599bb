import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeadId, TableId, TaskId } from '../../../lib/core/ids.ts';
import { micro, UNIT, type Micro } from '../../../lib/domain/ledger/amount.ts';
import { planTask, stepsOf, type PlanContext } from '../../../lib/domain/enrichment/plan.ts';
import { quoteRun, type QuoteMeters } from '../../../lib/domain/enrichment/quote-run.ts';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import type { FieldKey } from '../../../lib/domain/lead/fields.ts';
import type { Lead, Origin, Route } from '../../../lib/domain/lead/lead.ts';

const workEmail = WATERFALL_TEMPLATES.find((w) => w.id === 'work-email')!;
const NOW = 100 * 86_400_000;

function lead(texts: Partial<Record<FieldKey, string>>, origin: Origin = 'page', at = NOW): Lead {
  const fields = Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, { values: [{ value, confidence: 90, provenance: { origin, at } }] }]));
  return { id: 'lead' as LeadId, tableId: 'table' as TableId, kind: 'person', fields, keys: [], order: 1, createdAt: 1, updatedAt: 1 };
}
const ada = { name: 'Ada Example', firstName: 'Ada', lastName: 'Example', companyDomain: 'example-works.example' };

function context(routes: Record<string, Route>, prices: Record<string, number> = {}): PlanContext {
  return {
    now: NOW,
    route: (providerId) => routes[providerId] ?? null,
    price: (providerId) => micro(prices[providerId] ?? 0),
    missingInput: (_p, operation, input) => (operation === 'find-work-email' && !input.companyDomain ? ['companyDomain'] : null),
    isFreeMailDomain: (domain) => domain === 'gmail.com',
  };
}
const meters = (available: { actions: number; credits: number } | null): QuoteMeters => ({
  available: available && { actions: micro(available.actions * UNIT), credits: micro(available.credits * UNIT) },
  creditsMonthly: micro(2_500 * UNIT), online: true,
  prices: { book: { actionsPerResult: micro(UNIT), actionTiers: [{ upTo: null, microUsd: 4_000 }], data: {}, creditMicroUsd: 50_000 }, usedActions: micro(0) },
});

describe('planning a task', () => {
  it('prices an account step from the book and an own key at 0 Credits, and guesses only with a verifier', () => {
    const plan = planTask(workEmail, lead(ada), context({ hunter: 'account', prospeo: 'own', zerobounce: 'account' }, { hunter: UNIT, zerobounce: UNIT / 5 }));
    if (plan.kind !== 'ask') throw new Error('asks');
    expect(plan.max).toEqual({ actions: UNIT, credits: UNIT });
    const asked = plan.steps.filter((s) => !s.skip).map((s) => [s.source, s.providerId, s.route, s.creditsMax, s.guess]);
    expect(asked).toEqual([
      ['pattern', 'zerobounce', 'account', UNIT / 5, 'ada.example@example-works.example'],
      ['pattern', 'zerobounce', 'account', UNIT / 5, 'ada@example-works.example'],
      ['pattern', 'zerobounce', 'account', UNIT / 5, 'aexample@example-works.example'],
      ['provider', 'prospeo', 'own', 0, undefined],
      ['provider', 'hunter', 'account', UNIT, undefined],
    ]);
    const without = planTask(workEmail, lead(ada), context({ prospeo: 'own' }));
    expect(without.steps[0]).toMatchObject({ source: 'pattern', skip: 'no-verifier' });
  });

  it('says why a lead is not asked', () => {
    const keys = context({ hunter: 'account' });
    expect(planTask(workEmail, lead(ada), context({}))).toMatchObject({ kind: 'skip', reason: 'no-key' });
    expect(planTask(workEmail, lead({ name: 'Ada Example' }), keys)).toMatchObject({ kind: 'skip', reason: 'missing-input' });
    expect(planTask(workEmail, lead({ ...ada, companyDomain: 'gmail.com' }), keys)).toMatchObject({ kind: 'skip', reason: 'free-mail-domain' });
  });

  it('reuses a provider answer inside the window, asks again after it, and always trusts a person', () => {
    const keys = context({ hunter: 'account' });
    const known = (origin: Origin, ageDays: number): Lead => {
      const base = lead(ada);
      return { ...base, fields: { ...base.fields, ...lead({ workEmail: 'ada@example.com' }, origin, NOW - ageDays * 86_400_000).fields } };
    };
    expect(planTask(workEmail, known('provider', 29), keys)).toMatchObject({ kind: 'skip', reason: 'already-known' });
    expect(planTask(workEmail, known('provider', 31), keys).kind).toBe('ask');
    expect(planTask(workEmail, known('person', 400), keys)).toMatchObject({ kind: 'skip', reason: 'already-known' });
    expect(planTask(workEmail, known('page', 1), keys).kind).toBe('ask');
  });

  it('derives step and charge ids from the task', () => {
    const plan = planTask(workEmail, lead(ada), context({ hunter: 'account' }));
    const steps = stepsOf('task-1' as TaskId, plan.steps);
    expect(steps.map((s) => s.chargeId)).toEqual(steps.map((_, i) => `task-1.${i}`));
    expect(stepsOf('task-1' as TaskId, plan.steps)).toEqual(steps);
  });
});

describe('quoting a run', () => {
  it('is an exact upper bound: the sum of the dearest askable step of each lead', () => {
    const leads = fc.array(fc.constantFrom(lead(ada), lead({ name: 'Ada Example' }), lead({ ...ada, companyDomain: 'gmail.com' })), { maxLength: 20 });
    const price = fc.integer({ min: 0, max: 20 * UNIT });
    fc.assert(
      fc.property(leads, price, price, (rows, a, b) => {
        const ctx = context({ hunter: 'account', prospeo: 'account' }, { hunter: a, prospeo: b });
        const quote = quoteRun(workEmail, rows, ctx, meters(null));
        const asked = rows.filter((r) => planTask(workEmail, r, ctx).kind === 'ask').length;
        expect(quote.asked).toBe(asked);
        expect(quote.max).toEqual({ actions: asked * UNIT, credits: asked * Math.max(a, b) });
        expect(quote.min).toEqual({ actions: 0, credits: 0 });
        expect(quote.skips.reduce((sum, s) => sum + s.count, 0)).toBe(rows.length - asked);
        expect(quoteRun(workEmail, rows, ctx, meters(null))).toEqual(quote);
      }),
    );
  });

  it('blocks when a meter does not reach, says how much is missing, and asks once more above the threshold', () => {
    const ctx = context({ hunter: 'account' }, { hunter: UNIT + UNIT / 2 });
    expect(quoteRun(workEmail, [lead(ada)], ctx, meters({ actions: 10, credits: 1 }))).toMatchObject({ blocked: 'no-credits', shortBy: (UNIT / 2) as Micro });
    expect(quoteRun(workEmail, [lead(ada)], ctx, meters({ actions: 0, credits: 10 }))).toMatchObject({ blocked: 'no-actions' });
    expect(quoteRun(workEmail, [lead({})], ctx, meters({ actions: 1, credits: 1 }))).toMatchObject({ blocked: 'nothing-to-ask' });
    const many = Array.from({ length: 400 }, () => lead(ada));
    const dear = quoteRun(workEmail, many, ctx, meters({ actions: 1_000, credits: 1_000 }));
    expect([dear.confirm, dear.blocked, dear.maxMicroUsd]).toEqual([true, undefined, 400 * 4_000 + 600 * 50_000]);
    expect(quoteRun(workEmail, many.slice(0, 300), ctx, meters({ actions: 1_000, credits: 1_000 })).confirm).toBe(false);
  });
});
