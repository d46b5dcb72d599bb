/** The stages that run tests: counted from the runners' own JSON, so that what is printed is what ran. */
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { CACHE, ROOT, check, lastWords, readMade, runScript, type Ran, type Stage, type Tally } from './stage.ts';

const vitestSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() })),
    }),
  ),
});
type VitestFile = z.infer<typeof vitestSchema>['testResults'][number];

/** A stage that runs the Vitest projects named. */
export function vitest(name: string, title: string, projects: readonly string[]): Stage {
  return {
    name,
    title,
    run() {
      const file = freshFile(`vitest-${name}.json`);
      const args = ['run', '--silent', ...projects.flatMap((project) => ['--project', project]), '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
      const ran = runScript('node_modules/vitest/vitest.mjs', args, { show: false, env: { NO_COLOR: '1' } });
      const report = vitestSchema.safeParse(JSON.parse(readMade(file) ?? 'null'));
      if (!report.success) return check('Vitest ran', lastWords(ran));
      const { numPassedTests, numFailedTests, numPendingTests, testResults } = report.data;
      const failedFiles = testResults.filter(({ status }) => status === 'failed');
      // A file that cannot be loaded has no failed test of its own, and is a failure all the same.
      const brokenFiles = failedFiles.filter(({ assertionResults }) => !assertionResults.some(({ status }) => status === 'failed'));
      for (const failed of failedFiles) showFailures(failed);
      console.log(`  ${numPassedTests + numFailedTests} tests in ${testResults.length} files`);
      return judge({ passed: numPassedTests, failed: numFailedTests + brokenFiles.length }, numPendingTests, ran);
    },
  };
}

function showFailures({ name, message, assertionResults }: VitestFile): void {
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  const file = relative(ROOT, name);
  if (failed.length === 0) check(file, (message ?? 'it does not load').split('\n').slice(0, FAILURE_LINES));
  for (const { fullName, failureMessages } of failed) check(`${file}: ${fullName}`, (failureMessages ?? []).join('\n').split('\n').slice(0, FAILURE_LINES));
}
const FAILURE_LINES = 25;

const playwrightSchema = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

export const e2e: Stage = {
  name: 'e2e',
  title: 'End to end (the built extension in Chromium)',
  run() {
    const file = freshFile('playwright.json');
    const ran = runScript('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, KILN_BUILT: '1' } });
    const report = playwrightSchema.safeParse(JSON.parse(readMade(file) ?? 'null'));
    if (!report.success) return check('Playwright ran', ['it left no report']);
    const { stats, errors } = report.data;
    return judge({ passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }, stats.skipped, ran);
  },
};

/** No test at all, or a runner that failed outside any test, is a failure too. */
function judge({ passed, failed }: Tally, skipped: number, ran: Ran): Tally {
  if (skipped > 0) console.log(`  ${skipped} not run: what they need is not on this machine`);
  if (passed + failed === 0) return check('there are tests', ['none was found']);
  if (!ran.ok && failed === 0) {
    check('the runner ended well', ['it reported an error outside any test', ...lastWords(ran)]);
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
