import { describe, expect, it, vi } from 'vitest';
import { CALL_CLAIM_MS, HOLD_TTL_MS } from '../../../lib/core/limits.ts';
import type { ChargeOutcome, ChargeRequest } from '../../../lib/contracts/account-api.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { ACCOUNT, CALLER, chargeRequest, gatewayWorld, hit, miss, settled, type GatewayWorld } from './world.ts';
import { setState } from '../../../server/ledger/freeze.ts';
import { rebuild } from '../../../server/ledger/rebuild.ts';

const ADDRESS = 'ada.byron@engine.example';
const submit = async (world: GatewayWorld, request: ChargeRequest): Promise<ChargeOutcome> => {
  const outcome = await world.gateway.submit(CALLER, request);
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
};
const available = async (world: GatewayWorld) => Object.fromEntries((await world.store.balances(ACCOUNT)).map((b) => [b.meter, [b.available, b.held, b.spent]]));
const UNTOUCHED = { actions: [100 * UNIT, 0, 0], data_credits: [50 * UNIT, 0, 0] };

describe('a charge through the account', () => {
  it('takes one Action and the price of the operation for a result, once', async () => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }, { confidence: 91 }));
    const request = chargeRequest();
    const outcome = await submit(world, request);
    expect(outcome).toMatchObject({ state: 'posted', posted: { actions: UNIT, credits: UNIT }, answer: { fields: { workEmail: ADDRESS }, confidence: 91 }, sandbox: false });
    expect(await submit(world, request)).toEqual(outcome);
    expect(world.engine.calls).toHaveLength(1);
    expect(world.engine.calls[0]).toMatchObject({ secret: 'key-of-hunter-1234', idempotencyKey: request.chargeId });
    expect(await available(world)).toEqual({ actions: [99 * UNIT, 0, UNIT], data_credits: [49 * UNIT, 0, UNIT] });
  });

  it.each([
    ['a miss', miss, 'no_result'],
    ['a failure', { kind: 'failed', error: { kind: 'no-credits', retryable: false, status: 402 }, tookMs: 3 } as const, 'provider_failed'],
    ['a suppressed person', { ...miss, reason: 'legal-suppressed' } as const, 'legal-suppressed'],
  ])('takes nothing for %s', async (_name, outcome, code) => {
    const world = await gatewayWorld(() => outcome);
    expect(await submit(world, chargeRequest())).toMatchObject({ state: 'voided', code, posted: { actions: 0, credits: 0 } });
    expect(await available(world)).toEqual(UNTOUCHED);
  });

  it('takes no Action for a part of an enrichment, only the price of what was found', async () => {
    const world = await gatewayWorld(() => hit({ name: 'Engine Works' }));
    const part = chargeRequest({ operation: 'enrich-company', input: { domain: 'engine.example' }, wanted: ['name'], isPart: true, max: { actions: 0, credits: UNIT / 2 } });
    expect(await submit(world, part)).toMatchObject({ state: 'posted', posted: { actions: 0, credits: UNIT / 2 } });
    expect(await available(world)).toEqual({ actions: [100 * UNIT, 0, 0], data_credits: [50 * UNIT - UNIT / 2, 0, UNIT / 2] });
    const { isPart: _part, ...whole } = part;
    expect(await submit(world, chargeRequest({ ...whole, chargeId: 'charge-whole-1' }))).toMatchObject({ state: 'rejected', code: 'price_changed' });
  });

  it('answers the same for ever when it was refused, even after the reason is gone', async () => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }), { keysFor: [] });
    const request = chargeRequest();
    const refused = await submit(world, request);
    expect(refused).toMatchObject({ state: 'rejected', code: 'no_provider_key' });
    await world.keys.set(ACCOUNT, 'hunter', 'key-of-hunter-1234', 'test');
    expect(await submit(world, request)).toEqual(refused);
    expect(await submit(world, chargeRequest())).toMatchObject({ state: 'posted' });
    expect(world.engine.calls).toHaveLength(1);
  });

  it.each<[string, Partial<ChargeRequest>, string]>([
    ['another price book', { priceBookVersion: 2 }, 'price_changed'],
    ['a price above what stood on the button', { max: { actions: UNIT, credits: UNIT - 1 } }, 'price_changed'],
    ['an operation without a price', { operation: 'find-mobile' }, 'no_price'],
    ['a part of a question that answers one', { isPart: true }, 'no_price'],
    ['missing input', { input: { name: 'Ada' } }, 'missing_input'],
    ['a provider without a key', { providerId: 'apollo' }, 'no_provider_key'],
  ])('refuses %s before anything is asked', async (_name, change, code) => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }));
    expect(await submit(world, chargeRequest(change))).toMatchObject({ state: 'rejected', code, posted: { actions: 0, credits: 0 } });
    expect(world.engine.calls).toHaveLength(0);
    expect(await available(world)).toEqual(UNTOUCHED);
  });

  it('refuses what the balance cannot cover, both meters or none', async () => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }));
    for (let i = 0; i < 50; i++) await submit(world, chargeRequest());
    expect(await submit(world, chargeRequest())).toMatchObject({ state: 'rejected', code: 'insufficient_credits' });
    expect(await available(world)).toEqual({ actions: [50 * UNIT, 0, 50 * UNIT], data_credits: [0, 0, 50 * UNIT] });
  });

  it('refuses an id that belongs to another request', async () => {
    const world = await gatewayWorld(() => miss);
    const request = chargeRequest();
    await submit(world, request);
    expect(await world.gateway.submit(CALLER, { ...request, input: { ...request.input, firstName: 'Augusta' } })).toEqual({ ok: false, error: 'id_reused' });
    expect(await world.gateway.submit(CALLER, { ...request, deviceId: 'device-0002' })).toMatchObject({ ok: true });
  });

  it('says reserved while the provider thinks, and the end afterwards', async () => {
    let answer = (): void => undefined;
    const world = await gatewayWorld(() => new Promise((resolve) => { answer = () => resolve(hit({ workEmail: ADDRESS })); }));
    const request = chargeRequest();
    const early = await world.gateway.submit(CALLER, request, 0);
    expect(early).toMatchObject({ ok: true, value: { state: 'reserved', posted: { actions: 0, credits: 0 } } });
    expect((await world.store.balances(ACCOUNT)).map((b) => b.held)).toEqual([UNIT, UNIT]);
    await settled();
    answer();
    await settled();
    expect(await world.gateway.look(CALLER, request.chargeId)).toMatchObject({ state: 'posted' });
    expect(await world.gateway.look({ ...CALLER, accountId: 'account-2' }, request.chargeId)).toBeNull();
    const reads = vi.spyOn(world.store, 'charge');
    expect(await world.gateway.look(CALLER, request.chargeId)).toMatchObject({ state: 'posted' });
    expect(reads).toHaveBeenCalledTimes(1);
    expect(await world.gateway.look({ ...CALLER, userId: 'user-0002' }, request.chargeId)).toBeNull();
    expect(await world.gateway.submit({ ...CALLER, userId: 'user-0002' }, request)).toEqual({ ok: false, error: 'id_reused' });
  });

  it('marks sandbox answers', async () => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }), { sandboxUrl: 'http://127.0.0.1:9' });
    expect(await submit(world, chargeRequest())).toMatchObject({ sandbox: true });
    expect(world.engine.calls[0]?.sandboxUrl).toBe('http://127.0.0.1:9');
  });

  it('keeps no question and no answer readable in the database', async () => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }));
    await submit(world, chargeRequest());
    for (const { name } of await world.db.all<{ name: string }>(`select name from sqlite_master where type = 'table'`)) {
      const text = JSON.stringify(await world.db.all(`select * from ${name}`));
      for (const secret of ['byron', 'Byron', 'engine.example', 'key-of-hunter']) expect(text).not.toContain(secret);
    }
  });
});

describe('the acceptance policy', () => {
  const accept: NonNullable<ChargeRequest['accept']> = { strategy: 'conservative', verifierIds: ['findymail', 'zerobounce'] };
  const withVerdict = (verdict: 'valid' | 'catch-all' | 'invalid' | 'unknown') => (request: { operation: string }) =>
    request.operation === 'verify-email' ? hit({}, { verdict }) : hit({ workEmail: ADDRESS });

  it('pays for an address that the first verifier with a key accepts; the verifier costs the user nothing', async () => {
    const world = await gatewayWorld(withVerdict('valid'));
    expect(await submit(world, chargeRequest({ accept }))).toMatchObject({ state: 'posted', posted: { actions: UNIT, credits: UNIT }, verdict: 'valid', answer: { verdict: 'valid' } });
    expect(world.engine.calls.map((c) => `${c.operation}@${c.providerId}`)).toEqual(['find-work-email@hunter', 'verify-email@zerobounce']);
    expect(await world.db.all('select provider_id, delivered from supplier_call order by call_id')).toEqual([{ provider_id: 'hunter', delivered: 1 }, { provider_id: 'zerobounce', delivered: 1 }]);
  });

  it('voids what the verifier rejects and hands out only a masked value', async () => {
    const world = await gatewayWorld(withVerdict('catch-all'));
    const outcome = await submit(world, chargeRequest({ accept }));
    expect(outcome).toMatchObject({ state: 'voided', code: 'rejected_by_verifier', posted: { actions: 0, credits: 0 }, verdict: 'catch-all', maskedValue: 'a•••@engine.example' });
    expect(JSON.stringify(outcome)).not.toContain(ADDRESS);
    expect(await available(world)).toEqual(UNTOUCHED);
  });

  it.each([
    ['balanced', 'catch-all', 'posted'],
    ['balanced', 'unknown', 'voided'],
    ['aggressive', 'unknown', 'posted'],
    ['aggressive', 'invalid', 'voided'],
  ] as const)('%s with %s is %s', async (strategy, verdict, state) => {
    const world = await gatewayWorld(withVerdict(verdict));
    expect(await submit(world, chargeRequest({ accept: { ...accept, strategy } }))).toMatchObject({ state });
  });

  it('goes by the own verdict of the provider when no verifier can be asked', async () => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }, { verdict: 'valid' }), { keysFor: ['hunter'] });
    expect(await submit(world, chargeRequest({ accept }))).toMatchObject({ state: 'posted', verdict: 'valid' });
  });

  it('charges a verified guess only when the policy accepts it', async () => {
    const verify = { providerId: 'zerobounce', operation: 'verify-email', input: { email: ADDRESS }, max: { actions: UNIT, credits: 400_000 } } as const;
    const world = await gatewayWorld((request) => hit({}, { verdict: request.input.email === ADDRESS ? 'valid' : 'invalid' }));
    expect(await submit(world, chargeRequest({ ...verify, accept }))).toMatchObject({ state: 'posted', posted: { actions: UNIT, credits: 400_000 } });
    expect(await submit(world, chargeRequest({ ...verify, accept, input: { email: 'a.byron@engine.example' } }))).toMatchObject({ state: 'voided', code: 'rejected_by_verifier' });
    expect(await submit(world, chargeRequest({ ...verify, input: { email: 'a.byron@engine.example' } }))).toMatchObject({ state: 'posted', verdict: 'invalid' });
  });
});

describe('an answer that is not one', () => {
  it.each(['conservative', 'balanced', 'aggressive'] as const)('is free when the verifier of a guess cannot say (%s)', async (strategy) => {
    const world = await gatewayWorld(() => hit({}, { verdict: 'unknown' }));
    const guess = { providerId: 'zerobounce', operation: 'verify-email', input: { email: ADDRESS }, max: { actions: UNIT, credits: 400_000 } } as const;
    expect(await submit(world, chargeRequest({ ...guess, accept: { strategy, verifierIds: [] } }))).toMatchObject({ state: 'voided', posted: { actions: 0, credits: 0 } });
    expect(await available(world)).toEqual(UNTOUCHED);
  });

  it('is free when it has none of the fields that were wanted', async () => {
    const world = await gatewayWorld(() => hit({ title: 'Baker' }));
    expect(await submit(world, chargeRequest({ wanted: ['mobile', 'workEmail'] }))).toMatchObject({ state: 'voided', code: 'no_result', posted: { actions: 0, credits: 0 } });
    expect(await available(world)).toEqual(UNTOUCHED);
  });

  it('is free when an address was asked for and none came', async () => {
    const world = await gatewayWorld(() => hit({ title: 'Baker' }));
    expect(await submit(world, chargeRequest())).toMatchObject({ state: 'voided', code: 'no_result' });
  });
});

describe('asynchronous jobs and lost workers', () => {
  it('parks a pending job, polls it and pays once', async () => {
    const world = await gatewayWorld((request) => (request.poll === undefined ? { kind: 'pending', poll: { jobId: 'j1', polls: 1, notBefore: world.clock.now + 5_000 }, afterMs: 5_000, tookMs: 1 } : hit({ workEmail: ADDRESS })));
    const request = chargeRequest();
    const pending = world.gateway.submit(CALLER, request);
    await world.timers.advance(6_000);
    expect(await pending).toMatchObject({ ok: true, value: { state: 'posted' } });
    expect(world.engine.calls.map((c) => c.poll?.jobId)).toEqual([undefined, 'j1']);
  });

  const never = (): Promise<never> => new Promise(() => undefined);
  /** A worker that claims and then dies: its claim is never renewed. */
  async function deadWorker(world: GatewayWorld, request: ChargeRequest): Promise<void> {
    const { providerId, operation, input } = request;
    await world.store.reserve({
      ...request, accountId: ACCOUNT, userId: CALLER.userId, requestHash: 'whatever', decision: { kind: 'price', quoted: request.max as never },
      sealedRequest: await world.vault.seal(ACCOUNT, `request|${request.chargeId}`, JSON.stringify({ providerId, operation, input })), holdMs: HOLD_TTL_MS, sandbox: false,
    });
    expect(await world.store.claim(ACCOUNT, request.chargeId, { id: 'dead', claimMs: CALL_CLAIM_MS, takeover: false })).not.toBeNull();
  }

  it('B.10 row 7: asks a cheap lost call once more', async () => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }));
    const request = chargeRequest();
    await deadWorker(world, request);
    expect(await world.gateway.sweep()).toBe(0);
    world.clock.now += CALL_CLAIM_MS + 1;
    expect(await world.gateway.sweep()).toBe(1);
    await settled();
    expect(await world.gateway.look(CALLER, request.chargeId)).toMatchObject({ state: 'posted' });
    expect(world.engine.calls).toHaveLength(1);
  });

  it('B.10 row 8: voids a dear lost call, and a cheap one that was lost twice', async () => {
    const world = await gatewayWorld(never, { keysFor: ['hunter'] });
    const [dear, cheap] = [chargeRequest({ max: { actions: UNIT, credits: 10 * UNIT } }), chargeRequest()];
    await deadWorker(world, dear);
    await deadWorker(world, cheap);
    world.clock.now += CALL_CLAIM_MS + 1;
    expect(await world.store.claim(ACCOUNT, cheap.chargeId, { id: 'dead-too', claimMs: CALL_CLAIM_MS, takeover: true })).toMatchObject({ attempt: 2 });
    world.clock.now += CALL_CLAIM_MS + 1;
    await world.gateway.sweep();
    for (const { chargeId } of [dear, cheap]) expect(await world.gateway.look(CALLER, chargeId)).toMatchObject({ state: 'voided', code: 'outcome_unknown' });
    expect(await available(world)).toEqual(UNTOUCHED);
  });

  it('B.10 row 10: keeps the claim of a slow call alive, and throws away an answer that comes after the end', async () => {
    let answer = (): void => undefined;
    const world = await gatewayWorld(() => new Promise((resolve) => { answer = () => resolve(hit({ workEmail: ADDRESS })); }));
    const request = chargeRequest();
    const pending = world.gateway.submit(CALLER, request, 0);
    await pending;
    await world.timers.advance(3 * CALL_CLAIM_MS);
    expect(await world.another().sweep()).toBe(0);
    await world.store.resolve(ACCOUNT, request.chargeId, { kind: 'void', code: 'stopped' }, 1);
    answer();
    await settled();
    expect(await world.gateway.look(CALLER, request.chargeId)).toMatchObject({ state: 'voided', code: 'stopped' });
    expect(world.logged).toContain('charge.answer_too_late');
    expect(await world.db.all('select delivered from supplier_call')).toEqual([{ delivered: 0 }]);
    expect(await available(world)).toEqual(UNTOUCHED);
  });

  it('delivers the answer of a call that was out while its account was stopped', async () => {
    let answer = (): void => undefined;
    const world = await gatewayWorld(() => new Promise((resolve) => { answer = () => resolve(hit({ workEmail: ADDRESS })); }));
    const request = chargeRequest();
    await world.gateway.submit(CALLER, request, 0);
    await expect.poll(() => world.engine.calls.length).toBe(1);
    await world.db.transaction((tx) => setState(tx, ACCOUNT, 'frozen', 'operator', 'a look'));
    answer();
    await settled();
    expect(await world.gateway.look(CALLER, request.chargeId)).toMatchObject({ state: 'reserved' });
    await expect.poll(() => world.db.all('select delivered from supplier_call')).toEqual([{ delivered: 1 }]);
    await world.db.transaction((tx) => setState(tx, ACCOUNT, 'open', 'operator', 'looked'));
    expect(await world.gateway.look(CALLER, request.chargeId)).toMatchObject({ state: 'posted', answer: { fields: { workEmail: ADDRESS } } });
    expect(world.engine.calls).toHaveLength(1);
  });

  it('says of a call whose answer broke the books of its account that it was made, and keeps the answer', async () => {
    const world = await gatewayWorld(async () => {
      await world.db.run(`update account_meter set held_u = held_u + 1 where account_id = ? and meter = 'actions'`, [ACCOUNT]);
      return hit({ workEmail: ADDRESS });
    });
    const request = chargeRequest();
    await world.gateway.submit(CALLER, request, 0);
    await expect.poll(() => world.db.all('select delivered from supplier_call')).toEqual([{ delivered: 1 }]);
    expect(world.logged).toEqual([]);
    expect(await world.db.all('select state from account where account_id = ?', [ACCOUNT])).toEqual([{ state: 'frozen' }]);
    await world.db.transaction((tx) => rebuild(tx, ACCOUNT));
    await world.db.transaction((tx) => setState(tx, ACCOUNT, 'open', 'operator', 'looked'));
    expect(await world.gateway.look(CALLER, request.chargeId)).toMatchObject({ state: 'posted', answer: { fields: { workEmail: ADDRESS } } });
  });

  it('B.10 row 10: closes a hold that nobody works on when its time is over', async () => {
    const world = await gatewayWorld(never);
    const request = chargeRequest();
    await deadWorker(world, request);
    world.clock.now += HOLD_TTL_MS + 1;
    await world.gateway.sweep();
    expect(await world.gateway.look(CALLER, request.chargeId)).toMatchObject({ state: 'expired', code: 'hold_expired' });
    expect(await available(world)).toEqual(UNTOUCHED);
  });

  it('stops without losing a charge: the next process decides', async () => {
    const world = await gatewayWorld(
      (request) => new Promise((resolve) => request.signal?.addEventListener('abort', () => resolve({ kind: 'failed', error: { kind: 'cancelled', retryable: true }, tookMs: 1 }))),
    );
    const request = chargeRequest();
    await world.gateway.submit(CALLER, request, 0);
    await settled();
    expect(world.engine.calls).toHaveLength(1);
    await world.gateway.stop();
    expect(await world.gateway.look(CALLER, request.chargeId)).toMatchObject({ state: 'reserved' });
  });
});
