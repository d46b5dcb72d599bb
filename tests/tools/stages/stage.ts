import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Where stages leave what a later one reads. */
export const CACHE = join(ROOT, 'node_modules', '.cache', 'kiln');

/** What a stage found: each check or test once. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}
export interface Stage {
  readonly name: string;
  readonly title: string;
  /** Prints what failed and why; never throws for a failed check. */
  run(): Promise<Tally> | Tally;
}

export const sum = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((total, { passed }) => total + passed, 0),
  failed: tallies.reduce((total, { failed }) => total + failed, 0),
});

/** What a program said, shortened to its end; for the reasons of a failure. */
export const lastWords = ({ stdout, stderr }: Ran): string[] => (`${stdout}\n${stderr}`.trim() || 'it ended without a word').split('\n').slice(-LAST_LINES);
const LAST_LINES = 30;

/** One check with a name; the reasons, when there are any, are why it failed. */
export function check(name: string, reasons: readonly string[]): Tally {
  console.log(`  ${reasons.length === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
  for (const reason of reasons.slice(0, SHOWN_REASONS)) console.log(`            ${reason}`);
  if (reasons.length > SHOWN_REASONS) console.log(`            and ${reasons.length - SHOWN_REASONS} more`);
  return reasons.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
const SHOWN_REASONS = 40;

export interface Ran {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a script of a package (or of ours) on the Node that runs this, with that Node first in PATH for its children.
 * @param show whether its output goes to the screen as it comes; otherwise it is returned.
 */
export function runScript(script: string, args: readonly string[], { show = true, env = {} }: { show?: boolean; env?: Record<string, string> } = {}): Ran {
  const PATH = [join(ROOT, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const done = spawnSync(process.execPath, [join(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...process.env, PATH, ...env },
    encoding: 'utf8',
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    maxBuffer: 256 * 1024 * 1024,
  });
  return { ok: done.status === 0, stdout: done.stdout ?? '', stderr: done.stderr ?? '' };
}

/** The text of a file that a stage made, or null when it made none. */
export function readMade(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
