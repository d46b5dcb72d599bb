import { defineConfig } from 'vitest/config';

/** Folders whose `*.test.ts(x)` files run under Vitest; `tests/tools/stages/hygiene.ts` fails on a test file outside them. */
const PROJECTS = {
  unit: ['tests/unit'],
  server: ['tests/server'],
  conformance: ['tests/conformance'],
  migrations: ['tests/migrations'],
  simulation: ['tests/simulation'],
  architecture: ['tests/architecture'],
};

/**
 * Node is the default environment; a file that needs a document says so in its first line: `// @vitest-environment jsdom`.
 * Limits are wide because they only catch a hang: nothing here measures speed.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    passWithNoTests: true,
    projects: Object.entries(PROJECTS).map(([name, folders]) => ({
      extends: true,
      test: { name, include: folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`) },
    })),
  },
});
