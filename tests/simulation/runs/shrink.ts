import { simulateRuns, type Options, type RunsResult } from './simulate.ts';

export interface Smaller {
  readonly options: Options;
  readonly faults: RunsResult['faults'];
  readonly violations: readonly string[];
}
/** The kind of a violation: its first word. */
const kindOf = (run: Pick<RunsResult, 'violations'>): string => run.violations[0]?.split(':')[0] ?? '';

/** Leaves out one fault after the other, leads and time, for as long as the same kind of invariant breaks. */
export async function shrink(seed: number, run: RunsResult, given: Options): Promise<Smaller> {
  const { log: _log, ...quiet } = given;
  let best: Smaller = { options: quiet, faults: run.faults, violations: run.violations };
  const kind = kindOf(run);
  const tries = async (options: Options): Promise<boolean> => {
    const again = await simulateRuns(seed, options);
    if (kindOf(again) !== kind) return false;
    best = { options, faults: again.faults, violations: again.violations };
    return true;
  };
  for (const fault of run.faults) await tries({ ...best.options, without: [...(best.options.without ?? []), fault] });
  for (let leads = 1; leads <= 4; leads++) if (await tries({ ...best.options, leads })) break;
  for (const chaosMs of [5_000, 15_000, 40_000]) if (await tries({ ...best.options, chaosMs })) break;
  return best;
}

export const replayCommand = (seed: number, { bug, without, leads, chaosMs }: Options): string =>
  [
    `npm run sim:runs -- --seeds 1 --seed ${seed}`, ...(bug ? [`--bug ${bug}`] : []), ...(without?.length ? [`--without ${without.join(',')}`] : []), ...(leads === undefined ? [] : [`--leads ${leads}`]),
    ...(chaosMs === undefined ? [] : [`--chaos ${chaosMs}`]), '--log',
  ].join(' ');
