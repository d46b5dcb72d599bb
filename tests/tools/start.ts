/**
 * `npm start`: builds the extension, starts the practice world (account server, sandbox partners, practice site) and opens
 * Chromium with Kiln in it. Without a display the same job runs headless as a guided tour; its exit code is 0 only if every
 * step did what it says.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { servePractice } from '../../server/practice/serve.ts';
import { startSandbox } from '../../server/sandbox/sandbox.ts';
import { startAccount } from '../e2e/harness/account.ts';
import { hasDisplay } from './tour/display.ts';
import { guidedTour } from './tour/guided.ts';
import { openForPerson } from './tour/person.ts';

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const tour = !hasDisplay() || process.argv.includes('--tour');
  rmSync('out', { recursive: true, force: true });
  mkdirSync('out', { recursive: true });
  say('Building the extension');
  execFileSync(process.execPath, [resolve('node_modules/wxt/bin/wxt.mjs'), 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const sandbox = await startSandbox({ port: 0 });
  const account = await startAccount(sandbox.url);
  const practice = await servePractice(0);
  say(`Practice site    ${practice.url}/people/ada-example`);
  say(`Account server   ${account.url} (embedded database, practice partners)`);
  say(`Sandbox partners ${sandbox.url} (every answer is invented and marked Sandbox)`);
  try {
    if (tour) await guidedTour({ sandbox, account, practiceUrl: practice.url, say });
    else await openForPerson({ sandbox, account, practiceUrl: practice.url, say });
  } finally {
    await Promise.allSettled([account.close(), practice.close(), sandbox.close()]);
  }
}

await main().catch((error: unknown) => {
  say(`\nThe tour stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exitCode = 1;
});
process.exit();
