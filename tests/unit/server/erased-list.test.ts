/** What was erased: its word is taken from nobody. The list of it, beside the database: nothing of it is lost between processes, and nothing of it stays past its time. */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chargeRequestSchema, opSchema } from '../../../lib/contracts/account-api.ts';
import { TOMBSTONE_MS } from '../../../lib/core/limits.ts';
import { eraseAgain, erasedIn, notesOfErasures, tidyErased } from '../../../server/ops/erased-list.ts';
import { MEMORY } from '../../../server/setup.ts';
import { chargeRequest, fill, openMemory, spendOp } from './world.ts';

const DAY = 86_400_000;
const AT = Date.UTC(2026, 4, 12, 9);

describe('the list of what was erased', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kiln-erased-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const places = () => ({ dataDir: join(folder, 'data'), backupDir: join(folder, 'copies') });
  const days = (place: string): string[] => readdirSync(join(place, 'kiln.erased')).toSorted();
  /** What a database that knows none of it erases. */
  const erasedAgain = async (): Promise<string[]> => {
    const db = openMemory({ now: AT });
    await fill(db, ['account-a']);
    await eraseAgain(db, [places().dataDir]);
    const subjects = (await erasedIn(db)).map(({ subject }) => subject).toSorted();
    await db.close();
    return subjects;
  };

  it('is beside the database and beside its backups, readable by its owner alone', async () => {
    await notesOfErasures(places())([{ accountId: 'account-a', subject: 'lead-ada', at: AT }]);
    for (const place of Object.values(places())) {
      expect(days(place)).toEqual(['2026-05-12']);
      expect(statSync(join(place, 'kiln.erased', '2026-05-12')).mode & 0o777).toBe(0o600);
    }
    await notesOfErasures({ dataDir: MEMORY })([{ accountId: 'account-a', subject: 'lead-ada', at: AT }]);
    expect(existsSync(MEMORY)).toBe(false);
  });

  it('is written where the folder of the backups is away, and not said to be where its own is', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { dataDir, backupDir } = places();
    await notesOfErasures({ dataDir, backupDir: join(folder, 'file') })([{ accountId: 'account-a', subject: 'lead-ada', at: AT }]);
    expect(await erasedAgain()).toEqual(['lead-ada']);
    await expect(notesOfErasures({ dataDir: join(folder, 'file'), backupDir })([{ accountId: 'account-a', subject: 'lead-ada', at: AT }])).rejects.toThrow(/ENOTDIR|EEXIST/);
  });

  it('keeps what several processes write, also while one of them tidies, and after one died over a line', async () => {
    const processes = Array.from({ length: 3 }, () => notesOfErasures(places()));
    await processes[0]?.([{ accountId: 'account-a', subject: 'old', at: AT - TOMBSTONE_MS - 2 * DAY }]);
    const wanted: string[] = [];
    await Promise.all(processes.flatMap((note, p) => Array.from({ length: 40 }, (_, i) => {
      wanted.push(`lead-${p}-${i}`);
      return Promise.all([note([{ accountId: 'account-a', subject: `lead-${p}-${i}`, at: AT }]), ...(i % 10 === 0 ? [tidyErased(places(), AT)] : [])]);
    })));
    appendFileSync(join(places().dataDir, 'kiln.erased', '2026-05-12'), '["account-a","half');
    await processes[1]?.([{ accountId: 'account-a', subject: 'lead-after', at: AT }]);
    expect(await erasedAgain()).toEqual([...wanted, 'lead-after'].toSorted());
  });

  it('keeps a line for its 90 days and the rest of its day, however few there are, and touches no other file', async () => {
    const note = notesOfErasures(places());
    for (const ago of [0, 89, 90, 91, 92, 400]) await note([{ accountId: 'account-a', subject: `lead-${ago}`, at: AT - ago * DAY }]);
    writeFileSync(join(places().dataDir, 'kiln.erased', 'notes'), 'kept');
    await tidyErased(places(), AT);
    expect(await erasedAgain()).toEqual(['lead-0', 'lead-89', 'lead-90']);
    for (const place of Object.values(places())) expect(days(place).filter((name) => name !== 'notes')).toHaveLength(3);
    expect(readFileSync(join(places().dataDir, 'kiln.erased', 'notes'), 'utf8')).toBe('kept');
    await tidyErased(places(), AT + 200 * DAY);
    expect(await erasedAgain()).toEqual([]);
  });
});

describe('the word that stands where a lead was erased', () => {
  it('is the pseudonym of no lead: neither a charge nor an operation of a device may say it', () => {
    const said = (subject: string) => [
      chargeRequestSchema.safeParse(chargeRequest({ subject })).success,
      opSchema.safeParse(spendOp(1, { subject })).success,
      opSchema.safeParse({ n: 1, opId: 'erase.op-1', kind: 'erase', clientAt: 0, body: { subjects: [subject] } }).success,
    ];
    expect(said('erased')).toEqual([false, false, false]);
    expect(said('erased-1')).toEqual([true, true, true]);
  });
});
