/** Server processes on one PostgreSQL, each of which can be killed and comes back on its own address. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StartOptions } from '../../../server/start.ts';
import { freePort } from '../../conformance/free-port.ts';
import { pause } from './until.ts';

export interface ServerProcess {
  /** Null while it is down. */
  url(): string | null;
  kill(): Promise<void>;
  /** Starts it, again and again until the database lets it. */
  start(): Promise<void>;
  signInLink(): Promise<string>;
}
export interface ServerPair {
  readonly servers: readonly ServerProcess[];
  /** Rejects as soon as a server that was up ends and nobody killed it, with its last words. */
  readonly endedByItself: Promise<never>;
  readonly accountId: string;
  readonly dataDir: string;
  urls(): string[];
  signInLink(): Promise<string>;
  close(): Promise<void>;
}
export interface PairOptions {
  readonly count: number;
  /** Without one there is one server on SQLite. */
  readonly databaseUrl?: string;
  readonly sandboxUrl: string;
  readonly extensionIds: readonly string[];
  publicUrl?(): string;
}

const LAST_WORDS_CHARS = 4_000;
const PROGRAM = fileURLToPath(new URL('./account-program.ts', import.meta.url));

export async function startServers(options: PairOptions): Promise<ServerPair> {
  // One folder for all: the keys are shared, the database is elsewhere.
  const dataDir = mkdtempSync(join(tmpdir(), 'kiln-servers-'));
  let accountId = '';
  let tellEnd = (_error: Error): void => undefined;
  const endedByItself = new Promise<never>((_, reject) => (tellEnd = reject));
  // Whoever does not wait for it is not told.
  endedByItself.catch(() => undefined);
  const make = async (): Promise<ServerProcess> => {
    let child: ChildProcess | undefined;
    const port = await freePort();
    let up: string | null = null;
    let killed: ChildProcess | undefined;
    async function once_(): Promise<boolean> {
      const publicUrl = options.publicUrl?.();
      const given: Omit<StartOptions, 'sandboxKeys'> = {
        port, host: '127.0.0.1', dataDir, sandboxUrl: options.sandboxUrl, extensionIds: options.extensionIds, trustProxy: false,
        owner: { workspace: 'Practice workspace', email: 'owner@kiln.example', name: 'Owner' }, ...(publicUrl === undefined ? {} : { publicUrl }),
        ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
      };
      const made = fork(PROGRAM, { execArgv: ['--disable-warning=ExperimentalWarning'], env: { ...process.env, NODE_OPTIONS: '', KILN_TEST_SERVER: JSON.stringify(given) }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
      child = made;
      let words = '';
      made.stderr?.on('data', (chunk: Buffer) => (words = `${words}${chunk.toString()}`.slice(-LAST_WORDS_CHARS)));
      const first = await Promise.race([once(made, 'message').then(([message]) => message as { url: string; accountId: string }), once(made, 'exit').then(() => null)]);
      if (first === null) return false;
      accountId = first.accountId;
      up = first.url;
      made.once('close', () => {
        if (made === killed) return;
        up = null;
        tellEnd(new Error(`A server ended by itself: ${words}`));
      });
      return true;
    }
    return {
      url: () => up,
      async start() {
        while (!(await once_())) await pause(200);
      },
      async kill() {
        up = null;
        if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
        killed = child;
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      },
      async signInLink() {
        if (child === undefined || up === null) throw new Error('this server is down');
        const running = child;
        running.send({ ask: 'link' });
        for (;;) {
          const [message] = (await Promise.race([once(running, 'message'), once(running, 'exit').then(() => [null])])) as [{ link?: string } | null];
          if (message === null) throw new Error('this server went down');
          if (message.link !== undefined) return message.link;
        }
      },
    };
  };
  const servers = await Promise.all(Array.from({ length: options.databaseUrl === undefined ? 1 : options.count }, make));
  for (const server of servers) await server.start();
  const urls = (): string[] => servers.flatMap((server) => server.url() ?? []);
  return {
    servers,
    endedByItself,
    accountId,
    dataDir,
    urls,
    async signInLink() {
      for (;;) {
        const up = servers.find((server) => server.url() !== null);
        const link = up === undefined ? null : await up.signInLink().catch(() => null);
        if (link !== null) return link;
        await pause(100);
      }
    },
    async close() {
      await Promise.all(servers.map((server) => server.kill()));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
