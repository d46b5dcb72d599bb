import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChargeId, LeadId, RunId, TaskId } from '../../../lib/core/ids.ts';
import { receiptNumber, receiptOf } from '../../../lib/domain/enrichment/receipt.ts';
import type { Step, Task } from '../../../lib/domain/enrichment/run.ts';
import { NOTHING, ONE_ACTION, UNIT, add, micro } from '../../../lib/domain/ledger/amount.ts';
import { askedWords, endWords, lineNote } from '../../../lib/ui/steps.ts';

const step = (index: number, over: Partial<Step>): Step => ({
  index,
  state: 'waiting',
  source: 'provider',
  providerId: `p${index}`,
  creditsMax: micro(UNIT),
  chargeId: `t.${index}` as ChargeId,
  attempts: 0,
  ...over,
});
const task = (over: Partial<Task>): Task => ({
  id: '0198f000-0000-7000-8000-00000abcd123' as TaskId,
  runId: 'r' as RunId,
  leadId: 'l' as LeadId,
  enrichment: 'work-email',
  state: 'found',
  steps: [],
  createdAt: 1_000,
  endedAt: 5_300,
  notBefore: 0,
  held: NOTHING,
  charged: NOTHING,
  ...over,
});

describe('receiptOf', () => {
  it('says who answered, what each said and what was given back', () => {
    const receipt = receiptOf(
      task({
        steps: [
          step(0, { source: 'pattern', state: 'rejected', value: 'a@example.com', verdict: 'invalid', tookMs: 300, creditsMax: micro(0) }),
          step(1, { state: 'no-result', attempts: 1, tookMs: 1_400, route: 'account' }),
          step(2, { state: 'accepted', attempts: 1, route: 'account', value: 'ada@example.com', verdict: 'valid' }),
          step(3, { state: 'skipped', skip: 'answered', creditsMax: micro(1_500_000) }),
        ],
        held: { actions: ONE_ACTION, credits: micro(1_500_000) },
        charged: { actions: ONE_ACTION, credits: micro(UNIT) },
        answer: { workEmail: 'ada@example.com' },
        sandbox: true,
      }),
      (id) => `Provider ${id}`,
    );
    expect(receipt.number).toBe('R-0ABCD123');
    expect(receipt.title).toBe('Find work email');
    expect(receipt.lines.map((l) => [l.label, l.outcome, l.actions, l.credits])).toEqual([
      ['Pattern guess', 'rejected', 0, 0],
      ['Provider p1', 'no-result', 0, 0],
      ['Provider p2', 'answered', UNIT, UNIT],
      ['Provider p3', 'not-asked', 0, 0],
    ]);
    expect(receipt.released).toEqual({ actions: 0, credits: 500_000 });
    expect(receipt.asked).toBe(2);
    expect(receipt.tookMs).toBe(4_300);
    expect(receipt.sandbox).toBe(true);
  });

  it('charges nothing on a reused answer and on a miss', () => {
    const reused = receiptOf(task({ steps: [step(0, { state: 'accepted', reusedAgeMs: 60_000, route: 'account' })] }));
    expect(reused.lines[0]).toMatchObject({ outcome: 'answered', actions: 0, credits: 0, reusedAgeMs: 60_000 });
    const miss = receiptOf(task({ state: 'no-result', steps: [step(0, { state: 'no-result', attempts: 1 })] }));
    expect(miss.charged).toEqual(NOTHING);
  });

  it('keeps the sum of the lines equal to what was charged', () => {
    const states = fc.constantFrom<Step['state']>('accepted', 'rejected', 'no-result', 'failed', 'skipped');
    const routes = fc.constantFrom('free' as const, 'own' as const, 'account' as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(states, routes, fc.nat({ max: 10 * UNIT })), { minLength: 1, maxLength: 12 }), fc.nat({ max: 40 * UNIT }), (raw, credits) => {
        const steps = raw.map(([state, route, price], i) => step(i, { state, route, creditsMax: micro(price) }));
        const any = steps.some((s) => s.state === 'accepted');
        const charged = any ? { actions: ONE_ACTION, credits: micro(credits) } : NOTHING;
        const receipt = receiptOf(task({ steps, charged, held: charged }));
        expect(add(...receipt.lines.map((l) => l.credits))).toBe(charged.credits);
        expect(add(...receipt.lines.map((l) => l.actions))).toBe(charged.actions);
      }),
    );
  });

  it('makes short numbers that only use letters and digits', () => {
    expect(receiptNumber('x' as TaskId)).toBe('R-X');
    expect(receiptNumber('0198f000-0000-7000-8000-00000abcd123' as TaskId)).toMatch(/^R-[0-9A-Z]{8}$/);
  });
});

describe('what is said when nothing came of it', () => {
  const words = (over: Partial<Task>): string => askedWords(receiptOf(task(over)), over.skip);
  it('counts the sources that were asked', () => {
    expect(words({ state: 'no-result', steps: [step(0, { state: 'no-result', attempts: 1 }), step(1, { state: 'failed', attempts: 3 }), step(2, { state: 'skipped' })] })).toBe('2 sources asked in 4.3 s.');
  });
  it('never says that nobody was asked when a guess was checked', () => {
    const guess = step(0, { source: 'pattern', state: 'rejected', value: 'a@example.com', tookMs: 300 });
    expect(words({ state: 'stopped', steps: [guess, step(1, { state: 'skipped', skip: 'stopped' })] })).toBe('Only the pattern guess was tried.');
    expect(words({ state: 'stopped', steps: [step(0, { state: 'skipped', skip: 'stopped' })] })).toBe('Nobody was asked.');
    expect(words({ state: 'skipped', skip: 'missing-input' })).toBe('Not enough known to ask.');
  });
  it('reads the end aloud with what it cost', () => {
    expect(endWords(task({ state: 'no-result' }), 'Find mobile')).toBe('Find mobile: no result. Nothing charged.');
    expect(endWords(task({ charged: { actions: ONE_ACTION, credits: micro(500_000) } }), 'Find mobile')).toBe('Find mobile: found. Charged 1 Action + 0.5 Credits.');
  });
  it('says how a source failed, not that it failed twice', () => {
    const [line] = receiptOf(task({ steps: [step(0, { state: 'failed', attempts: 1, error: { kind: 'auth', retryable: false } })] })).lines;
    expect(line && lineNote(line)).toBe('key rejected');
  });
});
