import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs a program of PostgreSQL on a database. Every user of the machine sees a command line, so the password goes by the environment
 * and what is thrown tells of the program and of what it said, never of how it was called.
 * @param argumentsFor gets the database's address without its password
 * @throws when the address is none, or the program is missing or fails
 */
export async function runPostgres(program: 'pg_dump' | 'pg_restore', databaseUrl: string, argumentsFor: (url: string) => readonly string[]): Promise<void> {
  const { url, password } = withoutPassword(databaseUrl);
  try {
    await run(program, argumentsFor(url), { env: { ...process.env, ...(password === null ? {} : { PGPASSWORD: password }) } });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim().split('\n').slice(0, 3).join(' ') : '';
    const text = `${program} failed${said === '' ? (error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '') : `: ${said}`}`;
    throw new Error(password === null || password === '' ? text : text.replaceAll(password, '***'));
  }
}

function withoutPassword(databaseUrl: string): { readonly url: string; readonly password: string | null } {
  if (!URL.canParse(databaseUrl)) throw new Error('DATABASE_URL: an address such as postgresql://user:password@host/database is needed for backups.');
  const url = new URL(databaseUrl);
  const given = url.password === '' ? url.searchParams.get('password') : decodeURIComponent(url.password);
  url.password = '';
  url.searchParams.delete('password');
  return { url: url.href, password: given };
}
