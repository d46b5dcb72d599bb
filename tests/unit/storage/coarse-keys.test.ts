import 'fake-indexeddb/auto';
import { Dexie, liveQuery, type ObservabilitySet } from 'dexie';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TableId } from '../../../lib/core/ids.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { leadRows } from '../../../lib/storage/leads/rows.ts';
import { leadStores } from '../../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../../lib/storage/leads/writes.ts';

const TABLE = 'table-0001' as TableId;
let db: KilnDatabase;
beforeEach(() => void (db = new KilnDatabase(`coarse-${Math.random()}`)));
afterEach(() => db.delete());

async function append(name: string, count: number): Promise<void> {
  const leads = Array.from({ length: count }, (_, i) => ({ fields: {}, keys: [`person:email:example.com:${name}${i}`], createdAt: 1, updatedAt: 1 }));
  await db.transaction('rw', leadStores(db), async () => void (await leadWrites(db).append(TABLE, 'person', leads)));
}
const sizeOf = (part: object | null | undefined): number => (part && 'from' in part ? 1 + sizeOf((part as { l?: object }).l) + sizeOf((part as { r?: object }).r) : 0);

it('does not name the keys of a block one by one to every page', async () => {
  const said = new Map<string, number>();
  const hear = (parts: ObservabilitySet): void => {
    for (const [part, ranges] of Object.entries(parts)) if (part.startsWith(`idb://${db.name}/leadBlocks/`)) said.set(part.slice(part.lastIndexOf('/') + 1), sizeOf(ranges));
  };
  Dexie.on('storagemutated', hear);
  await append('a', 512);
  Dexie.on('storagemutated').unsubscribe(hear);
  expect(said).toEqual(new Map([['', 2], [':dels', 2], ['keys', 1]]));
});

it('tells who asks by key of leads in a new block', async () => {
  await append('a', 20);
  const seen: number[] = [];
  const changed = await new Promise<number>((resolve, reject) => {
    const watch = liveQuery(() => leadRows(db).byKeys(['person:email:example.com:a3', 'person:email:example.com:b3'])).subscribe({
      next(leads) {
        seen.push(leads.length);
        if (leads.length === 1 && seen.length === 1) void append('b', 20);
        if (leads.length < 2) return;
        watch.unsubscribe();
        resolve(leads.length);
      },
      error: reject,
    });
  });
  expect([changed, seen[0]]).toEqual([2, 1]);
});
