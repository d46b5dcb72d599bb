import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TaskId } from '../../../lib/core/ids.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { MemoryDatabase, type Holder, type Written } from './memory-database.ts';

const holderOf = (): Holder & { isDead: boolean } => ({ isDead: false, request: () => Promise.resolve(), beforeCommit: () => undefined });

/** Deeds over tasks and leads as the stores do them; both databases are asked the same. */
type Deed = (db: KilnDatabase) => Promise<unknown>;
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const state = fc.constantFrom('queued', 'running', 'found');
const time = fc.integer({ min: 0, max: 9 });
const task = fc.record({ id, runId: fc.constantFrom('r1', 'r2'), leadId: fc.constantFrom('l1', 'l2'), state, notBefore: time }) as unknown as fc.Arbitrary<never>;
const lead = fc.record({ id, tableId: fc.constantFrom('t1', 't2'), order: time, keys: fc.uniqueArray(fc.constantFrom('k1', 'k2', 'k3')) }) as unknown as fc.Arbitrary<never>;
const failed = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => `failed ${error instanceof Error}`);

const deed: fc.Arbitrary<Deed> = fc.oneof(
  task.map((row): Deed => async (db) => void (await db.tasks.put(row))),
  fc.array(task, { maxLength: 3 }).map((rows): Deed => async (db) => void (await db.tasks.bulkPut(rows))),
  task.map((row): Deed => (db) => failed(db.tasks.add(row).then(() => 'added'))),
  id.map((key): Deed => (db) => db.tasks.delete(key as TaskId)),
  id.map((key): Deed => (db) => db.tasks.get(key as TaskId)),
  fc.tuple(id, time).map(([key, notBefore]): Deed => (db) => db.tasks.update(key as TaskId, { notBefore })),
  fc.tuple(state, time, time, fc.integer({ min: 1, max: 3 })).map(([s, from, to, n]): Deed => (db) => db.tasks.where('[runId+state+notBefore]').between(['r1', s, from], ['r1', s, to], true, true).limit(n).toArray()),
  fc.tuple(state, time).map(([s, from]): Deed => (db) => db.tasks.where('[runId+state+notBefore]').between(['r2', s, from], ['r2', s, Infinity]).first()),
  fc.constant<Deed>((db) => db.tasksOfRun('r1' as never).toArray()),
  fc.array(fc.constantFrom('l1', 'l2', 'l3'), { maxLength: 3 }).map((keys): Deed => (db) => db.tasks.where('leadId').anyOf(keys as never[]).toArray()),
  state.map((s): Deed => (db) => db.tasks.filter((row) => row.state === (s as never)).delete()),
  lead.map((row): Deed => async (db) => void (await db.leads.put(row))),
  fc.array(fc.constantFrom('k1', 'k2'), { maxLength: 2 }).map((keys): Deed => (db) => db.leads.where('keys').anyOf(keys).distinct().primaryKeys().then((found) => [...found].sort())),
  fc.constant<Deed>((db) => db.leads.where('[tableId+order]').between(['t1', -Infinity], ['t1', Infinity]).last()),
  time.map((order): Deed => (db) => db.leads.where('[tableId+order]').between(['t1', -Infinity], ['t2', Infinity]).modify({ order } as never)),
  fc.tuple(task, fc.boolean()).map(([row, isBroken]): Deed => (db) =>
    failed(
      db.transaction('rw', db.tasks, db.leads, async () => {
        await db.tasks.put(row);
        await db.leads.clear();
        if (isBroken) throw new Error('taken back');
        return db.tasks.count();
      }),
    ),
  ),
);

it('tables in memory answer as Dexie does on an emulated IndexedDB', async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 14 }), async (deeds) => {
      const real = new KilnDatabase(`memory-${n++}`);
      const memory = new MemoryDatabase(() => undefined).connect(holderOf());
      for (const one of deeds) expect(await one(memory)).toEqual(await one(real));
      expect([await memory.tasks.toArray(), await memory.leads.toArray()]).toEqual([await real.tasks.toArray(), await real.leads.toArray()]);
      await real.delete();
    }),
    { numRuns: 150 },
  );
});

it('a transaction is dropped whole when its holder dies in the middle, and frees those who wait', async () => {
  const commits: (readonly Written[])[] = [];
  const database = new MemoryDatabase((writes) => commits.push(writes));
  const [dying, living] = [holderOf(), holderOf()];
  const [first, second] = [database.connect(dying), database.connect(living)];
  let reached = (): void => undefined;
  const middle = new Promise<void>((resolve) => (reached = resolve));
  void first.transaction('rw', first.tasks, async () => {
    await first.tasks.put({ id: 'half' } as never);
    reached();
    await new Promise<never>(() => undefined);
  });
  await middle;
  const waits = second.tasks.put({ id: 'whole' } as never);
  expect(database.all('tasks')).toEqual([]);
  dying.isDead = true;
  database.drop(dying);
  await waits;
  expect(database.all('tasks')).toEqual([{ id: 'whole' }]);
  expect(commits.length).toBe(1);
});
