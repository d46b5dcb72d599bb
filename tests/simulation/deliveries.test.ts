import { describe, expect, it } from 'vitest';
import { begin, CALM, deliveryWorld, target, wrongs } from './delivery-world.ts';
import { randomOf } from './client-world.ts';

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
