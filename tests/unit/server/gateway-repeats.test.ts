/** The same question under several ids, from several devices, members and processes: asked once, charged once, answered to all. */
import { describe, expect, it } from 'vitest';
import { CALL_CLAIM_MS, CHARGE_LOOK_MS, RESULT_KEPT_MS } from '../../../lib/core/limits.ts';
import type { ChargeOutcome, ChargeRequest } from '../../../lib/contracts/account-api.ts';
import type { CallOutcome } from '../../../lib/domain/enrichment/operation.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { questionHash } from '../../../server/gateway/question-hash.ts';
import { forgetAnswers } from '../../../server/ledger/repeats.ts';
import type { Sql } from '../../../server/sql/sql.ts';
import { violations } from '../../simulation/invariants.ts';
import { ACCOUNT, CALLER, chargeRequest, gatewayWorld, hit, miss, settled, type GatewayWorld } from './world.ts';

const ADDRESS = 'ada.byron@engine.example';
const INPUT = { firstName: 'Ada', lastName: 'Byron', domain: 'engine.example' };
const ask = (change: Partial<ChargeRequest> = {}): ChargeRequest => chargeRequest({ input: INPUT, ...change });
const submit = async (world: GatewayWorld, request: ChargeRequest, caller = CALLER, gateway = world.gateway, waitMs?: number): Promise<ChargeOutcome> => {
  const outcome = await gateway.submit(caller, request, waitMs);
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
};
const spent = async (world: GatewayWorld) => (await world.store.balances(ACCOUNT)).map((one) => [one.held, one.spent]);
const FREE = { state: 'voided', code: 'deduplicated', posted: { actions: 0, credits: 0 }, answer: { fields: { workEmail: ADDRESS } } };

describe('a question that the account has bought', () => {
  it('is answered to another member and device without a call and without a charge, opened with the key of the account', async () => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }, { verdict: 'valid' }));
    expect(await submit(world, ask())).toMatchObject({ state: 'posted', posted: { actions: UNIT, credits: UNIT } });
    world.clock.now += 3_600_000;
    const again = ask({ deviceId: 'device-0002', subject: 'subject-2', input: { firstName: ' ADA', lastName: 'Byron ', domain: 'Engine.Example' } });
    const outcome = await submit(world, again, { ...CALLER, userId: 'user-0002' });
    expect(outcome).toMatchObject({ ...FREE, repeatedAgeMs: 3_600_000, tookMs: 0 });
    expect(outcome.receipt).toBeUndefined();
    expect(await submit(world, again, { ...CALLER, userId: 'user-0002' })).toEqual(outcome);
    expect(await world.gateway.look({ ...CALLER, userId: 'user-0002' }, again.chargeId)).toEqual(outcome);
    expect(await world.gateway.look(CALLER, again.chargeId)).toBeNull();
    expect(world.engine.calls).toHaveLength(1);
    expect(await spent(world)).toEqual([[0, UNIT], [0, UNIT]]);
    expect(await violations(world.db, ACCOUNT)).toEqual([]);
  });

  it.each<[string, Partial<ChargeRequest>]>([
    ['another person', { input: { ...INPUT, firstName: 'Adam' } }],
    ['another operation', { operation: 'verify-email', input: { email: ADDRESS } }],
    ['other fields', { wanted: ['title'] }],
    ['a stricter check', { accept: { strategy: 'conservative', verifierIds: [] } }],
    ['a fresh answer', { freshMs: 0 }],
  ])('is bought anew for %s', async (_name, change) => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS, title: 'Analyst' }, { verdict: 'valid' }));
    await submit(world, ask());
    expect(await submit(world, ask(change))).not.toMatchObject({ code: 'deduplicated' });
    expect(world.engine.calls).toHaveLength(2);
  });

  it('is another one for each list of verifiers', async () => {
    const world = await gatewayWorld(() => miss);
    const lists = [undefined, [], ['hunter'], ['clearout'], ['hunter', 'clearout'], ['clearout', 'hunter']];
    const hashes = await Promise.all(lists.map((verifierIds) => questionHash(world.vault, ACCOUNT, ask(verifierIds === undefined ? {} : { accept: { strategy: 'balanced', verifierIds } }), false)));
    expect(new Set(hashes).size).toBe(lists.length);
  });

  it('leaves no hash behind when its answer ends while answers are being forgotten', async () => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }));
    await submit(world, ask());
    world.clock.now += RESULT_KEPT_MS - 1;
    // Time goes on between any two statements.
    const later: Sql = { ...world.db, run: async (text, given) => {
      const changed = await world.db.run(text, given);
      world.clock.now += 1;
      return changed;
    } };
    await forgetAnswers(later, ACCOUNT);
    await forgetAnswers(world.db, ACCOUNT);
    expect(await world.db.all('select charge_id from charge where question_hash is not null')).toEqual([]);
  });

  it('is named by a hash with the key of its account: no plain input, and none that another account has', async () => {
    const world = await gatewayWorld(() => hit({ workEmail: ADDRESS }));
    const request = ask();
    await submit(world, request);
    const rows = await world.db.all<{ question_hash: string }>('select * from charge');
    expect(rows[0]?.question_hash).toBe(await questionHash(world.vault, ACCOUNT, request, false));
    expect(JSON.stringify(rows).toLowerCase()).not.toMatch(/byron|engine\.example/);
    await world.db.run(`insert into account (account_id, name, plan_id, plan_version, anchor_day, state, seq, last_at, due_at, created_at) select 'account-2', name, plan_id, plan_version, anchor_day, state, 0, last_at, due_at, created_at from account where account_id = ?`, [ACCOUNT]);
    expect(await questionHash(world.vault, 'account-2', request, false)).not.toBe(rows[0]?.question_hash);
    expect(await questionHash(world.vault, ACCOUNT, request, true)).not.toBe(rows[0]?.question_hash);
  });

  it('is asked again when it found nothing', async () => {
    const world = await gatewayWorld(() => miss);
    for (let i = 0; i < 2; i++) expect(await submit(world, ask())).toMatchObject({ state: 'voided', code: 'no_result' });
    expect(world.engine.calls).toHaveLength(2);
    expect(await world.db.all('select charge_id from charge where question_hash is not null')).toEqual([]);
  });
});

describe('a question that is being asked', () => {
  const open = async () => {
    const answers: ((outcome: CallOutcome) => void)[] = [];
    const world = await gatewayWorld(() => new Promise((resolve) => answers.push(resolve)));
    return { world, answers };
  };

  it('is not asked by a second process as well; who waits there hears the answer', async () => {
    const { world, answers } = await open();
    const other = world.another();
    const first = submit(world, ask());
    await expect.poll(() => answers.length).toBe(1);
    const second = submit(world, ask({ deviceId: 'device-0002' }), { ...CALLER, userId: 'user-0002' }, other);
    await settled();
    await world.timers.advance(3 * CHARGE_LOOK_MS);
    expect(answers).toHaveLength(1);
    expect(await spent(world)).toEqual([[2 * UNIT, 0], [2 * UNIT, 0]]);
    answers[0]?.(hit({ workEmail: ADDRESS }));
    expect(await first).toMatchObject({ state: 'posted' });
    await world.timers.advance(2 * CHARGE_LOOK_MS);
    expect(await second).toMatchObject({ ...FREE, repeatedAgeMs: 0 });
    expect(await spent(world)).toEqual([[0, UNIT], [0, UNIT]]);
    expect(await violations(world.db, ACCOUNT)).toEqual([]);
  });

  it('is asked by the next one at once when it came to nothing', async () => {
    const { world, answers } = await open();
    const first = submit(world, ask());
    await expect.poll(() => answers.length).toBe(1);
    const later = [ask(), ask()];
    for (const request of later) expect(await submit(world, request, CALLER, world.gateway, 0)).toMatchObject({ state: 'reserved' });
    answers[0]?.(miss);
    expect(await first).toMatchObject({ state: 'voided', code: 'no_result' });
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.(hit({ workEmail: ADDRESS }));
    await expect.poll(async () => (await world.gateway.look(CALLER, later[1]?.chargeId ?? ''))?.state).toBe('voided');
    expect(await world.gateway.look(CALLER, later[0]?.chargeId ?? '')).toMatchObject({ state: 'posted' });
    expect(await world.gateway.look(CALLER, later[1]?.chargeId ?? '')).toMatchObject(FREE);
    expect(answers).toHaveLength(2);
    expect(await spent(world)).toEqual([[0, UNIT], [0, UNIT]]);
  });

  it('is taken over by a sweep when its process is gone for good; who waits goes on waiting, and asks when nothing came', async () => {
    const { world, answers } = await open();
    const [first, second] = [ask(), ask()];
    for (const request of [first, second]) await submit(world, request, CALLER, world.gateway, 0);
    await expect.poll(() => answers.length).toBe(1);
    void world.gateway.stop();
    world.clock.now += 2 * CALL_CLAIM_MS;
    const other = world.another();
    expect(await other.sweep()).toBe(1);
    await expect.poll(() => answers.length).toBe(2);
    expect(await other.look(CALLER, second.chargeId)).toMatchObject({ state: 'reserved' });
    answers[1]?.(miss);
    await expect.poll(() => answers.length).toBe(3);
    answers[2]?.(hit({ workEmail: ADDRESS }));
    await expect.poll(async () => (await other.look(CALLER, second.chargeId))?.state).toBe('posted');
    expect(await other.look(CALLER, first.chargeId)).toMatchObject({ state: 'voided', code: 'no_result' });
    expect(await violations(world.db, ACCOUNT)).toEqual([]);
  });
});
