import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../../lib/contracts/commands.ts';
import type { TableId } from '../../../lib/core/ids.ts';
import { err, ok } from '../../../lib/core/result.ts';
import type { LeadFields } from '../../../lib/domain/lead/lead.ts';
import { tagsByHand } from '../../../lib/domain/lead/tags.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { leadRows } from '../../../lib/storage/leads/rows.ts';
import { leadStores } from '../../../lib/storage/leads/stores.ts';
import { leadWrites } from '../../../lib/storage/leads/writes.ts';
import { changeTagsAt, tagWords, type TagDeps } from '../../../lib/ui/tags/change-tags.ts';
import { colourOf, TAG_COLOURS } from '../../../lib/ui/tags/tag-colour.ts';
import { taggedIn, type Tagged } from '../../../lib/ui/tags/tag-scan.ts';
import { tagsFor, tagUses } from '../../../lib/ui/tags/tags-in-use.ts';

const TABLE = 'table-0001' as TableId;
const tagged: Tagged[] = [
  { tags: ['Partner', 'VIP'], places: Uint32Array.of(1, 12) },
  { tags: ['vip'], places: Uint32Array.of(3) },
  { tags: ['Fair 2026'], places: Uint32Array.of(2) },
];

describe('the tags of a table', () => {
  let db: KilnDatabase | undefined;
  afterEach(() => db?.delete());
  it('are found in blocks and in single records, and not where they are gone', async () => {
    const base = (db = new KilnDatabase(`tags-${Math.random()}`));
    const fields = (i: number): LeadFields => (i % 3 === 0 ? { tags: tagsByHand(i % 2 === 0 ? ['VIP'] : ['Partner', 'VIP'], 1)! } : {});
    const write = leadWrites(base);
    await base.transaction('rw', leadStores(base), async () => {
      await write.append(TABLE, 'person', Array.from({ length: 30 }, (_, i) => ({ fields: fields(i), keys: [], createdAt: 1, updatedAt: 1 })));
      await write.append(TABLE, 'person', Array.from({ length: 30 }, () => ({ fields: {}, keys: [], createdAt: 1, updatedAt: 1 })));
      const leads = await leadRows(base).between(TABLE, 1, 60);
      await write.put([{ ...leads[0]!, fields: {} }, { ...leads[40]!, fields: { tags: tagsByHand(['Fair'], 1)! } }]);
      await write.remove([leads[3]!]);
    });
    const found = new Map((await taggedIn(base, TABLE)).map(({ tags, places }) => [tags.join(' '), [...places]]));
    expect(found).toEqual(new Map([['VIP', [7, 13, 19, 25]], ['Partner VIP', [10, 16, 22, 28]], ['Fair', [41]]]));
    expect(await taggedIn(base, 'other')).toEqual([]);
  });
  it('are counted once whatever their capitals, with how many of the ticked have them', () => {
    expect(tagUses(tagged, (place) => place === 12 || place === 3)).toEqual([
      { tag: 'Fair 2026', count: 1, ticked: 0, places: Uint32Array.of(2) },
      { tag: 'Partner', count: 2, ticked: 1, places: Uint32Array.of(1, 12) },
      { tag: 'VIP', count: 3, ticked: 2, places: Uint32Array.of(1, 3, 12) },
    ]);
  });
  it('are offered as they are typed, those that begin so first', () => {
    const uses = tagUses([...tagged, { tags: ['Trade fair'], places: Uint32Array.of(9) }]);
    expect(tagsFor('fair', uses).map(({ tag }) => tag)).toEqual(['Fair 2026', 'Trade fair']);
    expect(tagsFor('', uses, ['vip']).map(({ tag }) => tag)).toEqual(['Fair 2026', 'Partner', 'Trade fair']);
  });
  it('have a colour that never changes', () => {
    expect([colourOf('VIP'), colourOf(' vip ')]).toEqual([colourOf('vip'), colourOf('vip')]);
    const used = new Set(Array.from({ length: 200 }, (_, i) => colourOf(`tag ${i}`)));
    expect([...used].sort((a, b) => a - b)).toEqual(Array.from({ length: TAG_COLOURS }, (_, i) => i));
    expect(['VIP', 'Partner', 'Fair'].map(colourOf)).toEqual([5, 4, 2]);
  });
});

describe('a change of many leads', () => {
  function world(answers: (sent: CommandInput<'tags.change'>, times: number) => ReturnType<TagDeps['send']>) {
    const sent: CommandInput<'tags.change'>[] = [];
    const deps: TagDeps = {
      idsAt: (_table, places) => Promise.resolve([...places].filter((place) => place !== 5).map((place) => `lead-${place}`)),
      send: (input) => answers(input, sent.push(input)),
      sleep: () => Promise.resolve(),
      newId: () => 'deed-0001',
    };
    return { sent, deps };
  }
  const places = Uint32Array.from({ length: 2_500 }, (_, i) => i + 1);
  const fine = (input: CommandInput<'tags.change'>) => Promise.resolve(ok({ activityId: input.deedId, changed: input.leadIds.length, full: 0, gone: 0 }));
  it('is one deed in parts, each told; a part whose answer did not come is sent again', async () => {
    const { sent, deps } = world((input, times) => (times === 2 ? Promise.resolve(err({ code: 'unreachable', message: '' })) : fine(input)));
    const told: number[] = [];
    const done = await changeTagsAt(deps, { tableId: TABLE, places, change: { deed: 'add', tag: 'VIP' }, everywhere: false }, (leads) => told.push(leads));
    expect(done).toEqual({ activityId: 'deed-0001', changed: 2_499, full: 0, gone: 1 });
    expect(sent.map(({ n, deedId, leadIds }) => [n, deedId, leadIds.length])).toEqual([[0, 'deed-0001', 999], [1, 'deed-0001', 1_000], [1, 'deed-0001', 1_000], [2, 'deed-0001', 500]]);
    expect(told).toEqual([1_000, 2_000, 2_500]);
  });
  it('ends where it is stopped or refused, and what was done is said with its undo', async () => {
    const { deps } = world(fine);
    let parts = 0;
    const stopped = await changeTagsAt(deps, { tableId: TABLE, places, change: { deed: 'remove', tag: 'VIP' }, everywhere: false }, () => (parts += 1), () => parts > 0);
    expect(stopped).toEqual({ activityId: 'deed-0001', changed: 999, full: 0, gone: 1, left: 1_500 });
    expect(tagWords('person', { deed: 'remove', tag: 'VIP' }, false, stopped)).toBe('“VIP” removed from 999 people. 1 lead is not there any more. Stopped: 1,500 were left as they were.');
    const refused = await changeTagsAt(world(() => Promise.resolve(err({ code: 'not_found', message: 'This table is not there any more.' }))).deps, { tableId: TABLE, places, change: { deed: 'add', tag: 'VIP' }, everywhere: false }, () => undefined);
    expect(tagWords('company', { deed: 'add', tag: 'VIP' }, false, refused)).toBe('Nothing has changed. 1 lead is not there any more. It stopped there: This table is not there any more.');
  });
});
