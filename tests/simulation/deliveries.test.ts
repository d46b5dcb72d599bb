import { describe, expect, it } from 'vitest';
import type { Delivery, DeliveryId, TargetId } from '../../lib/domain/delivery/delivery.ts';
import { createDeliveryPump } from '../../lib/services/destinations/pump.ts';
import { begin, CALM, deliveryWorld, target, wrongs } from './delivery-world.ts';
import { Life, randomOf } from './client-world.ts';

const LEADS = 3;
const ROWS = 12;
const BAD = { busy: 0.2, fault: 0.05, lostBefore: 0.05, lostAfter: 0.1 };

describe('a delivery that dies', () => {
  it('at any await of a calm day: every row arrives, none that is stored as sent goes out again, Actions equal rows delivered', async () => {
    let deaths = 0;
    for (let dieAt = 1; ; dieAt++) {
      const w = await deliveryWorld(`calm-${dieAt}`, randomOf(dieAt), LEADS, target('yes'));
      await begin(w);
      const first = await w.live(dieAt);
      if (!first.dead) break;
      deaths += 1;
      await w.live(Infinity);
      expect(await wrongs(w), `death at ${dieAt}`).toEqual([]);
      expect((await w.delivery()).counts.delivered, `death at ${dieAt}`).toBe(LEADS);
    }
    expect(deaths).toBeGreaterThan(30);
  }, 180_000);

  it('at any await, where a record sent again would be a second one: none arrives twice, and what may have arrived is told', async () => {
    let unknown = 0;
    for (let dieAt = 1; ; dieAt++) {
      const w = await deliveryWorld(`once-${dieAt}`, randomOf(dieAt), LEADS, target('no'));
      await begin(w);
      const first = await w.live(dieAt);
      if (!first.dead) break;
      await w.live(Infinity);
      expect(await wrongs(w), `death at ${dieAt}`).toEqual([]);
      expect([...w.receiver.arrived.values()].every((times) => times === 1), `death at ${dieAt}`).toBe(true);
      const { counts } = await w.delivery();
      expect(counts.delivered + counts.unknown).toBe(LEADS);
      unknown += counts.unknown;
    }
    expect(unknown).toBeGreaterThan(0);
  }, 180_000);

  it('again and again in bad weather, both kinds of receivers', async () => {
    for (let run = 0; run < 24; run++) {
      const random = randomOf(1_000 + run);
      const repeats = run % 2 === 0;
      const w = await deliveryWorld(`weather-${run}`, random, ROWS, target(repeats ? 'yes' : 'no'));
      w.receiver.weather = BAD;
      await begin(w);
      for (let deaths = 0; deaths < 12; deaths++) if (!(await w.live(1 + Math.floor(random() * 60))).dead) break;
      w.receiver.weather = CALM;
      await w.live(Infinity);
      expect(await wrongs(w), `run ${run}`).toEqual([]);
      const { counts } = await w.delivery();
      expect(counts.delivered + counts.failed + (repeats ? 0 : counts.unknown), `run ${run}`).toBe(ROWS);
      expect(repeats || Math.max(...w.receiver.arrived.values()) === 1, `run ${run}`).toBe(true);
    }
  }, 180_000);
});

describe('a delivery beside one that holds still', () => {
  const still: readonly (readonly [string, Partial<Delivery>])[] = [['is paused', { state: 'paused', pause: { reason: 'person', at: 1 } }], ['rests', { restUntil: 1_000_000 + 3_600_000 }]];
  it.each(still)('that %s: the other one is looked at when something changes or its moment comes, and no pause is left behind', async (name, fields) => {
    const other = 'target-0002' as TargetId;
    const w = await deliveryWorld(`beside-${name}`, randomOf(11), ROWS, target('yes'));
    await w.world.db.targets.add(target('yes', { id: other, place: 'place-2' }));
    const id = (await begin(w, { targetId: other })) as DeliveryId;
    await w.world.db.deliveries.update(id, fields);
    const moving = (await begin(w)) as DeliveryId;
    const base = w.deps(new Life(Infinity));
    let looks = 0;
    let pauses = 0;
    const pump = createDeliveryPump({
      ...base,
      // Time passes by pauses alone.
      wakeIn: () => undefined,
      sleep: (...args: Parameters<typeof base.sleep>) => ((pauses += 1), base.sleep(...args).finally(() => (pauses -= 1))),
      store: {
        ...base.store,
        deliveries: {
          ...base.store.deliveries,
          open: () => {
            looks += 1;
            if (looks > 5_000) throw new Error('it is looked at again and again');
            return base.store.deliveries.open();
          },
        },
      },
    });
    await pump.pump();
    expect((await w.world.db.deliveries.get(moving))?.counts.delivered).toBe(ROWS);
    expect((await w.world.db.deliveries.get(id))?.counts.waiting).toBe(ROWS);
    // A look at each step of a row: before it goes, when it waits for its turn, when it came back.
    expect(looks).toBeLessThan(6 * ROWS);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(pauses).toBe(0);
  });
});
