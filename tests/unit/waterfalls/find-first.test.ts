import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunId, TaskId } from '../../../lib/core/ids.ts';
import { claimStep, closeStep, type StepResult } from '../../../lib/domain/enrichment/advance.ts';
import { planTask, stepsOf } from '../../../lib/domain/enrichment/plan.ts';
import { receiptOf } from '../../../lib/domain/enrichment/receipt.ts';
import { TASK_ENDED, type Run, type Task } from '../../../lib/domain/enrichment/run.ts';
import type { Waterfall } from '../../../lib/domain/enrichment/waterfall.ts';
import { addAmounts, micro, NOTHING, ONE_ACTION, UNIT, ZERO, type Amounts } from '../../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import type { Lead, Route } from '../../../lib/domain/lead/lead.ts';
import { textOf } from '../../../lib/domain/lead/merge.ts';
import { contextOf, leadOf, step, waterfallOf } from './support.ts';

const NAMELESS = { name: 'Ada Example', firstName: 'Ada', lastName: 'Example', companyName: 'Example Works' };
const FIRST = [{ providerId: 'atlas', operation: 'find-domain' }, { providerId: 'harbour', operation: 'find-domain' }] as const;

type Say = 'hit' | 'miss' | 'rejected' | 'failed' | 'reused';
interface Ended {
  readonly task: Task;
  readonly run: Run;
  readonly lead: Lead;
  readonly charges: readonly Charge[];
  readonly max: Amounts;
}

/** Runs one task to its end with what each provider says. */
function runTask(waterfall: Waterfall, lead: Lead, routes: Record<string, Route>, prices: Record<string, number>, say: (providerId: string, value: string | undefined) => Say): Ended {
  const plan = planTask(waterfall, lead, contextOf(routes, prices));
  if (plan.kind === 'skip') throw new Error(`is asked, not ${plan.reason}`);
  const id = 'task-0001' as TaskId;
  const run: Run = { id: 'run-0001' as RunId, waterfall, state: 'running', leadCount: 1, cap: plan.max, charged: NOTHING, held: NOTHING, endedTasks: { found: 0, 'no-result': 0, skipped: 0, failed: 0, stopped: 0 }, createdAt: 1 };
  const task: Task = { id, runId: run.id, leadId: lead.id, enrichment: waterfall.enrichment, state: 'queued', steps: stepsOf(id, plan.steps), createdAt: 1, notBefore: 0, held: NOTHING, charged: NOTHING };
  const charges = new Map<Charge['id'], Charge>();
  let now = { task, run, lead };
  for (let t = 2; !TASK_ENDED.includes(now.task.state); t++) {
    if (t > 200) throw new Error('stuck');
    const claim = claimStep({ ...now, charges }, { now: t });
    now = { task: claim.task, run: claim.run ?? now.run, lead: claim.lead ?? now.lead };
    for (const charge of claim.charges ?? []) charges.set(charge.id, charge);
    const held = [...charges.values()].filter((c) => c.state === 'reserved').reduce((sum, c) => addAmounts(sum, c.quoted), NOTHING);
    expect(now.run.held).toEqual(held);
    if (!claim.claimed) continue;
    const done = closeStep({ ...now, charges }, claim.claimed.index, resultOf(claim.claimed, say(claim.claimed.providerId ?? '', claim.claimed.value)), t);
    now = { task: done.task, run: done.run ?? now.run, lead: done.lead ?? now.lead };
    for (const charge of done.charges ?? []) charges.set(charge.id, charge);
  }
  return { ...now, charges: [...charges.values()], max: plan.max };
}

function resultOf(s: { providerId?: string; source: string; finds?: string; route?: Route; creditsMax: number; value?: string }, say: Say): StepResult {
  const meta = { tookMs: 5, sandbox: false };
  if (say === 'failed') return { kind: 'failed', error: { kind: 'server', retryable: false }, tookMs: 5 };
  if (say === 'miss') return { kind: 'no-result', ...meta };
  if (say === 'rejected' && !s.finds) return { kind: 'rejected', value: 'ada@example.com', verdict: 'invalid', ...meta };
  const fields = s.finds ? { domain: 'example-works.example', name: 'Somebody else Ltd', linkedinUrl: 'https://www.linkedin.com/company/else' } : { workEmail: s.value ?? 'ada@example.com' };
  const posted = s.route === 'account' ? { actions: s.finds ? ZERO : ONE_ACTION, credits: micro(s.creditsMax) } : undefined;
  return { kind: 'accepted', answer: { fields, raw: '' }, ...meta, keepAs: 'key', ...(posted ? { posted } : {}), ...(say === 'reused' ? { reusedAgeMs: 1_000 } : {}) };
}

describe('what is missing is found first', () => {
  it('asks the main question with the domain that was found, for one Action in all', () => {
    const asked: string[] = [];
    const ended = runTask(waterfallOf([step('a')], { findFirst: FIRST }), leadOf(NAMELESS), { atlas: 'free', harbour: 'own', a: 'account' }, { a: UNIT }, (id) => (asked.push(id), id === 'atlas' ? 'miss' : 'hit'));
    expect(asked).toEqual(['atlas', 'harbour', 'a']);
    expect(ended.task).toMatchObject({ state: 'found', charged: { actions: UNIT, credits: UNIT }, answer: { workEmail: 'ada@example.com' } });
    expect(textOf(ended.lead.fields, 'companyDomain')).toBe('example-works.example');
    // Nothing else of the answer about the company becomes a value of the person.
    expect([textOf(ended.lead.fields, 'name'), ended.lead.fields.linkedinUrl, ended.lead.fields.name?.values.length]).toEqual(['Ada Example', undefined, 1]);
    expect(ended.charges.map((c) => [c.providerId, c.state, c.code, c.quoted.actions])).toEqual([['atlas', 'voided', 'no-result', 0], ['harbour', 'voided', 'part', 0], ['a', 'posted', undefined, UNIT]]);
  });

  it('stops looking when the domain is there, and leaves the question when nobody has it', () => {
    const found = runTask(waterfallOf([step('a')], { findFirst: FIRST }), leadOf(NAMELESS), { atlas: 'free', harbour: 'own', a: 'own' }, {}, () => 'hit');
    expect(found.task.steps.map((s) => [s.providerId, s.state, s.skip])).toEqual([['atlas', 'accepted', undefined], ['harbour', 'skipped', 'answered'], ['a', 'accepted', undefined]]);
    const lost = runTask(waterfallOf([step('a')], { findFirst: FIRST }), leadOf(NAMELESS), { atlas: 'free', harbour: 'own', a: 'own' }, {}, () => 'miss');
    expect(lost.task.steps.map((s) => [s.providerId, s.state, s.skip])).toEqual([['atlas', 'no-result', undefined], ['harbour', 'no-result', undefined], ['a', 'skipped', 'missing-input']]);
    expect(lost.task).toMatchObject({ state: 'no-result', charged: NOTHING });
  });

  it('guesses at the domain that was found', () => {
    const values: (string | undefined)[] = [];
    const waterfall = waterfallOf([{ source: 'pattern' }], { findFirst: FIRST, verifier: { providerIds: ['v'], strategy: 'balanced' } });
    runTask(waterfall, leadOf(NAMELESS), { atlas: 'free', v: 'own' }, {}, (id, value) => (values.push(value), id === 'atlas' ? 'hit' : 'miss'));
    expect(values).toEqual([undefined, 'ada.example@example-works.example', 'ada@example-works.example', 'aexample@example-works.example']);
  });

  it('charges a bought domain when it is found, and says so on the receipt, whatever comes of the question', () => {
    const waterfall = waterfallOf([step('a')], { findFirst: FIRST, buysFirst: true });
    const routes = { atlas: 'account', a: 'account' } as const;
    const prices = { atlas: UNIT / 2, a: UNIT };
    const found = runTask(waterfall, leadOf(NAMELESS), routes, prices, () => 'hit');
    expect(found.task.charged).toEqual({ actions: UNIT, credits: UNIT + UNIT / 2 });
    expect(receiptOf(found.task).lines.map((l) => [l.label, l.finds, l.actions, l.credits])).toEqual([['atlas', 'companyDomain', 0, UNIT / 2], ['a', undefined, UNIT, UNIT]]);
    const missed = runTask(waterfall, leadOf(NAMELESS), routes, prices, (id) => (id === 'atlas' ? 'hit' : 'miss'));
    expect(missed.task).toMatchObject({ state: 'no-result', charged: { actions: 0, credits: UNIT / 2 } });
    expect(receiptOf(missed.task)).toMatchObject({ charged: { actions: 0, credits: UNIT / 2 }, released: { actions: UNIT, credits: UNIT } });
  });

  it('keeps holds and charges exact, whatever anybody says', () => {
    const say = fc.constantFrom<Say>('hit', 'miss', 'rejected', 'failed', 'reused');
    const route = fc.constantFrom<Route>('free', 'own', 'account');
    const price = fc.integer({ min: 0, max: 5 * UNIT });
    const rules = fc.record({ misses: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }), stopAt: fc.option(fc.integer({ min: 0, max: 6 * UNIT }), { nil: undefined }) });
    fc.assert(
      fc.property(fc.tuple(route, route, route, route, route), fc.tuple(price, price, price, price, price), fc.array(say, { minLength: 5, maxLength: 5 }), rules, fc.boolean(), (r, p, said, { misses, stopAt }, knows) => {
        const ids = ['atlas', 'harbour', 'a', 'b', 'v'];
        const routes = Object.fromEntries(ids.map((id, i) => [id, r[i]])) as Record<string, Route>;
        const waterfall = waterfallOf([{ source: 'pattern' }, step('a'), step('b')], {
          findFirst: FIRST, buysFirst: true, verifier: { providerIds: ['v'], strategy: 'conservative' },
          ...(misses === undefined ? {} : { stopAfterMisses: misses }), ...(stopAt === undefined ? {} : { stopAtCredits: micro(stopAt) }),
        });
        const lead = leadOf({ ...NAMELESS, ...(knows ? { companyDomain: 'example-works.example' } : {}) });
        if (planTask(waterfall, lead, contextOf(routes, Object.fromEntries(ids.map((id, i) => [id, p[i] ?? 0])))).kind === 'skip') return;
        const { task, run, charges, max } = runTask(waterfall, lead, routes, Object.fromEntries(ids.map((id, i) => [id, p[i] ?? 0])), (id) => said[ids.indexOf(id)] ?? 'miss');
        const posted = charges.filter((c) => c.state === 'posted').reduce((sum, c) => addAmounts(sum, c.posted), NOTHING);
        expect(run.held).toEqual(NOTHING);
        expect(charges.every((c) => c.state !== 'reserved')).toBe(true);
        expect([run.charged, task.charged]).toEqual([posted, posted]);
        for (const meter of ['actions', 'credits'] as const) {
          expect(task.charged[meter]).toBeLessThanOrEqual(max[meter]);
          expect(task.charged[meter]).toBeLessThanOrEqual(task.held[meter]);
        }
        expect(task.charged.actions).toBe(task.state === 'found' && task.steps.some((s) => s.state === 'accepted' && !s.finds && s.reusedAgeMs === undefined) ? UNIT : 0);
        expect(task.charged.credits).toBeLessThanOrEqual(stopAt ?? Number.MAX_SAFE_INTEGER);
        expect(task.steps.filter((s) => s.source === 'provider' && !s.finds && (s.state === 'no-result' || s.state === 'rejected')).length).toBeLessThanOrEqual(misses ?? Number.MAX_SAFE_INTEGER);
        const receipt = receiptOf(task);
        expect(receipt.lines.reduce((sum, l) => addAmounts(sum, l), NOTHING)).toEqual(task.charged);
        expect(task.steps.every((s) => s.state !== 'waiting' && s.state !== 'calling')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('giving up', () => {
  const many = (more: Partial<Waterfall>) => runTask(waterfallOf([step('a'), step('b'), step('c')], more), leadOf({ companyDomain: 'example.com' }), { a: 'own', b: 'own', c: 'own' }, {}, (id) => (id === 'c' ? 'hit' : 'miss'));
  it('ends after the set number of sources without an answer', () => {
    expect(many({ stopAfterMisses: 2 }).task.steps.map((s) => s.skip)).toEqual([undefined, undefined, 'misses']);
    expect(many({ stopAfterMisses: 3 }).task.state).toBe('found');
  });
  it('counts no failure and no guess as a source without an answer', () => {
    const waterfall = waterfallOf([{ source: 'pattern' }, step('a'), step('b')], { stopAfterMisses: 1, verifier: { providerIds: ['v'], strategy: 'balanced' } });
    const { task } = runTask(waterfall, leadOf({ ...NAMELESS, companyDomain: 'example.com' }), { a: 'own', b: 'own', v: 'own' }, {}, (id) => (id === 'a' ? 'failed' : id === 'v' ? 'rejected' : 'hit'));
    expect(task.state).toBe('found');
  });
});
