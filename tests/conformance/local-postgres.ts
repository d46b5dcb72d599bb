/** PostgreSQL for tests: the one of TEST_DATABASE_URL, else a throw-away one of this machine, reached by socket only, so that runs cannot collide. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openPostgres } from '../../server/sql/postgres.ts';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';

export interface LocalPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

export const WHY_SKIPPED = 'skipped: PostgreSQL is not installed and TEST_DATABASE_URL is not set';
export const hasPostgres = (): boolean => process.env['TEST_DATABASE_URL'] !== undefined || findPostgres() !== null;

/** An empty schema of its own; `stop` removes it. */
export async function postgresSchema(): Promise<LocalPostgres> {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given === undefined ? await startPostgres(findPostgres() ?? '') : { url: given, stop: async () => undefined };
  const schema = `kiln_test_${randomBytes(6).toString('hex')}`;
  const admin = openPostgres(server.url);
  await admin.run(`create schema ${schema}`);
  return {
    url: `${server.url}${server.url.includes('?') ? '&' : '?'}options=${encodeURIComponent(`-c search_path=${schema}`)}`,
    async stop() {
      await admin.run(`drop schema ${schema} cascade`);
      await admin.close();
      await server.stop();
    },
  };
}

/** Folder with initdb and pg_ctl, or null when PostgreSQL is not installed. */
export function findPostgres(): string | null {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin')) : [];
  const candidates = [...debian, ...(process.env['PATH'] ?? '').split(':')];
  return candidates.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl'))) ?? null;
}

export interface PostgresFolder {
  readonly folder: string;
  /** Runs `pg_ctl` on the data. */
  control(args: readonly string[]): Promise<unknown>;
}

/** Makes the data of a database in a folder of its own; initdb refuses root, so root hands it to the user postgres. */
export async function postgresFolder(bin: string, prefix: string): Promise<PostgresFolder> {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const isRoot = process.getuid?.() === 0;
  const as = (program: string, args: readonly string[]) => (isRoot ? run('runuser', ['-u', 'postgres', '--', program, ...args]) : run(program, [...args]));
  if (isRoot) {
    await run('chown', ['postgres', folder]);
    chmodSync(folder, 0o755);
  }
  const data = join(folder, 'data');
  await as(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'test', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8']);
  return { folder, control: (args) => as(join(bin, 'pg_ctl'), ['-D', data, ...args]) };
}

/** Makes and starts a database that forgets what a power cut would take. */
async function startPostgres(bin: string): Promise<LocalPostgres> {
  const { folder, control } = await postgresFolder(bin, 'kiln-pg-');
  await control(['-w', '-l', join(folder, 'log'), '-o', `-c listen_addresses='' -c unix_socket_directories=${folder} -c fsync=off -c synchronous_commit=off`, 'start']);
  return {
    url: `postgresql://test@localhost/postgres?host=${encodeURIComponent(folder)}`,
    async stop() {
      await control(['-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
