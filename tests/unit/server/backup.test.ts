import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runPostgres } from '../../../server/ops/postgres-tools.ts';
import { backupConformance } from './backup-drill.ts';

describe('a backup of the embedded database', () => {
  backupConformance(() => undefined);
});

describe('a password of PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kiln-tools-'));
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  it('is on no command line and in no error', async () => {
    const program = join(folder, 'pg_dump');
    const seen = join(folder, 'seen');
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$PGPASSWORD" "$@" > '${seen}'\necho "cannot reach $2 with p@ss/word" >&2\nexit 1\n`);
    chmodSync(program, 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
    for (const url of ['postgresql://kiln:p%40ss%2Fword@db.example:5433/books?sslmode=require', 'postgresql://kiln@db.example:5433/books?sslmode=require&password=p%40ss%2Fword']) {
      const failed = await runPostgres('pg_dump', url, (bare) => ['--file=x', bare]).catch((error: unknown) => error);
      expect(readFileSync(seen, 'utf8').split('\n')).toEqual(['p@ss/word', '--file=x', 'postgresql://kiln@db.example:5433/books?sslmode=require', '']);
      expect(String(failed)).toContain('pg_dump failed: cannot reach postgresql://kiln@db.example');
      expect(JSON.stringify([String(failed), failed])).not.toMatch(/p@ss|p%40ss/);
    }
  });
});
