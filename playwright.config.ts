import { defineConfig } from '@playwright/test';

/**
 * End-to-end tests in the built extension. Each test launches its own Chromium (tests/e2e/harness/kiln.ts), so nothing is
 * configured about browsers here. Limits are wide: they only catch a hang.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  globalSetup: './tests/e2e/harness/build-once.ts',
  outputDir: 'test-results',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
});
