import { describe, expect, it } from 'vitest';
import type { DeliveryPort } from '../../../lib/platform/delivery-http.ts';
import { randomOf } from '../../simulation/client-world.ts';
import { begin, deliveryWorld, target, wrongs, type DeliveryWorld } from '../../simulation/delivery-world.ts';

const DAY = 86_400_000;

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
