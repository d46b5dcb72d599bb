/** A database, a tab that shows a list, and the commands about it. */
import 'fake-indexeddb/auto';
import type { CommandInput, CommandName, CommandResult } from '../../../lib/contracts/commands.ts';
import type { RawColumn, RawLists } from '../../../lib/contracts/raw-list.ts';
import { uuidV7 } from '../../../lib/core/ids.ts';
import type { OverlayAnswer, OverlayInput, RecordTarget } from '../../../lib/capture/layer/overlay-types.ts';
import { createDispatch } from '../../../lib/services/commands/dispatch.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';

export const TAB = 7;
export const URL = 'https://directory.example.com/members';
const column = (key: string, name: string, type: RawColumn['type'] = 'text'): RawColumn => ({ key, name, named: 'header', type, selector: `:scope>.${key}`, read: 'text' });
const EMPTY_PAGE = { format: 1, title: 'Members', contentType: 'text/html', lang: 'en', metas: [], entities: [], finds: [], truncated: false, brokenBlocks: 0, elements: 9, tookMs: 1 };

export const PEOPLE = ['Ada Example', 'Ben Sample', 'Cleo Muster', 'Dara Fixture', 'Emil Testcase'];
export const emailOf = (name: string): string => `${name.toLowerCase().replace(/\W+/g, '.')}@people.example.com`;
const person = (name: string, i: number): string[] => [name, ['Buyer', 'Founder', 'Head of Design'][i % 3] ?? '', emailOf(name)];

/** Names that look like names and differ. */
export const manyNames = (count: number): string[] => {
  const first = ['Ada', 'Ben', 'Cleo', 'Dara', 'Emil', 'Farah', 'Gus', 'Hana', 'Ivo', 'June'];
  const last = ['Example', 'Sample', 'Muster', 'Fixture', 'Testcase', 'Demo', 'Template', 'Mockley', 'Specimen', 'Pattern'];
  const third = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Gorse', 'Hazel', 'Ivy', 'Juniper', 'Kelp', 'Larch', 'Maple', 'Nettle', 'Oak', 'Pine', 'Quince', 'Rowan', 'Sorrel', 'Thyme'];
  return Array.from({ length: count }, (_, i) => `${first[i % 10]} ${third[Math.floor(i / 100) % 20]} ${last[Math.floor(i / 10) % 10]}`);
};

export function rawLists(names: readonly string[] = PEOPLE, over: Partial<RawLists> = {}): RawLists {
  return {
    format: 1, truncated: false, elements: 9, tookMs: 1,
    lists: [
      {
        id: 'people', score: 9, recordCount: names.length, container: 'main > ul', record: ':scope>li', heading: 'Members', next: null,
        columns: [column('n', 'Name'), column('t', 'Title'), column('e', 'Email', 'email')],
        rows: names.map((name, i) => ({ key: `p${i.toString(36)}`, cells: person(name, i) })),
      },
      {
        id: 'firms', score: 4, recordCount: 3, container: 'aside', record: ':scope>div', heading: 'Sponsors', next: null,
        columns: [column('n', 'Company name'), column('c', 'City')],
        rows: [['Example Works GmbH', 'Leeds'], ['Oakline Ltd', 'Stoke'], ['', 'York']].map((cells, i) => ({ key: `f${i}`, cells })),
      },
    ],
    ...over,
  };
}

export interface ListWorld {
  readonly db: KilnDatabase;
  readonly deps: Deps;
  /** What the page's layer was asked to show, newest last. */
  readonly overlays: { readonly input: OverlayInput; readonly answer: (answer: OverlayAnswer) => void }[];
  readonly badges: [string, string][];
  readonly records: RecordTarget[];
  page: { url: string; lists: unknown };
  isOnPage: boolean;
  hides: number;
  send<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandResult<N>>;
}

export function listWorld(lists: unknown = rawLists()): ListWorld {
  const db = new KilnDatabase(`lists-${Math.random()}`);
  let clock = 1_000;
  const locks = new Map<string, Promise<void>>();
  const world: ListWorld = {
    db, overlays: [], badges: [], records: [], page: { url: URL, lists }, isOnPage: true, hides: 0,
    deps: undefined as never,
    send: (name, input) => createDispatch(world.deps)({ type: 'command', name, input }) as never,
  };
  const deps = {
    store: createStore(db), now: () => ++clock, newId: () => uuidV7(++clock, crypto.getRandomValues(new Uint8Array(16))),
    wakeIn: () => undefined, catalogue: new Map(),
    report: (where: string, error: unknown) => {
      // What goes on behind a test that is over finds its database closed.
      if (!(error instanceof Error) || error.name !== 'DatabaseClosedError') throw new Error(where, { cause: error });
    },
    exclusively: async (lock: string, work: () => Promise<void>, wait = false) => {
      if (locks.has(lock) && !wait) return false;
      const before = locks.get(lock) ?? Promise.resolve();
      const mine = before.then(work);
      locks.set(lock, mine.catch(() => undefined));
      await mine;
      locks.delete(lock);
      return true;
    },
    tabs: {
      get: () => Promise.resolve({ id: TAB, url: world.page.url, title: 'Members', windowId: 1 }),
      fileAccess: () => Promise.resolve(false),
      read: () => Promise.resolve({ ok: true, value: EMPTY_PAGE }),
      readLists: () => Promise.resolve({ ok: true, value: world.page.lists }),
      overlay: (_tab: number, input: OverlayInput) => new Promise<OverlayAnswer>((answer) => world.overlays.push({ input, answer })),
      hideOverlay: () => {
        world.hides += 1;
        return Promise.resolve();
      },
      showRecord: (_tab: number, target: RecordTarget) => {
        world.records.push(target);
        return Promise.resolve(world.isOnPage);
      },
      badge: (_tab: number, text: string, tone = 'plain') => {
        world.badges.push([text, tone]);
        return Promise.resolve();
      },
    },
  } as unknown as Deps;
  return Object.assign(world, { deps });
}
