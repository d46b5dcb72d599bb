import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uuidV7 } from '../../../lib/core/ids.ts';
import { TAB_READ_ATTEMPTS } from '../../../lib/core/limits.ts';
import { textOf } from '../../../lib/domain/lead/merge.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { closeTabReads, moveTabReads, saveTabReads, startTabReads } from '../../../lib/services/tab-reads.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';

let db: KilnDatabase;
let clock = 1_000;
let held = false;
let givenBack: string[] = [];
let wakes: number[] = [];
let tabs: Map<number, { url: string; asleep?: boolean }>;
let onRead: (tabId: number) => Promise<void> = async () => undefined;

const person = (name: string) => ({
  format: 1, title: name, contentType: 'text/html', lang: '', metas: [], truncated: false, brokenBlocks: 0, elements: 1, tookMs: 1, finds: [],
  entities: [{ id: 0, method: 'jsonld', types: ['Person'], refs: [], zone: 'main', props: [{ name: 'name', value: name, path: '$.name' }, { name: 'email', value: `${name.split(' ')[0]}@example.com`.toLowerCase(), path: '$.email' }] }],
});
const NAMES: Readonly<Record<number, string>> = { 1: 'Ada Example', 2: 'Ben Sample' };

const deps = () =>
  ({
    store: createStore(db),
    now: () => ++clock,
    newId: () => uuidV7(++clock, new Uint8Array(16)),
    wakeIn: (ms: number) => void wakes.push(ms),
    exclusively: async (_lock: string, work: () => Promise<void>) => {
      if (held) return false;
      held = true;
      await work().finally(() => (held = false));
      return true;
    },
    tabs: {
      get: async (id: number) => tabs.get(id) && { id, title: '', windowId: 1, ...tabs.get(id) },
      fileAccess: async () => true,
      badge: async () => undefined,
      readLists: async () => ({ ok: true, value: null }),
      giveBack: async (urls: string[]) => void givenBack.push(...urls),
      read: async (id: number) => {
        await onRead(id);
        const name = NAMES[id];
        return { ok: true, value: name ? person(name) : { ...person(''), entities: [], title: '' } };
      },
    },
  }) as unknown as Deps;

const url = (id: number): string => `https://site${id}.example/x`;
const start = (...ids: number[]) => startTabReads(deps(), ids.map((tabId) => ({ tabId, url: url(tabId), title: `Tab ${tabId}`, borrowed: tabId !== 2 })));
const states = async () => (await deps().store.tabReads.all()).map((row) => [row.tabId, row.state, row.problem ?? (row.capture ? textOf(row.capture.fields, 'name') : null)]);

beforeEach(() => {
  db = new KilnDatabase(`tabs-${Math.random()}`);
  [held, givenBack, wakes, onRead] = [false, [], [], async () => undefined];
  tabs = new Map([1, 2, 3, 4, 5].map((id) => [id, { url: url(id) }]));
});
afterEach(() => db.delete());

describe('reading several tabs', () => {
  it('reads each once in order, says per tab what came of it, and gives back what was borrowed', async () => {
    tabs.delete(4);
    tabs.set(5, { url: url(5), asleep: true });
    await start(1, 2, 3, 4, 5);
    await moveTabReads(deps());
    expect(await states()).toEqual([[1, 'read', 'Ada Example'], [2, 'read', 'Ben Sample'], [3, 'read', null], [4, 'problem', 'gone'], [5, 'problem', 'asleep']]);
    expect(givenBack).toEqual([1, 3, 4, 5].map(url));
    await moveTabReads(deps());
    expect(givenBack).toHaveLength(4);
  });

  it('says of a tab that went to another page that it is gone, and reads nothing there', async () => {
    tabs.set(1, { url: 'https://elsewhere.example/' });
    await start(1);
    await moveTabReads(deps());
    expect(await states()).toEqual([[1, 'problem', 'gone']]);
  });

  it('begins again what a worker began that died, and gives up after a few times', async () => {
    await start(1);
    const { store } = deps();
    expect((await store.tabReads.next())?.attempts).toBe(1); // the worker dies here
    await moveTabReads(deps());
    expect(await states()).toEqual([[1, 'read', 'Ada Example']]);
    await start(1);
    for (let i = 0; i < TAB_READ_ATTEMPTS; i++) await store.tabReads.next();
    await moveTabReads(deps());
    expect(await states()).toEqual([[1, 'problem', 'broken']]);
  });

  it('stops at once: what is being read is no longer wanted, and the sites are given back', async () => {
    onRead = async (id) => {
      if (id === 2) await deps().store.tabReads.stop();
    };
    await start(1, 2, 3);
    await moveTabReads(deps());
    expect(await states()).toEqual([[1, 'read', 'Ada Example'], [2, 'stopped', null], [3, 'stopped', null]]);
    expect(givenBack).toEqual([1, 3].map(url));
  });

  it('never runs twice at a time', async () => {
    let reads = 0;
    onRead = async () => void reads++;
    await start(1, 2, 3);
    await Promise.all([moveTabReads(deps()), moveTabReads(deps())]);
    expect(reads).toBe(3);
  });

  it('looks again soon when somebody else is at it, and keeps what a list begun meanwhile has borrowed', async () => {
    await start(1);
    held = true;
    await moveTabReads(deps());
    expect(wakes).toEqual([1_000]);
    held = false;
    const { store } = deps();
    let isBegun = false;
    const next = async () => {
      const row = await store.tabReads.next();
      // Between the last tab and the giving back somebody begins another list.
      if (!row && !isBegun) {
        isBegun = true;
        await start(3);
      }
      return row;
    };
    await moveTabReads({ ...deps(), store: { ...store, tabReads: { ...store.tabReads, next } } });
    expect(await states()).toEqual([[3, 'waiting', null]]);
    expect([givenBack, wakes.at(-1)]).toEqual([[url(1)], 1_000]);
    await moveTabReads(deps());
    expect(givenBack).toEqual([url(1), url(3)]);
  });

  it('adds the chosen ones as one deed with one undo, and knows which were known', async () => {
    await start(1, 2, 3);
    await moveTabReads(deps());
    const saved = await saveTabReads(deps(), [1, 2, 3]);
    expect(saved).toMatchObject({ added: 2, merged: 0, unchanged: 0 });
    expect((await db.activity.toArray()).map((row) => row.title)).toEqual(['2 leads added to People']);
    expect(await saveTabReads(deps(), [1])).toMatchObject({ added: 0, unchanged: 1, activityId: null });
    await deps().store.leads.undo(saved?.activityId ?? '', 9);
    expect(await db.leads.count()).toBe(0);
    expect(await saveTabReads(deps(), [3])).toBeNull();
  });

  it('puts the list away, and gives back first', async () => {
    await start(1, 2);
    await closeTabReads(deps());
    expect([await db.tabReads.count(), givenBack]).toEqual([0, [url(1)]]);
  });
});
