import { afterEach, describe, expect, it } from 'vitest';
import { createDispatch } from '../../../lib/services/commands/dispatch.ts';
import { createPump } from '../../../lib/services/pump.ts';
import { createWorld, Life, randomOf, seed, WATERFALL, type World } from '../../simulation/client-world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.db.delete();
});

/** A run is started; returns what the worker needs to move it. */
async function begin(name: string) {
  const world = createWorld(name, randomOf(5), 0);
  worlds.push(world);
  const all = await seed(world, 6);
  const deps = world.deps(new Life(Infinity));
  const dispatch = createDispatch(deps);
  const start = async (leadIds: readonly string[]): Promise<void> => {
    const quote = await dispatch({ type: 'command', name: 'run.quote', input: { leadIds: [...leadIds], waterfallId: WATERFALL.id } });
    if (!quote.ok || quote.value === null || !('max' in quote.value)) throw new Error(JSON.stringify(quote));
    expect(await dispatch({ type: 'command', name: 'run.start', input: { leadIds: [...leadIds], waterfallId: WATERFALL.id, cap: quote.value.max } })).toMatchObject({ ok: true });
  };
  await start(all.slice(0, 3));
  return { world, deps, startNext: () => start(all.slice(3)) };
}

describe('the pump of runs', () => {
  it('looks once more when a run was started while its lock was on its way back', async () => {
    const { world, deps, startNext } = await begin('look-again');
    let drains = 0;
    const pump = createPump({
      ...deps,
      exclusively: async (lock, work) => {
        await work();
        if (lock !== 'kiln-pump' || ++drains > 1) return true;
        // All that could move has moved; the browser has not yet said that the lock is free.
        await startNext();
        await pump.pump();
        return true;
      },
    });
    await pump.pump();
    expect((await world.db.runs.toArray()).map(({ state }) => state)).toEqual(['ended', 'ended']);
    expect(drains).toBe(2);
  });

  it('asks to be woken soon when another holds the lock', async () => {
    const { deps } = await begin('busy');
    const wakes: number[] = [];
    await createPump({ ...deps, exclusively: async (lock, work) => lock !== 'kiln-pump' && (await work(), true), wakeIn: (ms) => void wakes.push(ms) }).pump();
    expect(Math.min(...wakes)).toBeLessThanOrEqual(5_000);
  });
});
