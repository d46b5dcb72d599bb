import { describe, expect, it } from 'vitest';
import { BUGS, PLANTED_BUGS } from './planted-bugs.ts';
import { simulateRuns } from './simulate.ts';

const HANG_MS = 600_000;

describe('mistakes that are planted between the run engine and its world', () => {
  it.each(PLANTED_BUGS)('%s is found', async (bug) => {
    const within = BUGS[bug]?.within ?? 0;
    for (let seed = 1; seed <= within; seed++) {
      const run = await simulateRuns(seed, { bug });
      if (run.violations.length > 0) return;
    }
    expect.fail(`not found in ${within} seeds`);
  }, HANG_MS);
});
