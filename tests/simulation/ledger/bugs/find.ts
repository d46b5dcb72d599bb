/** node tests/simulation/ledger/bugs/find.ts [name...] [--most N]: the first seed that finds each planted mistake, and what it finds. */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openDatabase, type SimDatabase } from '../database.ts';
import type { RunResult } from '../options.ts';
import { simulate } from '../run.ts';
import { BUGS } from './bugs.ts';

/** Null when it was not found in so many seeds. */
export async function findBug(name: string, database: SimDatabase, most: number, first = 1): Promise<RunResult | null> {
  for (let seed = first; seed < first + most; seed++) {
    const result = await simulate({ seed, bug: name }, database);
    if (result.violations.length > 0) return result;
  }
  return null;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { most: { type: 'string', default: '5000' } } });
  const names = positionals.length > 0 ? positionals : BUGS.map(({ name }) => name);
  const database = await openDatabase('memory');
  for (const name of names) {
    const began = performance.now();
    const found = await findBug(name, database, Number(values.most));
    process.stdout.write(`${name.padEnd(28)} ${found === null ? `NOT FOUND in ${values.most}` : `seed ${String(found.seed).padStart(4)}  ${found.violations[0]?.slice(0, 110)}`}  (${Math.round(performance.now() - began)} ms)\n`);
    if (found === null) process.exitCode = 1;
  }
  await database.close();
}
