/** `npm run chaos [-- --minutes=30] [--seed=1]`: the chaos test for as long as one has, half an hour by itself. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runScript } from './stages/stage.ts';

const value = (name: string, usual: string): string => process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? usual;
if (!existsSync(join(ROOT, '.output/chrome-mv3/manifest.json')) && !runScript('node_modules/wxt/bin/wxt.mjs', ['build']).ok) process.exit(1);
const ran = runScript('node_modules/@playwright/test/cli.js', ['test', 'tests/e2e/ledger-chaos.test.ts'], { env: { KILN_BUILT: '1', KILN_CHAOS_MINUTES: value('minutes', '30'), KILN_CHAOS_SEED: value('seed', '1') } });
process.exitCode = ran.ok ? 0 : 1;
