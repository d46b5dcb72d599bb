import { describe, expect, it } from 'vitest';
import type { ChargeOutcome } from '../../../lib/contracts/account-api.ts';
import { BREAKER_FAILURES, BREAKER_REST_MIN_MS } from '../../../lib/core/limits.ts';
import type { CallErrorKind, CallOutcome } from '../../../lib/domain/enrichment/operation.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { createAccount } from '../../../server/ledger/accounts.ts';
import { providerBudgets } from '../../../server/ledger/provider-budgets.ts';
import { ACCOUNT, CALLER, PLAN, USER, chargeRequest, gatewayWorld, hit, settled, type GatewayWorld } from './world.ts';

const ADDRESS = 'ada.byron@engine.example';
const OTHER = { accountId: 'account-2', userId: USER };
const failed = (kind: CallErrorKind): CallOutcome => ({ kind: 'failed', error: { kind, retryable: true }, tookMs: 3 });
const good = hit({ workEmail: ADDRESS });

async function worldWith(answer: { now: CallOutcome }): Promise<GatewayWorld> {
  const world = await gatewayWorld(() => answer.now);
  await world.db.transaction((tx) => createAccount(tx, { accountId: OTHER.accountId, name: 'Other', planId: PLAN.planId, planVersion: PLAN.version, anchorDay: 1 }));
  await world.keys.set(OTHER.accountId, 'hunter', 'key-of-another-1234', 'test');
  return world;
}
async function submit(world: GatewayWorld, caller = CALLER, change = {}): Promise<ChargeOutcome> {
  const outcome = await world.gateway.submit(caller, chargeRequest(change));
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
}
const times = async (n: number, work: () => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < n; i++) await work();
};
const RESTS = { state: 'voided', code: 'provider_failed', posted: { actions: 0, credits: 0 }, error: { kind: 'server', detail: expect.stringContaining('left alone') } };

describe('a provider that fails again and again', () => {
  it('is not asked for a while, and is told so with the time; nothing is charged or counted as paid', async () => {
    const answer = { now: failed('server') };
    const world = await worldWith(answer);
    await times(BREAKER_FAILURES, () => submit(world));
    expect(world.gateway.resting()).toBe(1);
    const outcome = await submit(world);
    expect(outcome).toMatchObject(RESTS);
    expect(outcome.error?.retryAfterMs).toBe(Math.round(BREAKER_REST_MIN_MS * 1.1));
    expect(world.engine.calls).toHaveLength(BREAKER_FAILURES);
    expect((await providerBudgets(world.db, ACCOUNT))[0]).toMatchObject({ used: 0, out: 0 });
    expect((await world.store.balances(ACCOUNT)).map((b) => [b.available, b.held])).toEqual([[100 * UNIT, 0], [50 * UNIT, 0]]);
    expect(world.logged).toContain('provider.rests');
  });

  it('is asked by other accounts, and other providers are asked by this one', async () => {
    const answer = { now: failed('server') };
    const world = await worldWith(answer);
    await times(BREAKER_FAILURES, () => submit(world));
    answer.now = good;
    expect(await submit(world, OTHER)).toMatchObject({ state: 'posted' });
    answer.now = hit({}, { verdict: 'valid' });
    expect(await submit(world, CALLER, { providerId: 'zerobounce', operation: 'verify-email', input: { email: ADDRESS } })).toMatchObject({ state: 'posted' });
    expect(await submit(world)).toMatchObject(RESTS);
  });

  it.each<CallErrorKind>(['auth', 'no-credits', 'forbidden-plan', 'bad-input', 'rate-limited'])('is asked on when all it says is %s', async (kind) => {
    const world = await worldWith({ now: failed(kind) });
    await times(BREAKER_FAILURES + 3, () => submit(world));
    expect(world.engine.calls).toHaveLength(BREAKER_FAILURES + 3);
    expect(world.gateway.resting()).toBe(0);
  });

  it('gets one trial call after its rest: a success opens it, a failure makes the next rest longer', async () => {
    const answer = { now: failed('timeout') };
    const world = await worldWith(answer);
    await times(BREAKER_FAILURES, () => submit(world));
    await world.timers.advance(BREAKER_REST_MIN_MS * 1.1);
    await submit(world);
    expect((await submit(world)).error?.retryAfterMs).toBe(Math.round(BREAKER_REST_MIN_MS * 2 * 1.1));
    await world.timers.advance(BREAKER_REST_MIN_MS * 2.2);
    answer.now = good;
    await times(3, async () => expect(await submit(world)).toMatchObject({ state: 'posted' }));
    expect(world.gateway.resting()).toBe(0);
    expect(world.engine.calls).toHaveLength(BREAKER_FAILURES + 4);
  });

  it('gets no second call while the trial is out', async () => {
    let end = (): void => undefined;
    let isSlow = false;
    const world = await gatewayWorld(() => (isSlow ? new Promise((resolve) => { end = () => resolve(good); }) : failed('server')));
    await times(BREAKER_FAILURES, () => submit(world));
    await world.timers.advance(BREAKER_REST_MIN_MS * 1.1);
    isSlow = true;
    const trial = chargeRequest();
    await world.gateway.submit(CALLER, trial, 0);
    while (world.engine.calls.length <= BREAKER_FAILURES) await settled();
    expect(await submit(world)).toMatchObject(RESTS);
    end();
    expect(await world.gateway.look(CALLER, trial.chargeId, 10_000)).toMatchObject({ state: 'posted' });
    isSlow = false;
    expect(await submit(world)).not.toMatchObject(RESTS);
    await world.gateway.stop();
  });
});
