import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BROKEN, CLEAN, PACKAGE_FILES } from './boundary-seeds.ts';
import { expectedOf, runJson, textsOf, withTree, type SeedTree } from './seed-tree.ts';

const CHECK = resolve('tests/tools/boundaries/check.ts');
const reportSchema = z.object({ rules: z.array(z.string()), violations: z.array(z.object({ rule: z.string(), file: z.string(), what: z.string() })) });

function check(tree: SeedTree): { rules: string[]; found: string[] } {
  return withTree({ ...PACKAGE_FILES, ...textsOf(tree), ...programsOf(tree) }, (root) => {
    const report = reportSchema.parse(runJson(process.execPath, [CHECK, '--root', root, '--json'], root));
    return { rules: report.rules, found: report.violations.map(({ rule, file }) => `${rule} in ${file.replace(/:\d+$/, '')}`).toSorted() };
  });
}

/** Programs that lead to every file that is not unnamed. */
function programsOf(tree: SeedTree): Record<string, string> {
  const named = Object.entries(tree).filter(([, { isUnnamed }]) => !isUnnamed).map(([path]) => path);
  const importing = (folders: RegExp): string => named.filter((path) => folders.test(path)).map((path) => `import '../${path}';`).join(' ');
  return { 'entrypoints/everything.ts': importing(/^(lib|components)\//), 'server/main.ts': importing(/^server\//) };
}

describe('the boundary rules', () => {
  it('leave a house in order alone', () => {
    expect(check(CLEAN).found).toEqual([]);
  });

  it('bite where they are broken, all of them, and nowhere else', () => {
    const { rules, found } = check(BROKEN);
    expect(found).toEqual(expectedOf(BROKEN));
    const seeded = new Set(Object.values(BROKEN).flatMap(({ breaks = [] }) => breaks));
    expect(rules.filter((rule) => !seeded.has(rule))).toEqual([]);
  });
});
