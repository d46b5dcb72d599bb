/** A PostgreSQL of a test's own, as durable as in production, that can be killed and started again on its data. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { findPostgres } from './local-postgres.ts';

const run = promisify(execFile);

export interface PostgresProcess {
  readonly url: string;
  readonly port: number;
  start(): Promise<void>;
  /** `immediate` is what a power cut does: no checkpoint, connections break, the log is replayed at the next start. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Stops it and deletes its data. */
  remove(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @throws when PostgreSQL is not installed */
export async function postgresProcess(settings: Readonly<Record<string, string>> = {}): Promise<PostgresProcess> {
  const bin = findPostgres();
  if (bin === null) throw new Error('PostgreSQL is not installed.');
  const folder = mkdtempSync(join(tmpdir(), 'kiln-pg-own-'));
  const isRoot = process.getuid?.() === 0;
  const as = (program: string, args: readonly string[]) => (isRoot ? run('runuser', ['-u', 'postgres', '--', program, ...args]) : run(program, [...args]));
  if (isRoot) {
    await run('chown', ['postgres', folder]);
    chmodSync(folder, 0o755);
  }
  const data = join(folder, 'data');
  await as(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'test', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8']);
  const port = await freePort();
  const given = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: folder, max_connections: '120', ...settings };
  const options = Object.entries(given).map(([name, value]) => `-c ${name}=${value}`).join(' ');
  const start = async (): Promise<void> => void (await as(join(bin, 'pg_ctl'), ['-D', data, '-w', '-t', '60', '-l', join(folder, 'log'), '-o', options, 'start']));
  const stop = async (mode: 'fast' | 'immediate'): Promise<void> => void (await as(join(bin, 'pg_ctl'), ['-D', data, '-m', mode, '-w', 'stop']));
  await start();
  return {
    url: `postgresql://test@127.0.0.1:${port}/postgres`,
    port,
    start,
    stop,
    async remove() {
      await stop('immediate').catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
