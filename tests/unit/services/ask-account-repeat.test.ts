/** An answer that the account had bought already: taken, free, as old as it was there. */
import { describe, expect, it } from 'vitest';
import type { ChargeOutcome, ChargeRequest } from '../../../lib/contracts/account-api.ts';
import { ok } from '../../../lib/core/result.ts';
import { closeStep, type TaskRows } from '../../../lib/domain/enrichment/advance.ts';
import { NOTHING } from '../../../lib/domain/ledger/amount.ts';
import { addUsage, usageKey, type UsageLine } from '../../../lib/domain/ledger/clay.ts';
import { explain } from '../../../lib/domain/ledger/explain.ts';
import { NO_SUMS, addEntry } from '../../../lib/domain/ledger/statement.ts';
import { askAccount } from '../../../lib/services/ask-account.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import type { Asked } from '../../../lib/services/question.ts';

const HOUR = 3_600_000;
const ANSWER = { fields: { workEmail: 'ada@engine.example' }, verdict: 'valid' as const, raw: '{"email":"ada"}' };
const OUTCOME: ChargeOutcome = { chargeId: 'charge-0001', state: 'voided', code: 'deduplicated', posted: { actions: 0, credits: 0 }, answer: ANSWER, verdict: 'valid', repeatedAgeMs: 5 * HOUR, tookMs: 0, sandbox: false };

async function ask(outcome: ChargeOutcome, freshnessDays = 3, id = 'work-email') {
  const sent: ChargeRequest[] = [];
  const deps = {
    now: () => 10 * HOUR, sha256: async (text: string) => text,
    vault: { open: async () => 'token' },
    store: { meta: { get: async (key: string) => (key === 'account' ? { serverUrl: 'http://account.example', priceBook: { version: 1 } } : { deviceId: 'device-0001', ledgerEpoch: 1 }), vault: { get: async () => ({ iv: new Uint8Array(12), ciphertext: new ArrayBuffer(1), key: {} }) } } },
    account: { charge: async (_url: string, _token: string, request: ChargeRequest) => (sent.push(request), ok(outcome)) },
  } as unknown as Deps;
  const asked = {
    task: { id: 'task-0001', runId: 'run-00001', leadId: 'lead-0001', enrichment: 'work-email' }, lead: { updatedAt: 0 }, stopping: false,
    step: { chargeId: 'charge-0001', source: 'provider', providerId: 'hunter', operation: 'find-work-email', attempts: 1, creditsMax: 1_000_000 },
    waterfall: { id, enrichment: 'work-email', wanted: ['workEmail'], freshnessDays }, context: { stored: async () => undefined },
  } as unknown as Asked;
  return { result: await askAccount(deps, asked, { name: 'Ada' }), sent };
}

describe('a repeated answer of the account', () => {
  it('is accepted as one that was known, with its age: nothing is posted, nothing is owed, no receipt is kept', async () => {
    const { result } = await ask(OUTCOME);
    expect(result).toEqual({ kind: 'accepted', answer: ANSWER, verdict: 'valid', tookMs: 0, sandbox: false, said: { raw: ANSWER.raw }, reusedAgeMs: 5 * HOUR, keepAs: expect.stringContaining('account http://account.example') as string });
  });
  it('is asked for only as fresh as the waterfall wants it', async () => {
    for (const days of [0, 30]) expect((await ask(OUTCOME, days)).sent[0]?.freshMs).toBe(days * 24 * HOUR);
  });
  it('names the waterfall by an id that nobody wrote, or not at all', async () => {
    const refOf = async (id: string) => (await ask(OUTCOME, 3, id)).sent[0]?.waterfallRef;
    const own = '0190b8c2-7d1e-7abc-8def-0123456789ab';
    expect([await refOf('work-email'), await refOf(own), await refOf(`question.${own}`), await refOf('emails-for-acme')]).toEqual(['work-email', own, `question.${own}`, undefined]);
  });
  it('that is kept no longer is worth another try, not a miss', async () => {
    const { answer: _gone, ...without } = OUTCOME;
    expect((await ask(without)).result).toMatchObject({ kind: 'failed', error: { retryable: true } });
  });
  it('is no miss either where the lead was erased before anybody was asked', async () => {
    expect((await ask({ chargeId: 'charge-0001', state: 'voided', code: 'erased', posted: { actions: 0, credits: 0 }, sandbox: false })).result).toEqual({ kind: 'refused', skip: 'stopped' });
  });
  it('is told as free in the statement, and is neither an answer nor a miss of the usage', () => {
    const line = { seq: 1, at: 1, kind: 'void' as const, actions: 0, credits: 0, code: 'deduplicated', enrichment: 'work-email', providerId: 'hunter', route: 'account' as const };
    expect(explain(line, () => 'Hunter')).toEqual({ title: 'Work email, Hunter, repeated', text: 'Repeated, free: the account had bought this answer already.' });
    // Who waited for it had a hold.
    expect(explain({ ...line, actions: 1_000_000, credits: 500_000 }, () => 'Hunter').text).toBe('Repeated, free: the same was being asked already, and its answer is given here as well. 1 Action and 0.5 Credits that were held are free again.');
    const usage = new Map<string, UsageLine>();
    addUsage(usage, line);
    expect(usage.size).toBe(0);
    expect(addEntry(NO_SUMS, line)).toMatchObject({ lines: 1, answers: 0, misses: 0 });
    expect(addEntry(NO_SUMS, { ...line, code: 'no_result' })).toMatchObject({ misses: 1 });
    addUsage(usage, { ...line, code: 'no_result' });
    expect(usage.get(usageKey({ enrichment: 'work-email', route: 'account' }))?.misses).toBe(1);
  });
});

describe('what becomes of it on the device', () => {
  it('its charge ends without a price, the answer is written with its age and kept as old as it was', async () => {
    const { result } = await ask(OUTCOME);
    const step = { index: 0, chargeId: 'charge-0001', source: 'provider', providerId: 'hunter', operation: 'find-work-email', route: 'account', state: 'calling', attempts: 1, creditsMax: 1_000_000 };
    const rows = {
      task: { id: 'task-0001', runId: 'run-00001', leadId: 'lead-0001', enrichment: 'work-email', state: 'running', steps: [step], charged: NOTHING, held: NOTHING, createdAt: 0 },
      run: { id: 'run-00001', state: 'running', waterfall: { enrichment: 'work-email', wanted: ['workEmail'], freshnessDays: 3 }, cap: NOTHING, held: NOTHING, charged: NOTHING, endedTasks: { found: 0 }, leadCount: 5, createdAt: 0 },
      lead: undefined,
      charges: new Map([['charge-0001', { id: 'charge-0001', path: 'account', state: 'reserved', quoted: { actions: 1_000_000, credits: 1_000_000 }, posted: NOTHING, reservedAt: 0 }]]),
    } as unknown as TaskRows;
    const changes = closeStep(rows, 0, result, 10 * HOUR);
    expect(changes.charges).toMatchObject([{ state: 'voided', code: 'reused', posted: NOTHING }]);
    expect(changes.task).toMatchObject({ state: 'found', charged: NOTHING, steps: [{ state: 'accepted', reusedAgeMs: 5 * HOUR, value: 'ada@engine.example' }] });
    expect(changes.keep).toMatchObject({ at: 5 * HOUR });
    expect(changes.ack).toBeUndefined();
  });
});
