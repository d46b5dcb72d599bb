import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LeadId, TableId } from '../../../lib/core/ids.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { FieldState, Lead, LeadFields, Provenance } from '../../../lib/domain/lead/lead.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { openBlock, packBlock, placedId, placeOfId, type NewLead } from '../../../lib/storage/leads/block.ts';
import { leadRows } from '../../../lib/storage/leads/rows.ts';
import { BLOCK_LEADS, BLOCK_LEAST, leadStores } from '../../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../../lib/storage/leads/writes.ts';

const TABLE = 'table-0001' as TableId;
const OTHER = 'table-0002' as TableId;
let db: KilnDatabase;
beforeEach(() => void (db = new KilnDatabase(`blocks-${Math.random()}`)));
afterEach(() => db.delete());

const from: Provenance = { origin: 'import', at: 5 };
const state = (value: string, over: Partial<FieldState['values'][number]> = {}): FieldState => ({ values: [{ value, confidence: 80, provenance: from, ...over }] });
const newLead = (fields: LeadFields, over: Partial<NewLead> = {}): NewLead => ({ fields, keys: identityKeys('person', fields), createdAt: 7, updatedAt: 7, ...over });
const agree = (actual: unknown, wanted: unknown): void => expect(actual).toEqual(wanted);
const inOne = <T>(work: () => Promise<T>): Promise<T> => db.transaction('rw', leadStores(db), work);

describe('a block of leads', () => {
  const word = fc.string({ maxLength: 12, unit: 'binary' });
  const provenance = fc.oneof(fc.constant(from), fc.record({ origin: fc.constantFrom('page', 'provider', 'person'), at: fc.nat(9), pageUrl: word }, { requiredKeys: ['origin', 'at'] })) as fc.Arbitrary<Provenance>;
  const value = fc.record({ value: word, original: word, confidence: fc.nat(100), provenance }, { requiredKeys: ['value', 'confidence', 'provenance'] });
  const field = fc.record({ values: fc.array(value, { minLength: 1, maxLength: 3 }), pinned: word }, { requiredKeys: ['values'] });
  const row = fc.record({ fields: fc.dictionary(fc.constantFrom('name', 'title', 'workEmail', 'x.own'), field, { noNullPrototype: true }), keys: fc.array(word, { maxLength: 3 }), createdAt: fc.nat(3), updatedAt: fc.nat(3), sourceUrl: word, id: fc.uuid() }, { requiredKeys: ['fields', 'keys', 'createdAt', 'updatedAt'] }) as unknown as fc.Arbitrary<NewLead>;

  it('gives back exactly what was packed, each column for itself as well', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (leads) => {
        const open = openBlock(structuredClone(packBlock(TABLE, 'person', 31, leads)));
        for (const [i, lead] of leads.entries()) {
          expect(open.lead(i)).toEqual({ ...lead, id: lead.id ?? placedId(TABLE, 31 + i), tableId: TABLE, kind: 'person', order: 31 + i });
          for (const [key, known] of Object.entries(lead.fields)) expect(open.text(key, i)).toBe((known.values.find((v) => v.value === known.pinned) ?? known.values[0])?.value);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps what its rows share once: a thousand cells of an import need no thousand sources', () => {
    const block = packBlock(TABLE, 'person', 1, Array.from({ length: 256 }, (_, i) => newLead({ name: state(`Person ${i}`), title: state('Buyer', { confidence: 90 }) })));
    expect([block.sources.length, block.heads.length, block.headOf]).toEqual([2, 1, undefined]);
    expect(JSON.parse(block.columns['title']?.cells ?? '')).toEqual(Array.from({ length: 256 }, () => 'Buyer'));
  });

  it('says by the id of a row where it is, and takes no other id for one', () => {
    expect(placeOfId(placedId(TABLE, 12))).toEqual({ tableId: TABLE, order: 12 });
    expect(['lead-1', ':5', `${TABLE}:0`, `${TABLE}:-2`, `${TABLE}:1.5`, `${TABLE}:x`, ''].map(placeOfId)).toEqual(Array.from({ length: 7 }, () => null));
  });
});

describe('the leads of a table', () => {
  it('are the same as in a plain map, whatever is added, changed, taken away and brought back', async () => {
    type Deed = readonly [what: 'add' | 'bulk' | 'put' | 'remove' | 'restore' | 'range' | 'table', n: number, m: number];
    const deed = fc.tuple(fc.constantFrom('add', 'bulk', 'put', 'put', 'remove', 'restore', 'range', 'table'), fc.nat(1_000), fc.nat(60)) as fc.Arbitrary<Deed>;
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 14 }), async (deeds) => {
        db = new KilnDatabase(`model-${Math.random()}`);
        const [rows, writes] = [leadRows(db), leadWrites(db)];
        const model = new Map<string, Lead>();
        const gone: Lead[] = [];
        const pick = (n: number): Lead | undefined => [...model.values()][n % Math.max(1, model.size)];
        let [made, next, isRemoved] = [0, 1, false];
        const person = (i: number): LeadFields => ({ name: state(`Person ${i}`), workEmail: state(`p${i % 50}@site${i % 7}.example`) });
        for (const [what, n, m] of deeds) {
          await inOne(async () => {
            if (isRemoved !== (what === 'table')) {
              if (isRemoved) await writes.restoreTable(TABLE);
              else await writes.removeTable(TABLE, 'line');
              isRemoved = !isRemoved;
            } else if (what === 'add') {
              const lead = await writes.add(TABLE, 'person', { ...newLead(person(made)), id: `lead-${made++}` as LeadId });
              agree(lead.order, next++);
              model.set(lead.id, lead);
            } else if (what === 'bulk') {
              const some = Array.from({ length: BLOCK_LEAST - 10 + m * 6 }, (_, i) => newLead(person(made + i), i % 3 === 0 && n % 2 === 0 ? { id: `own-${made + i}` as LeadId } : {}));
              made += some.length;
              const placed = await writes.append(TABLE, 'person', some);
              agree(placed, { first: next, last: next + some.length - 1 });
              for (const lead of some) model.set(lead.id ?? placedId(TABLE, next), { ...lead, id: lead.id ?? placedId(TABLE, next), tableId: TABLE, kind: 'person', order: next++ });
            } else if (what === 'put') {
              const lead = pick(n);
              if (!lead) return;
              const changed = { ...lead, fields: { ...lead.fields, title: state(`Title ${m}`), workEmail: state(`new${m}@site1.example`) }, updatedAt: 9 };
              const after = { ...changed, keys: identityKeys('person', changed.fields) };
              await writes.put([after]);
              model.set(after.id, after);
            } else if (what === 'remove') {
              const some = [...new Set([pick(n), pick(n + 1), pick(n + m)])].filter((lead) => lead !== undefined);
              await writes.remove(some);
              for (const lead of some) model.delete(lead.id);
              gone.push(...some);
            } else if (what === 'restore') {
              const lead = gone.splice(n % Math.max(1, gone.length), 1)[0];
              if (!lead) return;
              await writes.restore([lead]);
              model.set(lead.id, lead);
            } else if (what === 'range') {
              const [low, high] = [1 + (n % next), Math.min(next - 1, 1 + (n % next) + m * 9)];
              const within = [...model.values()].filter(({ order }) => order >= low && order <= high);
              agree(await writes.removeBetween(TABLE, low, high), within.length);
              for (const lead of within) model.delete(lead.id);
            }
          });
          await expectSame(rows, isRemoved ? new Map() : model, made, isRemoved);
        }
        await db.delete();
      }),
      { numRuns: 40 },
    );
  });

  async function expectSame(rows: ReturnType<typeof leadRows>, model: ReadonlyMap<string, Lead>, made: number, isRemoved: boolean): Promise<void> {
    const all = [...model.values()].sort((a, b) => a.order - b.order);
    const read: Lead[] = [];
    for await (const batch of rows.batches(TABLE, 100)) read.push(...batch);
    expect(read).toEqual(all);
    expect((await rows.counts()).get(TABLE) ?? 0).toBe(all.length);
    const ids = [...model.keys(), 'nobody', placedId(TABLE, 99_999), placedId(OTHER, 1), 'own-0', 'lead-0'];
    expect(await rows.getAll(ids)).toEqual(ids.map((id) => model.get(id)));
    for (const n of [0, 1, 2]) {
      const keys = [`person:email:site${n}.example:p${n}`, `person:email:site1.example:new${n}`];
      expect((await rows.byKeys(keys)).sort((a, b) => a.order - b.order)).toEqual(all.filter((lead) => lead.keys.some((key) => keys.includes(key))));
    }
    const start = 'person:email:site1.example:';
    expect((await rows.byKeyStart(start, 10_000)).sort((a, b) => a.order - b.order)).toEqual(all.filter((lead) => lead.keys.some((key) => key.startsWith(start))));
    if (isRemoved) return;
    const places = [1, 5, 40, made, made + 1];
    expect(await rows.at(TABLE, places)).toEqual(all.filter(({ order }) => places.includes(order)));
  }

  it('are read in single rows and in stretches over the edges of blocks', async () => {
    await inOne(() => leadWrites(db).append(TABLE, 'person', Array.from({ length: BLOCK_LEADS * 2 + 30 }, (_, i) => newLead({ name: state(`Person ${i + 1}`) }))));
    expect(await db.leadBlocks.count()).toBe(3);
    const names = (leads: readonly Lead[]): (string | undefined)[] => leads.map(({ fields }) => fields.name?.values[0]?.value);
    expect(names(await leadRows(db).between(TABLE, BLOCK_LEADS - 1, BLOCK_LEADS + 2))).toEqual([-1, 0, 1, 2].map((n) => `Person ${BLOCK_LEADS + n}`));
    expect(names(await leadRows(db).at(TABLE, [BLOCK_LEADS * 2 + 30, 1, BLOCK_LEADS]))).toEqual(['Person 1', `Person ${BLOCK_LEADS}`, `Person ${BLOCK_LEADS * 2 + 30}`]);
  });

  it('do not know what a transaction has added that was taken back', async () => {
    const fail = (name: string): Promise<unknown> =>
      inOne(async () => {
        await leadWrites(db).append(TABLE, 'person', Array.from({ length: 40 }, () => newLead({ name: state(name) })));
        expect((await leadRows(db).get(placedId(TABLE, 3)))?.fields.name).toEqual(state(name));
        if (name === 'First') throw new Error('the disk is full');
      });
    await expect(fail('First')).rejects.toThrow('the disk is full');
    await fail('Second');
    expect((await leadRows(db).get(placedId(TABLE, 3)))?.fields.name).toEqual(state('Second'));
  });
});
