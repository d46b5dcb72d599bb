import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TableId } from '../../../lib/core/ids.ts';
import type { FieldState, Lead } from '../../../lib/domain/lead/lead.ts';
import { holdsWords, shownText, shownTexts, wordsOf } from '../../../lib/domain/view/filter.ts';
import { orderOf } from '../../../lib/domain/view/order.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { leadRows } from '../../../lib/storage/leads/rows.ts';
import { leadStores } from '../../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../../lib/storage/leads/writes.ts';
import { answerScan, type ScanQuestion } from '../../../lib/ui/scan-question.ts';
import { storedLeads } from '../stored-leads.ts';

const TABLE = 'table-0001' as TableId;
const COUNT = 700;
let db: KilnDatabase;
const state = (value: string): FieldState => ({ values: [{ value, confidence: 80, provenance: { origin: 'import', at: 1 } }] });
const TITLES = ['Buyer', 'Chief "Cake" Officer', 'Käufer', 'ΟΔΟΣ', '', 'C:\\Office'];
/** What a search of each whole lead finds. */
const searchOf = (query: string) => (lead: Lead): boolean => holdsWords(shownTexts(lead), wordsOf(query));
const write = <T>(work: (writes: ReturnType<typeof leadWrites>) => Promise<T>): Promise<T> => db.transaction('rw', leadStores(db), async () => work(leadWrites(db)));
const answer = async (over: Partial<ScanQuestion>): Promise<number[]> => [...(await answerScan(db, { tableId: TABLE, kind: 'person', filter: { match: 'all', items: [] }, custom: [], search: '', sort: [], isGrouped: false, from: 1, now: 0, ...over })).places];

beforeEach(async () => {
  db = new KilnDatabase(`scan-${Math.random()}`);
  await write((writes) => writes.append(TABLE, 'person', Array.from({ length: COUNT }, (_, i) => ({ fields: { name: state(`Person ${(i * 37) % COUNT}`), title: state(TITLES[i % 6] ?? ''), ...(i % 5 === 0 ? { note: { values: [...state('old note').values, ...state(`x${i}`).values], pinned: `x${i}` } } : {}) }, keys: [], createdAt: 1, updatedAt: 1 }))));
  const [first, second] = await leadRows(db).at(TABLE, [3, 300]);
  await write(async (writes) => {
    await writes.put([{ ...first!, fields: { ...first!.fields, title: state('Baker') } }]);
    await writes.remove([second!]);
    await writes.removeBetween(TABLE, 400, 410);
  });
});
afterEach(() => db.delete());

describe('going through a table', () => {
  it('finds what a search of each whole lead finds, in blocks and in single records', async () => {
    const all = await storedLeads(db);
    const word = fc.oneof(fc.constantFrom('buyer', 'CAKE"', '"cake" officer', 'käu', 'kÄUFER', 'οδος', 'ΟΔΟΣ', 'c:\\', 'baker', 'old', 'x35', 'person 12', 'nobody', ' ', '\n'), fc.string({ maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(word, async (search) => {
        expect(await answer({ search })).toEqual(all.filter(searchOf(search)).map((lead) => lead.order));
      }),
      { numRuns: 60 },
    );
  });

  it('sorts as the order of whole columns does, both ways, digits by their value', async () => {
    const all = await storedLeads(db);
    const texts = (key: 'name' | 'note') => all.map((lead: Lead) => shownText(lead, key));
    for (const down of [false, true]) {
      const order = orderOf([{ texts: texts('note'), type: 'text', down }, { texts: texts('name'), type: 'text', down: false }], all.length);
      expect(await answer({ sort: [{ key: 'note', down }, { key: 'name', down: false }] })).toEqual([...order].map((i) => all[i]?.order));
    }
    expect((await answer({ sort: [{ key: 'name', down: false }], search: 'person 1' })).length).toBe(all.filter(searchOf('person 1')).length);
  });

  it('filters and sorts by what formulas make of a lead', async () => {
    const custom = [{ key: 'x.loud', kind: 'person', name: 'Loud', type: 'text', formula: 'UPPER({title}) & LEN({name})', createdAt: 1 }] as const;
    const found = await answer({ custom, filter: { match: 'all', items: [{ key: 'x.loud', test: 'is', values: ['BUYER10'] }] }, sort: [{ key: 'x.loud', down: false }, { key: 'name', down: true }] });
    const all = (await storedLeads(db)).filter((lead) => shownText(lead, 'title') === 'Buyer' && shownText(lead, 'name')?.length === 10);
    expect(all.length).toBeGreaterThan(50);
    expect(found).toEqual(all.toSorted((a, b) => (shownText(a, 'name') ?? '') < (shownText(b, 'name') ?? '') ? 1 : -1).map((lead) => lead.order));
  });

  it('answers with the first matches as soon as there are enough, and from there on with the rest; what is sorted is answered as a whole', async () => {
    await write((writes) => writes.append(TABLE, 'person', Array.from({ length: 9_000 }, (_, i) => ({ fields: { title: state(i % 2 === 0 ? 'Buyer' : 'Baker') }, keys: [], createdAt: 2, updatedAt: 2 }))));
    const ask = (over: Partial<ScanQuestion>) => answerScan(db, { tableId: TABLE, kind: 'person', filter: { match: 'all', items: [] }, custom: [], search: 'buyer', sort: [], isGrouped: false, from: 1, now: 0, ...over });
    const whole = await ask({});
    const soon = await ask({ enough: 100 });
    expect(soon.places.length).toBeGreaterThanOrEqual(100);
    expect(soon.next).toBeLessThan(whole.next);
    const rest = await ask({ from: soon.next });
    expect([...soon.places, ...rest.places]).toEqual([...whole.places]);
    expect([rest.next, (await ask({ enough: 1_000_000 })).places.length]).toEqual([whole.next, whole.places.length]);
    const sort = [{ key: 'title' as const, down: false }];
    expect((await ask({ enough: 1, sort })).places.length).toBe(whole.places.length);
  });

  it('looks only at what was added since, when asked', async () => {
    await write((writes) => writes.append(TABLE, 'person', Array.from({ length: 20 }, () => ({ fields: { title: state('Buyer') }, keys: [], createdAt: 2, updatedAt: 2 }))));
    expect(await answer({ search: 'buyer', from: COUNT + 1 })).toEqual(Array.from({ length: 20 }, (_, i) => COUNT + 1 + i));
  });
});
