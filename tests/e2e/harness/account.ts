/** Starts, kills and restarts the account server of a test, always on the same address and the same data. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StartOptions } from '../../../server/start.ts';
import { freePort } from '../../conformance/free-port.ts';
import { EXTENSION_ID } from './kiln.ts';

export interface AccountServer {
  /** The same after a restart. */
  readonly url: string;
  readonly dataDir: string;
  /** A new one-time sign-in link for the owner. */
  signInLink(): Promise<string>;
  /** Dies at once, as by a power cut. */
  kill(): Promise<void>;
  /** Starts it again on the same data and address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('./account-program.ts', import.meta.url));

/** @param sandboxUrl where its data partners are; its keys for them are sandbox keys. */
export async function startAccount(sandboxUrl: string): Promise<AccountServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kiln-account-'));
  const port = await freePort();
  let child: ChildProcess;

  async function start(): Promise<string> {
    const options: Omit<StartOptions, 'sandboxKeys'> = {
      port,
      host: '127.0.0.1',
      dataDir,
      sandboxUrl,
      extensionIds: [EXTENSION_ID],
      trustProxy: false,
      owner: { workspace: 'Practice workspace', email: 'owner@kiln.example', name: 'Owner' },
    };
    child = fork(PROGRAM, { execArgv: ['--disable-warning=ExperimentalWarning'], env: { ...process.env, NODE_OPTIONS: '', KILN_TEST_SERVER: JSON.stringify(options) }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const { url } = (await answer(child, 'url')) as { url: string };
    return url;
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };

  const url = await start();
  return {
    url,
    dataDir,
    async signInLink() {
      child.send({ ask: 'link' });
      return ((await answer(child, 'link')) as { link: string }).link;
    },
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGKILL');
      await start();
    },
    async close() {
      await end('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The next message that has the key. @throws when the process ends instead. */
function answer(child: ChildProcess, key: string): Promise<object> {
  return new Promise((done, fail) => {
    const onMessage = (message: object): void => {
      if (!(key in message)) return;
      child.off('exit', onExit);
      child.off('message', onMessage);
      done(message);
    };
    const onExit = (code: number | null, signal: string | null): void => fail(new Error(`The account server ended (${signal ?? code}) before it answered; its words are above.`));
    child.on('message', onMessage);
    child.once('exit', onExit);
  });
}
