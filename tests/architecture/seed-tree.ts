import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A file that breaks exactly the rules named; without any it keeps them all. */
export interface Seed {
  readonly text: string;
  readonly breaks?: readonly string[];
  /** No program names this file; it is found otherwise, or it is there to be unused. */
  readonly isUnnamed?: true;
}
export type SeedTree = Readonly<Record<string, Seed>>;

/** Writes the tree to a folder of its own, hands it to `use` and removes it. */
export function withTree<T>(files: Readonly<Record<string, string>>, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'kiln-architecture-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export const textsOf = (tree: SeedTree): Record<string, string> => Object.fromEntries(Object.entries(tree).map(([path, { text }]) => [path, text]));

/** What the linter is expected to say about a tree: "rule in file", sorted. */
export const expectedOf = (tree: SeedTree): string[] => Object.entries(tree).flatMap(([path, { breaks = [] }]) => breaks.map((rule) => `${rule} in ${path}`)).toSorted();

/** Runs a program and parses what it prints; a program that prints nothing readable is a bug of the test. */
export function runJson(command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): unknown {
  const done = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    return JSON.parse(done.stdout);
  } catch {
    throw new Error(`${command} printed no JSON: ${done.stdout.slice(0, 500)} ${done.stderr.slice(0, 2_000)}`);
  }
}
