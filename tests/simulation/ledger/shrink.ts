/** Makes a finding smaller: less time, fewer devices, fewer kinds of faults, as long as something is still found. */
import type { FaultKind } from './faults.ts';
import type { RunResult, SimOptions } from './options.ts';

type Simulate = (options: SimOptions) => Promise<RunResult>;
/** Properties are compared by their number: another property is another finding. */
const numberOf = (finding: string): string => /(?:^|: )(\d+) /.exec(finding)?.[1] ?? finding.slice(0, 20);

export interface Shrunk {
  readonly options: SimOptions;
  readonly result: RunResult;
  readonly runs: number;
}

/** @param budget most runs that it may cost */
export async function shrink(simulate: Simulate, options: SimOptions, first: RunResult, budget = 80): Promise<Shrunk> {
  const wanted = new Set(first.violations.map(numberOf));
  let best: Shrunk = { options, result: first, runs: 0 };
  let runs = 0;
  const attempt = async (change: Partial<SimOptions>): Promise<boolean> => {
    if (runs >= budget) return false;
    runs += 1;
    const tried = { ...best.options, ...change };
    const result = await simulate(tried);
    // Without one fault another one may copy a profile: one that is found with more devices is no smaller finding.
    if (result.devices > best.result.devices || !result.violations.some((finding) => wanted.has(numberOf(finding)))) return false;
    best = { options: tried, result, runs };
    return true;
  };

  for (let devices = 1; devices < first.devices; devices++) if (await attempt({ devices })) break;
  let chaosMs = best.result.chaosMs;
  for (let step = chaosMs / 2; step >= 5_000; step /= 2) if (await attempt({ chaosMs: Math.round(chaosMs - step) })) chaosMs = best.result.chaosMs;
  const without: FaultKind[] = [...(options.without ?? [])];
  for (const kind of first.faults) if (!without.includes(kind) && (await attempt({ without: [...without, kind] }))) without.push(kind);
  // With fewer faults an earlier end may do.
  for (let step = chaosMs / 2; step >= 5_000; step /= 2) if (await attempt({ chaosMs: Math.round(chaosMs - step) })) chaosMs = best.result.chaosMs;
  if (await attempt({ careful: true })) return { ...best, runs };
  return { ...best, runs };
}

/** The command that runs it again. */
export function replayCommand(options: SimOptions, store: string): string {
  const parts = [`npm run sim -- --seeds 1 --seed ${options.seed}`];
  if (store !== 'memory') parts.push(`--store ${store}`);
  if (options.bug !== undefined) parts.push(`--bug ${options.bug}`);
  if (options.liveness === true) parts.push('--mode liveness');
  if (options.devices !== undefined) parts.push(`--devices ${options.devices}`);
  if (options.chaosMs !== undefined) parts.push(`--chaos ${options.chaosMs}`);
  if (options.without !== undefined && options.without.length > 0) parts.push(`--without ${options.without.join(',')}`);
  if (options.careful === true) parts.push('--careful');
  return parts.join(' ');
}
