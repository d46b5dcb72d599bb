import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TableId } from '../../../lib/core/ids.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { LeadFields } from '../../../lib/domain/lead/lead.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { leadRows } from '../../../lib/storage/leads/rows.ts';
import { BLOCK_LEADS, leadStores } from '../../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../../lib/storage/leads/writes.ts';
import { createStore } from '../../../lib/storage/store.ts';

const TABLE = 'table-0001' as TableId;
const DOMAINS = ['one.example', 'two.example', 'three.example'];
let db: KilnDatabase;
beforeEach(() => void (db = new KilnDatabase(`beside-${Math.random()}`)));
afterEach(() => db.delete());

const fieldsOf = (name: string, workEmail: string): LeadFields => Object.fromEntries(Object.entries({ name, workEmail }).map(([key, value]) => [key, { values: [{ value, confidence: 90, provenance: { origin: 'import', at: 1 } }] }]));
/** Adds a block at a time. */
async function add(blocks: number): Promise<void> {
  for (let b = 0; b < blocks; b++) {
    const leads = Array.from({ length: BLOCK_LEADS }, (_, i) => {
      const fields = fieldsOf(`Person ${b}-${i}`, `person${b}-${i}@${DOMAINS[i % 3]}`);
      return { fields, keys: identityKeys('person', fields), createdAt: 1, updatedAt: 1 };
    });
    await db.transaction('rw', leadStores(db), async () => void (await leadWrites(db).append(TABLE, 'person', leads)));
  }
}

it('people at several domains are read while leads are written, and neither ends the other', async () => {
  await add(1);
  const store = createStore(db);
  const [first] = await leadRows(db).first(TABLE, 1);
  const edit = (round: number) => store.leads.change(first?.id ?? '', (lead) => ({ ...lead, updatedAt: round + 2 }), () => ({ id: `a-${round}`, at: round, kind: 'lead-edited', title: 'Edited', detail: '' }));
  for (let round = 0; round < 5; round++) {
    const [people, again, edited] = await Promise.all([store.waterfalls.peopleAt(DOMAINS), store.waterfalls.peopleAt(DOMAINS), edit(round)]);
    expect(people.length).toBeGreaterThan(0);
    expect(again.length).toBe(people.length);
    expect(edited).toBe('changed');
  }
});

it('leads are found by their keys in more blocks than are kept open, each time', async () => {
  const blocks = 40;
  await add(blocks);
  const keys = Array.from({ length: blocks }, (_, b) => identityKeys('person', fieldsOf(`Person ${b}-0`, `person${b}-0@${DOMAINS[0]}`))).flat();
  for (let round = 0; round < 3; round++) expect(new Set((await leadRows(db).byKeys(keys)).map((lead) => lead.id)).size).toBe(blocks);
});
