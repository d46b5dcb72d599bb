import { describe, expect, it } from 'vitest';
import { createDeliveryPump } from '../../../lib/services/destinations/pump.ts';
import { CREDIT, Life, randomOf } from '../../simulation/client-world.ts';
import { begin, deliveryWorld, target } from '../../simulation/delivery-world.ts';

describe('the pump of deliveries', () => {
  it.each([[true, 2], [false, 1]])('looks once more when it was asked to while its lock was on its way back (%s)', async (isAsked, looks) => {
    const w = await deliveryWorld(`look-again-${isAsked}`, randomOf(5), 3, target('yes'));
    await begin(w);
    let drains = 0;
    const pump = createDeliveryPump({
      ...w.deps(new Life(Infinity)),
      exclusively: async (lock, work) => {
        await work();
        if (lock !== 'kiln-deliver') return true;
        drains += 1;
        // All that could move has moved; the browser has not yet said that the lock is free.
        if (drains === 1 && isAsked) await pump.pump();
        return true;
      },
    });
    await pump.pump();
    expect(drains).toBe(looks);
  });

  it('that is busy elsewhere asks to be woken soon', async () => {
    const w = await deliveryWorld('busy', randomOf(6), 3, target('yes'));
    await begin(w);
    const wakes: number[] = [];
    await createDeliveryPump({ ...w.deps(new Life(Infinity)), exclusively: async () => false, wakeIn: (ms) => void wakes.push(ms) }).pump();
    expect(Math.min(...wakes)).toBeLessThanOrEqual(5_000);
  });
});

describe('a delivery whose account gives no more', () => {
  it('sends what is left here before it holds still', async () => {
    const w = await deliveryWorld('last-lease', randomOf(7), 40, target('yes'));
    w.world.server.available = 60 * CREDIT;
    await begin(w);
    const deps = w.deps(new Life(Infinity));
    const lease: typeof deps.account.lease = async (...request) => {
      const answer = await deps.account.lease(...request);
      w.world.server.available = 0;
      return answer;
    };
    const pump = createDeliveryPump({ ...deps, account: { ...deps.account, lease } });
    for (let looks = 0; looks < 100; looks++) await pump.pump();
    expect(await w.delivery()).toMatchObject({ state: 'paused', pause: { reason: 'no-actions' }, counts: { delivered: 30, waiting: 10, sending: 0 } });
  });
});
