import { describe, expect, it } from 'vitest';
import type { DeliveryPort } from '../../../lib/platform/delivery-http.ts';
import { createDeliveryPump } from '../../../lib/services/destinations/pump.ts';
import { Life, randomOf } from '../../simulation/client-world.ts';
import { begin, deliveryWorld, target, wrongs, type DeliveryWorld } from '../../simulation/delivery-world.ts';

const DAY = 86_400_000;
/** Leaps that no lease of Actions ends by: those that are asked for anew take their own time. */
const MINUTE = 60_000;

/** Moments of the requests by the clock that nobody can set; `after` happens when so many have come. */
function watch(w: DeliveryWorld, after: Readonly<Record<number, () => void>>, answerOf: (n: number) => number = () => 200): number[] {
  const moments: number[] = [];
  (w.receiver.port as { send: DeliveryPort['send'] }).send = async () => {
    const status = answerOf(moments.push(w.world.clock - w.world.leapt));
    after[moments.length]?.();
    return { kind: 'answer', reply: { status, at: w.world.clock, header: (name) => (status === 429 && name === 'retry-after' ? '60' : null), text: 'ok' } };
  };
  return moments;
}

describe('the pace of a destination', () => {
  it('is kept when the clock is set forward and back: no burst, no standstill', async () => {
    const w = await deliveryWorld('pace-leaps', randomOf(21), 40, target('no'));
    const moments = watch(w, { 5: () => w.world.leap(10 * MINUTE), 15: () => w.world.leap(-20 * MINUTE), 25: () => w.world.leap(15 * MINUTE) });
    w.world.clock += 100 * DAY;
    await begin(w);
    // Time passes by pauses alone: an alarm that is asked for is no time.
    const pump = createDeliveryPump({ ...w.deps(new Life(Infinity)), wakeIn: () => undefined });
    for (let looks = 0; looks < 20 && (await w.delivery()).state !== 'ended'; looks++) await pump.pump();
    expect((await w.delivery()).counts.delivered).toBe(40);
    // Twenty at once when nothing was sent for long, and ten in each second: in no second more than both together, and the way of two.
    const inSecondFrom = (from: number): number => moments.filter((at) => at >= from && at < from + 1_000).length;
    expect(Math.max(...moments.map(inSecondFrom))).toBeLessThanOrEqual(32);
    expect((moments.at(-1) ?? 0) - (moments[0] ?? 0)).toBeLessThan(MINUTE);
  });

  it('what was put off goes on when the clock is set back meanwhile', async () => {
    const w = await deliveryWorld('pace-back', randomOf(22), 4, target('no'));
    const moments = watch(w, { 2: () => w.world.leap(-30 * DAY) }, (n) => (n <= 2 ? 429 : 200));
    w.world.clock += 100 * DAY;
    await begin(w);
    await w.live(Infinity);
    expect(await w.delivery()).toMatchObject({ state: 'ended', counts: { delivered: 4 } });
    expect((moments.at(-1) ?? 0) - (moments[0] ?? 0)).toBeLessThan(5 * 60_000);
    expect((await wrongs(w)).filter((wrong) => !wrong.includes('never arrived'))).toEqual([]);
  });
});
