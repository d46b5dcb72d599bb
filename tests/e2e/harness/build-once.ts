import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Builds the extension before the tests, unless `npm test` has just done so or a build elsewhere is named. */
export default function buildOnce(): void {
  if (process.env['KILN_BUILT'] === '1' || process.env['KILN_DIST']) return;
  execFileSync(process.execPath, [resolve('node_modules/wxt/bin/wxt.mjs'), 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
