/** Runs one seed: chaos, then the faults stop and everything must come to rest with exact books. */
import { createRng } from '../rng.ts';
import { bugNamed } from './bugs/bugs.ts';
import { atRest, booksNow, finalBooks } from './checker.ts';
import type { SimDatabase } from './database.ts';
import { schedule } from './deeds.ts';
import { act } from './device/person.ts';
import { withLeanResponses } from './host/lean-response.ts';
import { heal } from './faults.ts';
import type { RunResult, SimOptions } from './options.ts';
import { createWorld, type World } from './world.ts';

/** Long enough for claims, holds and the longest pauses of devices to run out, after jumps as well, and for calls that are given up when each of twelve workers died in a few seconds. */
const QUIET_MS = 3 * 3_600_000;
const QUIET_STEPS = 60_000;
/** Looks at the books after this share of the deeds that changed them. */
const LOOKS = 0.03;

export const simulate = (options: SimOptions, database: SimDatabase): Promise<RunResult> => withLeanResponses(() => runSeed(options, database));

async function runSeed(options: SimOptions, database: SimDatabase): Promise<RunResult> {
  const world = await createWorld(options, bugNamed(options.bug), database);
  const { timeline, rng, found } = world;
  options.onWorld?.(world);
  const looks = createRng(options.seed ^ 0x100c);
  const doing = new Set<Promise<void>>();
  const run = (work: Promise<void> | void): void => {
    if (work === undefined) return;
    const one = work.catch((error: unknown) => world.broke(`a deed broke: ${error instanceof Error ? error.message : 'unknown'}`)).finally(() => doing.delete(one));
    doing.add(one);
  };
  let isChaos = true;
  world.onDevice = (device) => live(world, device, () => isChaos);
  for (const device of world.devices) world.onDevice(device);
  schedule(world, run);

  let quietSince = 0;
  while (found.size === 0) {
    await database.tick(timeline.now);
    if (!(await timeline.step())) break;
    while (doing.size > 0) await Promise.all(doing);
    if (world.isDirty && (options.careful === true || looks.chance(LOOKS))) {
      world.isDirty = false;
      await booksNow(world);
    }
    if (isChaos && timeline.elapsed >= world.chaosMs) {
      isChaos = false;
      quietSince = timeline.elapsed;
      world.log(`healed ${heal(world.faults, rng, options.liveness === true).join(' ')}`);
      for (const device of world.devices) if (!device.isGone) device.isOnline = true;
    }
    if (isChaos || timeline.steps % 16 !== 0) continue;
    if ((await atRest(world)) === null) break;
    if (timeline.elapsed - quietSince > QUIET_MS || timeline.steps > QUIET_STEPS) world.broke(`31 it does not come to rest: ${(await atRest(world)) ?? ''}`);
  }
  if (found.size === 0) await booksNow(world);
  if (found.size === 0) await finalBooks(world);
  timeline.end();
  return {
    seed: options.seed, violations: [...found], tick: timeline.steps, traceHash: world.traceHash(), stats: world.stats,
    faults: world.drawn, devices: world.devices.length, chaosMs: world.chaosMs,
  };
}

/** The person acts now and then while there is chaos; the worker is woken by its alarm for ever. */
export function live(world: World, device: World['devices'][number], isChaos: () => boolean): void {
  const { timeline, rng } = world;
  const turn = (): void => {
    if (device.isGone) return;
    const habits = world.habits.get(device);
    if (isChaos() && habits) {
      const isPage = rng.chance(0.15);
      const context = isPage ? device.open(false) : device.awake();
      if (isPage) timeline.at(rng.between(500, 60_000), () => context.life.end());
      device.guard(context.life, act(device, context, rng, habits));
      timeline.at(rng.between(1_500, 18_000), turn);
      return;
    }
    // The browser stops a worker that has had nothing to do: no fault, and it never heals.
    if (rng.chance(0.3)) device.stop();
    device.wake();
    timeline.at(rng.between(20_000, 40_000), turn);
  };
  timeline.at(rng.below(3_000), turn);
}
