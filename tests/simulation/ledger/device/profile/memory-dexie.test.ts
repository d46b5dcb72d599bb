import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { KilnDatabase } from '../../../../../lib/storage/database.ts';
import { createRng, type Rng } from '../../../rng.ts';
import { Disk } from './disk.ts';
import { Life } from './life.ts';
import { openMemory } from './memory-dexie.ts';

const RUNS = 6;
const STEPS = 90;
const IMMORTAL = (): Life => new Life(createRng(1), () => 0);
const memory = (disk: Disk, options: { isFull?: () => boolean; isStrict?: boolean; life?: Life } = {}): KilnDatabase =>
  openMemory({ disk, life: options.life ?? IMMORTAL(), isFull: options.isFull ?? (() => false), ...(options.isStrict === undefined ? {} : { isStrict: options.isStrict }) });

type Deed = (db: KilnDatabase) => Promise<unknown>;
const key = (rng: Rng): string => `row-${rng.below(12)}`;
const task = (rng: Rng) => ({ id: key(rng), leadId: `lead-${rng.below(4)}`, runId: `run-${rng.below(3)}`, state: rng.pick(['queued', 'running', 'found']), notBefore: rng.below(5), more: { at: [rng.below(9)] } }) as never;
const lead = (rng: Rng) => ({ id: key(rng), tableId: `table-${rng.below(2)}`, order: rng.below(6), keys: [`k${rng.below(5)}`, `k${rng.below(5)}`] }) as never;

/** What the stores do with tables: writes, reads by every kind of index, changes of many rows, transactions that fail. */
function drawDeed(rng: Rng): Deed {
  const [a, b, n, m] = [task(rng), lead(rng), rng.below(6), rng.below(4)];
  const run = `run-${rng.below(3)}`;
  const [id, other] = [key(rng) as never, key(rng) as never];
  const deeds: Deed[] = [
    (db) => db.tasks.put(a),
    (db) => db.tasks.add(a),
    (db) => db.leads.bulkPut([b, a]),
    (db) => db.tasks.delete(id),
    (db) => db.tasks.bulkDelete([id, other]),
    (db) => db.tasks.update(id, { notBefore: n }),
    (db) => db.tasks.bulkGet([id, other]),
    (db) => db.tasks.where('[runId+state+notBefore]').between([run, 'queued', 0], [run, 'queued', n], true, true).limit(3).toArray(),
    (db) => db.tasks.where('leadId').anyOf([`lead-${m}`, 'lead-1']).filter((row) => row.notBefore > 1).toArray(),
    (db) => db.leads.where('[tableId+order]').between(['table-0', -Infinity], ['table-0', Infinity]).last(),
    (db) => db.leads.where('keys').anyOf([`k${m}`, 'k1']).distinct().primaryKeys(),
    (db) => db.leads.where('keys').between('k1', 'k3\uffff').count(),
    (db) => db.leads.orderBy('id').reverse().offset(1).limit(4).primaryKeys(),
    (db) => db.tasks.where('leadId').equals(`lead-${m}`).modify({ notBefore: 9 }),
    (db) => db.tasks.where('leadId').equals(`lead-${m}`).delete(),
    (db) => db.tasks.where('leadId').above('lead-1').sortBy('notBefore').then((rows) => rows.map((row) => row.notBefore)),
    (db) => db.tasks.filter((row) => row.notBefore === n).first(),
    (db) => db.transaction('rw', db.tasks, db.leads, async () => {
      await db.tasks.put(a);
      await db.leads.put(b);
      if (n === 0) throw new RangeError('undone');
      return (await db.tasks.get(id)) !== undefined;
    }),
    (db) => db.transaction('r', db.tasks, async () => db.leads.count()),
  ];
  return rng.pick(deeds);
}
const outcomeOf = (deed: Deed, db: KilnDatabase): Promise<{ value: unknown } | { threw: string }> => deed(db).then((value) => ({ value }), (error: unknown) => ({ threw: error instanceof Error ? error.name : 'unknown' }));

describe('the database in memory', () => {
  it.each(Array.from({ length: RUNS }, (_, i) => i + 1))('does what Dexie does, run %i', async (seed) => {
    const rng = createRng(seed);
    const real = new KilnDatabase(`same-${seed}`);
    const ours = memory(new Disk());
    for (let step = 0; step < STEPS; step++) {
      const deed = drawDeed(rng);
      expect({ step, ...(await outcomeOf(deed, ours)) }).toEqual({ step, ...(await outcomeOf(deed, real)) });
    }
    for (const table of ['tasks', 'leads'] as const) expect(await ours[table].toArray()).toEqual(await real[table].toArray());
    expect((await real.tasks.count()) + (await real.leads.count())).toBeGreaterThan(3);
    await real.delete();
  });

  it('keeps what a strict transaction wrote through a power loss, and loses only the end of relaxed ones', async () => {
    for (const isStrict of [true, false]) {
      const disk = new Disk();
      const db = memory(disk, { isStrict });
      for (let n = 1; n <= 20; n++) await db.meta.put({ key: 'device', value: { nextN: n } } as never).then(() => db.receipts.put({ id: `r${n}` } as never));
      disk.losePower((of) => createRng(3).between(0, of));
      const kept = disk.rowsOf('receipts').size;
      expect(kept).toBe(isStrict ? 20 : Math.min(kept, 19));
      expect([...disk.rowsOf('receipts').keys()]).toEqual(Array.from({ length: kept }, (_, i) => `r${i + 1}`));
    }
  });

  it('undoes the transaction of a worker that dies, and lets the next one in', async () => {
    const disk = new Disk();
    const life = IMMORTAL();
    const dying = memory(disk, { life });
    void dying.transaction('rw', dying.tasks, async () => {
      await dying.tasks.put({ id: 'row-1' } as never);
      life.end();
      await dying.tasks.put({ id: 'row-2' } as never);
    });
    const next = memory(disk);
    await next.tasks.put({ id: 'row-3' } as never);
    expect((await next.tasks.toArray()).map(({ id }) => id)).toEqual(['row-3']);
  });

  it('refuses a commit when the disk is full, whole', async () => {
    const disk = new Disk();
    const db = memory(disk, { isFull: () => true });
    await expect(db.tasks.put({ id: 'row-1' } as never)).rejects.toThrow(/full/);
    expect(disk.rowsOf('tasks').size).toBe(0);
  });
});
