/** `npm run chaos [-- --minutes=30] [--seed=1]`: the chaos test for as long as one has, half an hour by itself. */
import { runScript } from './stages/stage.ts';

const value = (name: string, usual: string): string => process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? usual;
const ran = runScript('node_modules/@playwright/test/cli.js', ['test', 'tests/e2e/ledger-chaos.test.ts'], { env: { KILN_CHAOS_MINUTES: value('minutes', '30'), KILN_CHAOS_SEED: value('seed', '1') } });
process.exitCode = ran.ok ? 0 : 1;
