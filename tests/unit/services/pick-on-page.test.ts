import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandMessage } from '../../../lib/contracts/commands.ts';
import type { PickerCall } from '../../../lib/platform/tabs.ts';
import { createDispatch } from '../../../lib/services/commands/dispatch.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';

type Answer = { ok: true; value: unknown } | { ok: false; error: 'gone' | 'needs-click' | 'timeout' };
let db: KilnDatabase;
let url: string;
let calls: PickerCall[];
/** Picker calls that were made before each time the outline was taken away. */
let hidden: number[];
let onPick: () => Promise<unknown>;
let answer: Answer;

beforeEach(() => {
  db = new KilnDatabase(`picker-${Math.random()}`);
  url = 'https://example.com/people/ada';
  calls = [];
  hidden = [];
  onPick = () => Promise.resolve();
  answer = { ok: true, value: { state: 'picking' } };
});
afterEach(() => db.delete());

const RESULT = { mode: 'single', url: 'https://example.com/people/ada', title: 'Ada Example', picks: [{ name: 'Name', selector: 'h1', read: 'text', field: 'name' }], values: ['Ada Example'] };
const deps = (): Deps =>
  ({
    store: createStore(db), now: () => 1_764_000_000_000, report: (where: string, error: unknown) => { throw new Error(where, { cause: error }); },
    catalogue: new Map(),
    tabs: {
      get: () => Promise.resolve({ id: 7, url, title: 'Ada', windowId: 1 }), fileAccess: () => Promise.resolve(false),
      pick: async (_tab: number, call: PickerCall) => {
        calls.push(call);
        await onPick();
        return answer;
      },
      hideOverlay: () => {
        hidden.push(calls.length);
        return Promise.resolve();
      },
    },
  }) as unknown as Deps;
const send = (name: CommandMessage['name'], input: unknown) => createDispatch(deps())({ type: 'command', name, input });
const draft = () => db.drafts.get(7);

describe('picking', () => {
  it('is begun, waited for, and becomes a draft that is edited and thrown away', async () => {
    expect(await send('picker.start', { tabId: 7, mode: 'single', fields: ['phone'] })).toEqual({ ok: true, value: null });
    expect(calls[0]).toMatchObject({ do: 'start', options: { mode: 'single', wanted: ['phone'] } });
    expect(await draft()).toMatchObject({ state: 'picking', kind: 'person' });
    expect(await send('picker.poll', { tabId: 7 })).toEqual({ ok: true, value: { state: 'picking' } });
    expect(calls[1]).toEqual({ do: 'wait', ms: 20_000 });
    answer = { ok: true, value: { state: 'done', result: RESULT } };
    expect(await send('picker.poll', { tabId: 7 })).toEqual({ ok: true, value: { state: 'ready' } });
    const row = await draft();
    expect(row).toMatchObject({ state: 'ready', recipe: { match: [{ url: 'https://example.com/people/:slug' }], proof: { source: 'Picked on example.com on 2025-11-24' } } });
    // Asked again, by a worker that does not know that it was stored: the same answer, and the page is left alone.
    expect(await send('picker.poll', { tabId: 7 })).toEqual({ ok: true, value: { state: 'ready' } });
    expect(calls).toHaveLength(3);
    expect(await send('picker.edit', { tabId: 7, recipe: { ...row?.recipe, name: 'Mine' } })).toMatchObject({ ok: true });
    expect((await draft())?.recipe?.name).toBe('Mine');
    expect(await send('picker.edit', { tabId: 7, recipe: { ...row?.recipe, match: [] } })).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    expect(await send('picker.drop', { tabId: 7 })).toMatchObject({ ok: true });
    expect(await draft()).toBeUndefined();
    expect(await send('picker.edit', { tabId: 7, recipe: row?.recipe })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('that is left, or whose page is gone, leaves the draft of before', async () => {
    await send('picker.start', { tabId: 7 });
    answer = { ok: true, value: { state: 'done', result: RESULT } };
    await send('picker.poll', { tabId: 7 });
    answer = { ok: true, value: { state: 'picking' } };
    await send('picker.start', { tabId: 7, mode: 'list' });
    expect((await draft())?.state).toBe('picking');
    answer = { ok: true, value: { state: 'left' } };
    expect(await send('picker.poll', { tabId: 7 })).toEqual({ ok: true, value: { state: 'left' } });
    expect(await draft()).toMatchObject({ state: 'ready', recipe: { kind: 'single' } });
  });

  it.each<[Answer, string]>([
    [{ ok: true, value: null }, 'gone'],
    [{ ok: false, error: 'gone' }, 'gone'],
    [{ ok: true, value: { state: 'left' } }, 'left'],
    [{ ok: false, error: 'timeout' }, 'picking'],
  ])('%j is told as %s', async (given, state) => {
    await send('picker.start', { tabId: 7 });
    answer = given;
    expect(await send('picker.poll', { tabId: 7 })).toEqual({ ok: true, value: { state } });
    expect((await draft())?.state).toBe(state === 'picking' ? 'picking' : undefined);
  });

  it('takes an outline away that was drawn while it opened', async () => {
    onPick = () => db.captures.put({ tabId: 7, url, state: 'read', at: 1, overlay: true });
    await send('picker.start', { tabId: 7 });
    expect(hidden).toEqual([1]);
  });

  it('whose answer is nonsense stores nothing', async () => {
    await send('picker.start', { tabId: 7 });
    answer = { ok: true, value: { state: 'done', result: { ...RESULT, picks: 'all' } } };
    expect(await send('picker.poll', { tabId: 7 })).toMatchObject({ ok: false, error: { code: 'broken' } });
    expect(await draft()).toBeUndefined();
  });

  it('is refused where it cannot be, with what to do', async () => {
    for (const [address, code] of [['chrome://settings', 'browser-page'], ['http://intranet/x', 'no-address'], ['https://chromewebstore.google.com/x', 'store-page'], ['file:///tmp/x.html', 'file-access']] as const) {
      url = address;
      expect(await send('picker.start', { tabId: 7 })).toMatchObject({ ok: false, error: { code } });
    }
    expect(calls).toEqual([]);
    url = '';
    answer = { ok: false, error: 'needs-click' };
    expect(await send('picker.start', { tabId: 7 })).toMatchObject({ ok: false, error: { code: 'needs-click' } });
    expect(await draft()).toBeUndefined();
  });
});
