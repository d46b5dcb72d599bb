/** Random sequences of every call, repeats and mismatches included: the store must do what the reference ledger does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Op } from '../../lib/contracts/account-api.ts';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { violations } from '../simulation/invariants.ts';
import { DEVICE, PLAN } from '../unit/server/world.ts';
import { ReferenceLedger, type Meter } from './reference-ledger.ts';
import { DAY, leased, returnOp, useStore, type Kit } from './store-kit.ts';
import type { DatabaseUnderTest } from './under-test.ts';

const DEVICES = [DEVICE, 'device-0002'] as const;
type Device = (typeof DEVICES)[number];
/** What the test itself remembers besides the reference: the numbered operations of each device and the ids of leases. */
interface Real {
  readonly kit: Kit;
  readonly ops: Record<Device, Op[]>;
  readonly leaseIds: Map<string, string>;
  readonly until: Map<string, number>;
}
type Step = fc.AsyncCommand<ReferenceLedger, Real>;

/** A call on both, and whatever both say must be the same; so must every balance afterwards. */
function step(name: string, run: (model: ReferenceLedger, real: Real) => Promise<readonly [unknown, unknown]>): Step {
  return {
    check: () => true,
    toString: () => name,
    async run(model, real) {
      model.passTo(await real.kit.now());
      const [expected, actual] = await run(model, real);
      expect({ step: name, says: actual }).toEqual({ step: name, says: expected });
      await compare(model, real.kit, name);
    },
  };
}

async function compare(model: ReferenceLedger, kit: Kit, name: string): Promise<void> {
  await kit.store.balances(kit.account);
  const rows = await kit.db.all<Record<string, number> & { meter: Meter }>('select meter, available_u, leased_u, held_u, spent_u, expired_u, deficit_u from account_meter where account_id = ? order by meter', [kit.account]);
  const places = ['available', 'leased', 'held', 'spent', 'expired'] as const;
  for (const row of rows) {
    const expected = { ...Object.fromEntries(places.map((p) => [p, model.sum(row.meter, p)])), deficit: row.meter === 'actions' ? model.deficit() : 0 };
    const actual = { ...Object.fromEntries(places.map((p) => [p, row[`${p}_u`]])), deficit: row['deficit_u'] };
    expect({ after: name, [row.meter]: actual }).toEqual({ after: name, [row.meter]: expected });
  }
  const lots = await kit.db.all<Record<string, number> & { lot_id: string }>('select lot_id, available_u, leased_u, held_u, spent_u, expired_u from lot where account_id = ?', [kit.account]);
  const byId = Object.fromEntries(lots.map((lot) => [lot.lot_id, places.map((p) => lot[`${p}_u`])]));
  expect({ after: name, ...byId }).toEqual({ after: name, ...model.view() });
  expect({ after: name, wrong: await violations(kit.db, kit.account) }).toEqual({ after: name, wrong: [] });
}

/** Half units: mostly small, sometimes so much that the balance comes to its end. */
const whole = (max: number) => fc.oneof(fc.integer({ min: 0, max }), fc.integer({ min: 4 * max, max: 16 * max })).map((n) => (n * UNIT) / 2);
const named = (prefix: string, count: number) => fc.integer({ min: 1, max: count }).map((n) => `${prefix}-${String(n).padStart(2, '0')}`);
const chargeId = named('charge', 8);
const localId = named('local', 10);
const request = named('request', 8);
const device = fc.constantFrom(...DEVICES);

const pushed = async (real: Real, who: Device, make: (n: number) => Op): Promise<string> => {
  const ops = real.ops[who];
  const op = make(ops.length + 1);
  ops.push({ ...op, opId: `${who}-op-${op.n}` });
  const result = await real.kit.push(ops.slice(-1), { deviceId: who, baseN: op.n - 1 });
  if (result.kind !== 'ok') throw new Error(result.kind);
  return result.response.results[0]?.status ?? 'none';
};

const commands: fc.Arbitrary<Step>[] = [
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('actions', 'data_credits'), fc.constantFrom('topup', 'promo', 'adjust'), fc.integer({ min: 0, max: 40 }).map((n) => (n * UNIT) / 2), fc.integer({ min: 1, max: 50 })).map(([i, meter, source, amount, days]) =>
    step(`grant ${i} ${meter} ${source} ${amount}`, async (model, { kit, until }) => {
      const id = `lot-000${i}`;
      const expiresAt = until.get(id) ?? model.now + days * DAY + DAY / 2 + i * 1_000;
      until.set(id, expiresAt);
      return [model.grant(id, meter, source, amount, expiresAt), await kit.store.grant({ accountId: kit.account, lotId: id, meter, source, amount: micro(amount), expiresAt })];
    })),
  fc.tuple(chargeId, whole(6), whole(5), fc.boolean()).map(([id, actions, credits, isOther]) =>
    step(`reserve ${id} ${actions} ${credits} ${isOther ? 'mismatch' : ''}`, async (model, { kit }) => {
      const hash = isOther && model.find(id) !== undefined ? 'other' : (model.find(id)?.hash ?? `${actions}/${credits}`);
      const expected = model.reserve(id, hash, actions, credits);
      const actual = await kit.store.reserve(kit.reserveInput(id, { requestHash: hash, decision: { kind: 'price', quoted: { actions: micro(actions), credits: micro(credits) } } }));
      return [expected, actual.kind === 'created' || actual.kind === 'exists' ? `${actual.kind} ${actual.charge.state}` : actual.kind];
    })),
  fc.tuple(chargeId, fc.constantFrom('post', 'part', 'void', 'expire')).map(([id, how]) =>
    step(`${how} ${id}`, async (model, { kit }) => {
      const found = await kit.store.charge(kit.account, id);
      if (found === null) return [null, null];
      const { quoted } = found.charge;
      const taken = how === 'post' ? quoted : how === 'part' ? { actions: quoted.actions, credits: micro(Math.floor(quoted.credits / 3)) } : { actions: micro(0), credits: micro(0) };
      const state = how === 'void' ? 'voided' : how === 'expire' ? 'expired' : 'posted';
      const expected = model.end(id, state, taken.actions, taken.credits);
      const actual = await kit.store.resolve(kit.account, id, state === 'posted' ? { kind: 'post', amounts: taken, sealedResult: 'r' } : { kind: how === 'void' ? 'void' : 'expire', code: 'x' }, kit.epoch);
      return [{ applied: expected, state: model.find(id)?.state }, { applied: actual.applied, state: actual.charge.state }];
    })),
  fc.tuple(request, device).map(([id, who]) =>
    step(`lease ${id} ${who}`, async (model, { kit, leaseIds }) => {
      const lookup = await kit.db.all<{ device_id: string }>('select device_id from lease_request where account_id = ? and request_id = ?', [kit.account, id]);
      const asking = (lookup[0]?.device_id as Device | undefined) ?? who;
      // A repeat is the same request: what is wanted follows from the id.
      const want = Number(id.slice(-2)) * 3;
      const expected = model.lease(id, asking, want * UNIT);
      const answer = await kit.lease(id, want, { deviceId: asking });
      if (answer.state === 'granted') leaseIds.set(id, answer.lease.leaseId);
      return [expected, answer.state === 'granted'];
    })),
  fc.tuple(device, fc.option(request), localId, whole(6)).map(([who, lease, id, amount]) =>
    step(`spend ${who} ${lease} ${id} ${amount}`, async (model, real) => {
      const leaseId = lease === null ? null : (real.leaseIds.get(lease) ?? null);
      const expected = model.spend(who, leaseId === null ? null : lease, id, amount);
      return [expected, await pushed(real, who, (n) => leased(n, leaseId, { chargeId: id, actions: amount }))];
    })),
  fc.tuple(device, request).map(([who, lease]) =>
    step(`return ${who} ${lease}`, async (model, real) => {
      const expected = model.giveBack(who, lease);
      return [expected, await pushed(real, who, (n) => returnOp(n, real.leaseIds.get(lease) ?? 'lease-unknown'))];
    })),
  device.map((who) =>
    step(`push again ${who}`, async (model, { kit, ops }) => {
      model.see(who);
      const result = await kit.push(ops[who], { deviceId: who });
      return [ops[who].length, result.kind === 'ok' ? result.response.results.length : result.kind];
    })),
  fc.tuple(fc.oneof(chargeId, localId), fc.integer({ min: 1, max: 12 })).map(([id, i]) =>
    step(`reverse ${id} as ${i}`, async (model, { kit }) => [model.reverse(id, `reversal-${i}`), await kit.store.reverse(kit.account, id, `reversal-${i}`)])),
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 8 }).map((n) => (n * UNIT) / 2)).map(([i, n, amount]) =>
    step(`take back ${amount} of ${i} as ${n}`, async (model, { kit }) => [
      model.takeBack(`taking-${n}`, `lot-000${i}`, amount),
      (await kit.store.takeBack({ accountId: kit.account, takingId: `taking-${n}`, lotId: `lot-000${i}`, amount: micro(amount), actor: 'user-0001', reason: 'by mistake', target: 'a lot' })).kind,
    ])),
  fc.integer({ min: 1, max: 45 }).map((days) =>
    step(`wait ${days} days`, async (model, { kit }) => {
      await kit.advance(days * DAY);
      model.passTo(await kit.now());
      return [null, null];
    })),
];

/** What spends and asks comes more often than the rest. */
const WEIGHTS = { grant: 3, reserve: 3, end: 3, lease: 3, spend: 4, back: 1, again: 1, reverse: 4, take: 3, wait: 2 } as const;
const weighted = Object.values(WEIGHTS).flatMap((weight, i) => Array.from({ length: weight }, () => commands[i]).filter((command) => command !== undefined));

export function modelConformance(name: string, under: DatabaseUnderTest, runs: number): void {
  describe(`any sequence of calls on ${name}`, () => {
    const kit = useStore(under);
    it('does what the reference ledger does', async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands(weighted, { maxCommands: 60, size: 'max' }), async (steps) => {
          await kit.newAccount(1);
          const model = new ReferenceLedger(await kit.now(), PLAN.actions, PLAN.credits);
          await fc.asyncModelRun(() => ({ model, real: { kit, ops: { [DEVICE]: [], 'device-0002': [] }, leaseIds: new Map<string, string>(), until: new Map<string, number>() } }), steps);
        }),
        { numRuns: runs },
      );
    }, 300_000);
  });
}
