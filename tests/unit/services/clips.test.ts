import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClipText, RawPage } from '../../../lib/contracts/raw-clip.ts';
import { CLIPS_WAITING, UNDO_DEEDS } from '../../../lib/core/limits.ts';
import { uuidV7 } from '../../../lib/core/ids.ts';
import type { Capture } from '../../../lib/domain/lead/capture.ts';
import type { LeadFields } from '../../../lib/domain/lead/lead.ts';
import { pageKeyOf } from '../../../lib/domain/lead/page-key.ts';
import { clipFile, fileName } from '../../../lib/services/clip-file.ts';
import { clipPage, removeClip } from '../../../lib/services/clips.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { editLead } from '../../../lib/services/edit-lead.ts';
import { currentTable, saveLead } from '../../../lib/services/save-lead.ts';
import { saveAllLeads, type LeadToSave } from '../../../lib/services/save-together.ts';
import { createTable, deleteLeads, deleteTable } from '../../../lib/services/tables.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';

const URL_OF_ADA = 'https://example.com/people/ada';
const FIELDS: LeadFields = { name: { values: [{ value: 'Ada Example', confidence: 90, provenance: { origin: 'page', at: 1, pageUrl: URL_OF_ADA } }] }, profileUrl: { values: [{ value: URL_OF_ADA, confidence: 90, provenance: { origin: 'page', at: 1, pageUrl: URL_OF_ADA } }] } };
const CAPTURE: Capture = { url: URL_OF_ADA, title: 'Ada', kind: 'person', kindReasons: [], kindScores: { person: 90, company: 0 }, fields: FIELDS, otherFields: {}, recipeMissing: [], truncated: false, stats: { elements: 1, tookMs: 1 } };
const PAGE: RawPage = { format: 1, url: 'https://liar.example/', title: 'Ada', contentType: 'text/html', html: '<p>x</p>', truncated: false, elements: 1 };
const TEXT: ClipText = { title: 'Ada Example', byline: 'Grace', site: 'Example', published: '', markdown: 'Some words', words: 2, truncated: false };

let db: KilnDatabase;
let clock = 1_000;
let tabUrl = URL_OF_ADA;
let page: unknown = PAGE;
let answer: unknown = { ok: true, text: TEXT };
let parsed: RawPage[] = [];
const deps = () =>
  ({
    store: createStore(db),
    now: () => ++clock,
    newId: () => uuidV7(++clock, new Uint8Array(16)),
    tabs: { get: async () => ({ id: 7, url: tabUrl, title: 'Ada', windowId: 1 }), fileAccess: async () => true, badge: async () => undefined },
    clipper: {
      page: async () => ({ ok: true, value: page }),
      parse: async (raw: RawPage) => {
        parsed.push(raw);
        return answer;
      },
    },
  }) as unknown as Deps;

beforeEach(async () => {
  db = new KilnDatabase(`clips-${Math.random()}`);
  [tabUrl, page, answer, parsed] = [URL_OF_ADA, PAGE, { ok: true, text: TEXT }, []];
  await db.captures.put({ tabId: 7, url: URL_OF_ADA, state: 'read', at: 1, capture: CAPTURE });
});
afterEach(() => db.delete());

const lead = (n: number): LeadToSave => ({ kind: 'person', fields: { name: { values: [{ value: `Ada Example ${n}`, confidence: 90, provenance: { origin: 'page', at: 1, pageUrl: URL_OF_ADA } }] } } });

async function saveAda() {
  const table = await currentTable(deps(), 'person');
  const saved = await saveLead(deps(), { tableId: table.id, kind: 'person', fields: FIELDS, sourceUrl: URL_OF_ADA, clipsOf: pageKeyOf(URL_OF_ADA), from: 'test' });
  if (!saved) throw new Error('saved');
  return saved;
}
async function clip(markdown = TEXT.markdown) {
  answer = { ok: true, text: { ...TEXT, markdown } };
  const clipped = await clipPage(deps(), 7);
  if (!clipped.ok) throw new Error(clipped.error);
  return clipped.value;
}
const kept = async (): Promise<(string | undefined)[]> => (await db.clips.toArray()).filter((c) => c.removedBy === undefined).map((c) => c.leadId);

describe('clipping a page', () => {
  it('waits for the lead of the page, goes to it when it is saved, and waits again when that is undone', async () => {
    const { lead } = await clip();
    expect([lead, await kept()]).toEqual([undefined, [undefined]]);
    const saved = await saveAda();
    expect(await kept()).toEqual([saved.lead.id]);
    await deps().store.leads.undo(saved.activityId ?? '', 9);
    expect(await kept()).toEqual([undefined]);
  });

  it('goes to the known lead at once, once for the same text, and is taken back by its own undo', async () => {
    const saved = await saveAda();
    const first = await clip();
    expect([first.lead?.id, await kept()]).toEqual([saved.lead.id, [saved.lead.id]]);
    const again = await clip();
    expect([again.clip.id, again.activityId]).toEqual([first.clip.id, null]);
    const changed = await clip('Other words');
    expect(await kept()).toHaveLength(2);
    expect(await deps().store.leads.undo(changed.activityId ?? '', 9)).not.toBeNull();
    expect(await kept()).toHaveLength(1);
  });

  it('believes the browser about the address, and never the page', async () => {
    const { clip: row } = await clip();
    expect([row.url, parsed[0]?.url]).toEqual([URL_OF_ADA, URL_OF_ADA]);
  });

  it('keeps nothing of a page that left meanwhile, has no text, or whose parser says nonsense', async () => {
    answer = { ok: true, text: { ...TEXT, markdown: '' } };
    expect(await clipPage(deps(), 7)).toEqual({ ok: false, error: 'empty' });
    for (const nonsense of [{ ok: false }, { ok: true, text: { ...TEXT, markdown: 'x'.repeat(200_001) } }, { ok: true, text: { ...TEXT, extra: 1 } }, 'hello']) {
      answer = nonsense;
      expect(await clipPage(deps(), 7)).toEqual({ ok: false, error: 'broken' });
    }
    answer = null;
    expect(await clipPage(deps(), 7)).toEqual({ ok: false, error: 'timeout' });
    page = { ...PAGE, html: 7 };
    expect(await clipPage(deps(), 7)).toEqual({ ok: false, error: 'broken' });
    page = { ...PAGE, contentType: 'application/pdf' };
    expect(await clipPage(deps(), 7)).toEqual({ ok: false, error: 'pdf' });
    tabUrl = 'chrome://settings/';
    expect(await clipPage(deps(), 7)).toEqual({ ok: false, error: 'browser-page' });
    expect(await db.clips.count()).toBe(0);
  });

  it('keeps a bounded number of clips that wait', async () => {
    await db.captures.put({ tabId: 7, url: URL_OF_ADA, state: 'read', at: 1, capture: { ...CAPTURE, fields: {} } });
    for (let i = 0; i < CLIPS_WAITING + 3; i++) await clip(`text ${i}`);
    expect(await kept()).toHaveLength(CLIPS_WAITING);
  });
});

describe('the clips of a lead', () => {
  it('go and come back with it, and with its table', async () => {
    const { lead } = await saveAda();
    await clip();
    const deleted = await deleteLeads(deps(), [lead.id]);
    expect(await kept()).toEqual([]);
    await deps().store.leads.undo(deleted ?? '', 9);
    expect(await kept()).toEqual([lead.id]);
    const table = await deleteTable(deps(), lead.tableId);
    expect(await kept()).toEqual([]);
    await deps().store.leads.undo(table ?? '', 9);
    expect(await kept()).toEqual([lead.id]);
  });

  it('stay when another reading is merged into it, and when its other changes are undone', async () => {
    const { lead } = await saveAda();
    await clip();
    const edited = await editLead(deps(), lead.id, 'title', 'Buyer');
    await saveAda();
    await deps().store.leads.undo(edited?.activityId ?? '', 9);
    expect(await kept()).toEqual([lead.id]);
  });

  it('are removed and brought back one by one; brought back without the lead they wait for it', async () => {
    const { lead } = await saveAda();
    const { clip: row } = await clip();
    const removed = await removeClip(deps(), row.id);
    expect([await kept(), await removeClip(deps(), row.id), await clipFile(deps(), row.id)]).toEqual([[], null, null]);
    await deleteLeads(deps(), [lead.id]);
    await deps().store.leads.undo(removed ?? '', 9);
    expect(await kept()).toEqual([undefined]);
  });

  it('are gone for good when their removal can no longer be undone', async () => {
    await saveAda();
    const { clip: row } = await clip();
    await removeClip(deps(), row.id);
    const tableId = await createTable(deps(), 'Many', 'person');
    for (let i = 0; i <= UNDO_DEEDS; i++) await saveLead(deps(), { tableId, kind: 'person', fields: { email: { values: [{ value: `p${i}@example.com`, confidence: 90, provenance: { origin: 'person', at: 1 } }] } }, from: 'test' });
    expect(await db.clips.count()).toBe(1);
    await deps().store.clips.sweep();
    expect(await db.clips.count()).toBe(0);
  });

  it('are swept with care: what can be undone stays, and clips of a lead that is gone wait again', async () => {
    const { lead } = await saveAda();
    const { clip: row } = await clip();
    const removed = await removeClip(deps(), row.id);
    await clip('Other words');
    await db.leads.delete(lead.id);
    await deps().store.clips.sweep();
    expect([await db.clips.count(), await kept()]).toEqual([2, [undefined]]);
    await deps().store.leads.undo(removed ?? '', 9);
    expect(await kept()).toEqual([undefined, undefined]);
  });
});

describe('the file of a clip', () => {
  it('says where the text comes from, and no word of a page gets out of its quotes', async () => {
    answer = { ok: true, text: { ...TEXT, title: 'A "quoted"\n---\nkey: value' } };
    const clipped = await clipPage(deps(), 7);
    const file = await clipFile(deps(), clipped.ok ? clipped.value.clip.id : '');
    const text = (await (await db.files.get(file?.fileId ?? ''))?.content.text()) ?? '';
    expect(text.split('\n').slice(0, 2)).toEqual(['---', 'title: "A \\"quoted\\"\\n---\\nkey: value"']);
    expect(text).toContain(`source: "${URL_OF_ADA}"`);
    expect(text.endsWith('---\n\nSome words\n')).toBe(true);
  });

  it('has a name that every file system takes', () => {
    expect([fileName('../..\\CON: a/b?*'), fileName('窯の新しい火'), fileName('💥'), fileName('x'.repeat(200)).length]).toEqual(['con-a-b.md', '窯の新しい火.md', 'clip.md', 63]);
  });
});

describe('many leads saved as one deed', () => {
  it('are taken back whole, also when there are more of them than lines that can be undone', async () => {
    await saveAda();
    const leads = Array.from({ length: UNDO_DEEDS + 20 }, (_, n) => lead(n));
    const { added, activityId } = await saveAllLeads(deps(), leads, 'test');
    expect([added, await db.activity.count()]).toEqual([UNDO_DEEDS + 20, 2]);
    expect((await db.activity.toArray()).filter((row) => row.undo === undefined)).toEqual([]);
    expect(await deps().store.leads.undo(activityId ?? '', 9)).toBe(UNDO_DEEDS + 20);
    expect(await db.leads.count()).toBe(1);
  });
});
