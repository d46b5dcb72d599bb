import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import type { Database } from '../../server/sql/sql.ts';
import { openSqlite } from '../../server/sql/sqlite.ts';
import { migrationConformance } from './server-migrations.ts';

const folder = mkdtempSync(join(tmpdir(), 'kiln-migrate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const open: Database[] = [];
let n = 0;
const at = (path: string): Database => {
  const db = openSqlite({ path, now: Date.now });
  open.push(db);
  return db;
};

const close = async (): Promise<void> => void (await Promise.all(open.splice(0).map((db) => db.close())));

describe('the account server on SQLite', () => {
  migrationConformance({
    open: async () => at(join(folder, `${++n}.sqlite`)),
    async copy() {
      await close();
      copyFileSync(join(folder, `${n}.sqlite`), join(folder, `${n}-copy.sqlite`));
      return { original: at(join(folder, `${n}.sqlite`)), db: at(join(folder, `${n}-copy.sqlite`)) };
    },
    close,
  });
});
