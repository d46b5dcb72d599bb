import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { LINT_SEEDS } from './lint-seeds.ts';
import { expectedOf, runJson, textsOf, withTree } from './seed-tree.ts';

const outputSchema = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });
const OXLINT = resolve('node_modules/oxlint/bin/oxlint');
const TSGOLINT = resolve('node_modules/.bin/tsgolint');

it('the linter bites on each seeded violation and nowhere else', () => {
  const files = { ...textsOf(LINT_SEEDS), '.oxlintrc.json': readFileSync('.oxlintrc.json', 'utf8'), 'tsconfig.json': readFileSync('tsconfig.json', 'utf8').replace(/"types": \[[^\]]*\],?/, '"types": []') };
  const found = withTree(files, (root) => {
    const output = outputSchema.parse(runJson(process.execPath, [OXLINT, '--type-aware', '-f', 'json', '-c', '.oxlintrc.json'], root, { OXLINT_TSGOLINT_PATH: TSGOLINT }));
    return output.diagnostics.map(({ code, filename }) => `${code} in ${filename}`).toSorted();
  });
  expect(found).toEqual(expectedOf(LINT_SEEDS));
});
