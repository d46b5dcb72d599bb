/** The stages that run tests: counted from the runners' own JSON, so that what is printed is what ran. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CACHE, check, readMade, runScript, type Stage, type Tally } from './stage.ts';

const vitestSchema = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  testResults: z.array(z.object({ name: z.string(), status: z.string(), message: z.string().optional(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/** A stage that runs the Vitest projects named. */
export function vitest(name: string, title: string, projects: readonly string[]): Stage {
  return {
    name,
    title,
    run() {
      const file = freshFile(`vitest-${name}.json`);
      const { ok } = runScript('node_modules/vitest/vitest.mjs', ['run', ...projects.flatMap((project) => ['--project', project]), '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]);
      const report = vitestSchema.safeParse(JSON.parse(readMade(file) ?? 'null'));
      if (!report.success) return check('Vitest ran', ['it left no report']);
      const { numPassedTests, numFailedTests, numPendingTests, testResults } = report.data;
      // A file that cannot be loaded has no failed test of its own, and is a failure all the same.
      const brokenFiles = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed')).length;
      return judge({ passed: numPassedTests, failed: numFailedTests + brokenFiles }, numPendingTests, ok);
    },
  };
}

const playwrightSchema = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

export const e2e: Stage = {
  name: 'e2e',
  title: 'End to end (the built extension in Chromium)',
  run() {
    const file = freshFile('playwright.json');
    const { ok } = runScript('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, KILN_BUILT: '1' } });
    const report = playwrightSchema.safeParse(JSON.parse(readMade(file) ?? 'null'));
    if (!report.success) return check('Playwright ran', ['it left no report']);
    const { stats, errors } = report.data;
    return judge({ passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }, stats.skipped, ok);
  },
};

/** No test at all, or a runner that failed outside any test, is a failure too. */
function judge({ passed, failed }: Tally, skipped: number, ok: boolean): Tally {
  if (skipped > 0) console.log(`  ${skipped} not run: what they need is not on this machine`);
  if (passed + failed === 0) return check('there are tests', ['none was found']);
  if (!ok && failed === 0) {
    check('the runner ended well', ['it reported an error outside any test, see above']);
    return { passed, failed: 1 };
  }
  return { passed, failed };
}

function freshFile(name: string): string {
  mkdirSync(CACHE, { recursive: true });
  const file = join(CACHE, name);
  rmSync(file, { force: true });
  return file;
}
