import type { Deps } from '../../lib/services/deps.ts';
import { createPump } from '../../lib/services/pump.ts';
import { Life, type World } from './client-world.ts';

/**
 * One life of a worker, over when `over` says so: it looks before and after every call of a port.
 * @param bend changes the ports of this life
 * @returns the life, which has ended early or not
 */
export async function liveUntil(world: World, over: () => boolean, bend: (deps: Deps, life: Life) => void = () => undefined): Promise<Life> {
  const life = new Life(Infinity);
  const died = new Promise<void>((resolve) => {
    life.onDeath = resolve;
  });
  const point = life.point.bind(life);
  life.point = async () => {
    if (!life.dead && over()) {
      life.dead = true;
      life.onDeath();
    }
    return point();
  };
  const deps = world.deps(life);
  bend(deps, life);
  await Promise.race([createPump(deps).pump(), died]);
  return life;
}
