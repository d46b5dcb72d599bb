import { describe, expect, it } from 'vitest';
import type { ChargeOutcome, ChargeRequest } from '../../../lib/contracts/account-api.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { costOfCall, paidFor } from '../../../server/gateway/call-cost.ts';
import { loadCatalogue } from '../../../server/catalogue.ts';
import { providerBudgets } from '../../../server/ledger/provider-budgets.ts';
import { fullPriceBook } from '../../../server/prices.ts';
import { ACCOUNT, CALLER, chargeRequest, gatewayWorld, hit, miss, settled, type GatewayWorld } from './world.ts';

const ADDRESS = 'ada.byron@engine.example';
/** What one address of this supplier costs, micro-USD (server/prices.ts). */
const COST = 25_000;
const submit = async (world: GatewayWorld, request: ChargeRequest = chargeRequest(), gateway = world.gateway): Promise<ChargeOutcome> => {
  const outcome = await gateway.submit(CALLER, request);
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
};
const paid = async (world: GatewayWorld, providerId = 'hunter') => (await providerBudgets(world.db, ACCOUNT)).filter((one) => one.providerId === providerId).map(({ used, out }) => [used, out]);
const balances = async (world: GatewayWorld) => Object.fromEntries((await world.store.balances(ACCOUNT)).map((b) => [b.meter, [b.available, b.held, b.spent]]));
const limit = (world: GatewayWorld, microUsd: number, providerId = 'hunter') => world.store.setProviderLimit(ACCOUNT, providerId, microUsd);

describe('the most that a provider is paid a day', () => {
  it('refuses the call that could go beyond it before it is made, and charges nothing', async () => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }));
    await limit(world, 2 * COST);
    expect([await submit(world), await submit(world)].map(({ state }) => state)).toEqual(['posted', 'posted']);
    const before = await balances(world);
    const request = chargeRequest();
    expect(await submit(world, request)).toMatchObject({ state: 'voided', code: 'limit', posted: { actions: 0, credits: 0 } });
    expect(await balances(world)).toEqual(before);
    expect(world.engine.calls).toHaveLength(2);
    expect(await paid(world)).toEqual([[2 * COST, 0]]);
    await limit(world, 10 * COST);
    expect(await submit(world, request)).toMatchObject({ state: 'voided', code: 'limit' });
    expect(await submit(world)).toMatchObject({ state: 'posted' });
  });

  it('counts calls on their way, of both processes, with the most they can cost', async () => {
    const answers: (() => void)[] = [];
    const world = await gatewayWorld(() => new Promise((resolve) => answers.push(() => resolve(miss))));
    await limit(world, 2 * COST);
    const other = world.another();
    const [a, b] = [chargeRequest(), chargeRequest()];
    await world.gateway.submit(CALLER, a, 0);
    await other.submit(CALLER, b, 0);
    while (answers.length < 2) await settled();
    expect(await paid(world)).toEqual([[0, 2 * COST]]);
    expect(await submit(world)).toMatchObject({ state: 'voided', code: 'limit' });
    for (const answer of answers) answer();
    expect(await world.gateway.look(CALLER, a.chargeId, 10_000)).toMatchObject({ state: 'voided', code: 'no_result' });
    await Promise.all([world.gateway.stop(), other.stop()]);
    // No manifest says that misses are free here, so they are taken to be billed.
    expect(await paid(world)).toEqual([[2 * COST, 0]]);
  });

  it('asks the next verifier when one has had its share of the day, and none is none', async () => {
    const world = await gatewayWorld((request) => (request.operation === 'verify-email' ? hit({}, { verdict: 'valid' }) : hit({ workEmail: ADDRESS })), { keysFor: ['hunter', 'zerobounce', 'neverbounce'] });
    await limit(world, 0, 'zerobounce');
    const accept = { strategy: 'balanced', verifierIds: ['zerobounce', 'neverbounce'] } as const;
    expect(await submit(world, chargeRequest({ accept: { ...accept, verifierIds: [...accept.verifierIds] } }))).toMatchObject({ state: 'posted', verdict: 'valid' });
    expect(world.engine.calls.map((call) => call.providerId)).toEqual(['hunter', 'neverbounce']);
    expect(await paid(world, 'neverbounce')).toEqual([[8_000, 0]]);
  });

  it('counts a job once, from its start to the answer', async () => {
    const world = await gatewayWorld((request) => (request.poll === undefined ? { kind: 'pending', poll: { jobId: 'j1', polls: 1, notBefore: world.clock.now + 5_000 }, afterMs: 5_000, tookMs: 1 } : hit({ workEmail: ADDRESS })));
    await limit(world, COST);
    const request = chargeRequest();
    await world.gateway.submit(CALLER, request, 0);
    while (world.engine.calls.length < 1) await settled();
    expect(await paid(world)).toEqual([[0, COST]]);
    await world.timers.advance(6_000);
    expect(await world.gateway.look(CALLER, request.chargeId, 0)).toMatchObject({ state: 'posted' });
    await world.gateway.stop();
    expect(await paid(world)).toEqual([[COST, 0]]);
  });

  it.each([
    ['an answer', hit({ workEmail: ADDRESS }), COST],
    ['a key that is not accepted', { kind: 'failed', error: { kind: 'auth', retryable: false }, tookMs: 1 } as const, 0],
    ['an outage', { kind: 'failed', error: { kind: 'server', retryable: true }, tookMs: 1 } as const, 0],
    ['an answer that nobody waited for any longer', { kind: 'failed', error: { kind: 'timeout', retryable: true }, tookMs: 1 } as const, COST],
  ])('counts %s with what it can have cost', async (_name, outcome, cost) => {
    const world = await gatewayWorld(() => outcome);
    await submit(world);
    await world.gateway.stop();
    expect(await paid(world)).toEqual([[cost, 0]]);
  });
});

describe('what a call costs', () => {
  it('is the documented price, else what a result is sold for; misses cost where each call is billed', async () => {
    const catalogue = await loadCatalogue();
    const book = fullPriceBook(catalogue, false);
    const of = (providerId: string, operation: 'find-work-email' | 'verify-email' | 'enrich-company') => costOfCall(catalogue.get(providerId), book, providerId, operation);
    expect(of('hunter', 'find-work-email').worst).toBe(COST);
    const [undocumented = ''] = [...catalogue.keys()].filter((id) => Object.hasOwn(book.data, `verify-email@${id}`) && of(id, 'verify-email').worst === Math.ceil(((book.data[`verify-email@${id}`] ?? 0) * book.creditMicroUsd) / UNIT));
    expect(of(undocumented, 'verify-email').worst).toBeGreaterThan(0);
    expect(costOfCall(catalogue.get('hunter'), { ...book, data: {} }, 'apollo', 'enrich-company').worst).toBeNull();
    expect(paidFor({ worst: 5, billsMisses: true }, miss)).toBe(5);
    expect(paidFor({ worst: 5, billsMisses: false }, miss)).toBe(0);
  });
});
