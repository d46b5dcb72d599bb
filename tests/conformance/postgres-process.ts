/** A PostgreSQL of a test's own, as durable as in production, that can be killed and started again on its data. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { findPostgres, postgresFolder } from './local-postgres.ts';

export interface PostgresProcess {
  readonly url: string;
  readonly port: number;
  start(): Promise<void>;
  /** `immediate` is what a power cut does: no checkpoint, connections break, the log is replayed at the next start. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Stops it and deletes its data. */
  remove(): Promise<void>;
}

/** @throws when PostgreSQL is not installed */
export async function postgresProcess(settings: Readonly<Record<string, string>> = {}): Promise<PostgresProcess> {
  const bin = findPostgres();
  if (bin === null) throw new Error('PostgreSQL is not installed.');
  const { folder, control } = await postgresFolder(bin, 'kiln-pg-own-');
  const port = await freePort();
  const given = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: folder, max_connections: '120', ...settings };
  const options = Object.entries(given).map(([name, value]) => `-c ${name}=${value}`).join(' ');
  const start = async (): Promise<void> => void (await control(['-w', '-t', '60', '-l', join(folder, 'log'), '-o', options, 'start']));
  const stop = async (mode: 'fast' | 'immediate'): Promise<void> => void (await control(['-m', mode, '-w', 'stop']));
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
