/** A browser with a few tabs and a site of lists, as the service that follows them sees it. Pages are data; a tab remembers its steps as the page script does. */
import 'fake-indexeddb/auto';
import type { RawList, RawNext, RawRow } from '../../../lib/contracts/raw-list.ts';
import type { RawStep, StepOptions } from '../../../lib/contracts/raw-step.ts';
import { hash53 } from '../../../lib/core/hash.ts';
import { uuidV7 } from '../../../lib/core/ids.ts';
import { wantsDetails, type Follow } from '../../../lib/domain/list/follow.ts';
import type { InjectError } from '../../../lib/platform/inject.ts';
import { moveFollows, type FollowDeps } from '../../../lib/services/follow-list.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';
import { Life, randomOf } from '../../simulation/client-world.ts';

export const SITE = 'https://directory.example.com';
export const LIST = 'a1';
const NAMES = ['Ada', 'Ben', 'Cleo', 'Dara', 'Farah', 'Gus', 'Hana', 'June', 'Kofi', 'Lena'];

export interface Page {
  readonly rows: readonly number[];
  readonly next?: RawNext | null;
  readonly status?: number;
  /** The list is not here. */
  readonly isBare?: boolean;
  readonly wall?: boolean;
  /** What pressing adds, one batch a time. */
  readonly batches?: readonly (readonly number[])[];
  readonly links?: readonly string[];
  readonly texts?: readonly string[];
  readonly profile?: string;
  /** Name and title stand in one text. */
  readonly isJoint?: boolean;
}

interface Tab {
  url: string;
  /** The document forgets with each navigation. */
  steps: Map<string, { step: number; answer: RawStep; sent: Set<string> }>;
  pressed: number;
}

const LASTS = ['Example', 'Sample', 'Muster', 'Testcase'];
const letters = (n: number): string => (n < 26 ? String.fromCharCode(97 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26));
/** Ten first names, and a last name of its own for every ten. */
export const nameOf = (n: number): string => `${NAMES[n % 10] ?? ''} ${LASTS[n % 4] ?? ''}${letters(Math.floor(n / 10))}`;
export const rowOf = (n: number): RawRow => ({ key: hash53(`row ${n}`), cells: [nameOf(n), `${SITE}/p/${n}`] });

export class FollowWorld {
  readonly db: KilnDatabase;
  readonly site = new Map<string, Page>();
  readonly tabs = new Map<number, Tab>();
  session = 'first';
  /** Origins that may be read without a click, and tabs with a click's grant. */
  readonly allowed = new Set<string>();
  readonly granted = new Set<number>();
  clock = 1_000_000;
  /** Faults that the next steps meet, in order. */
  readonly faults: (InjectError | 'nonsense')[] = [];
  /** Navigations that do not get there in time, in order. */
  readonly slow: boolean[] = [];
  readonly visits: string[] = [];
  presses = 0;
  opened = 100;
  readonly #random = randomOf(7);

  constructor(name: string) {
    this.db = new KilnDatabase(`follow-${name}-${Math.random()}`);
  }

  open(url: string, tabId = 1, isGranted = true): number {
    this.tabs.set(tabId, { url, steps: new Map(), pressed: 0 });
    if (isGranted) this.granted.add(tabId);
    return tabId;
  }

  /** The browser is closed and started again: no tab, no click's grant, another session. */
  restart(): void {
    this.tabs.clear();
    this.granted.clear();
    this.session = `${this.session}+`;
  }

  deps(life = new Life(Infinity)): FollowDeps {
    const store = createStore(this.db);
    return {
      store: { ...store, follows: life.mortal(store.follows) },
      tabs: life.mortal(this.#tabs()) as never,
      now: () => this.clock,
      random: this.#random,
      newId: () => uuidV7(this.clock, Uint8Array.from({ length: 16 }, () => Math.floor(this.#random() * 256))),
      session: async () => this.session,
      exclusively: async (_lock, work) => {
        await work();
        return true;
      },
      wakeIn: () => undefined,
      report: (where, error) => {
        throw new Error(`bug in ${where}`, { cause: error });
      },
    };
  }

  /** Lives workers one after the other until nothing moves any more; each but the last dies after so many awaits. */
  async live(deaths: readonly number[] = [], rounds = 400): Promise<Follow> {
    for (let round = 0; round < rounds; round++) {
      const life = new Life(deaths[round] ?? Infinity);
      const died = new Promise<void>((resolve) => {
        life.onDeath = resolve;
      });
      await Promise.race([moveFollows(this.deps(life)), died]);
      const follow = await this.follow();
      if (follow.state !== 'running' && follow.details?.state !== 'running' && !wantsDetails(follow)) return follow;
      this.clock += 5_000;
    }
    throw new Error('it goes on for ever');
  }

  async follow(): Promise<Follow> {
    const [follow] = await this.db.follows.toArray();
    if (!follow) throw new Error('no follow');
    return follow;
  }

  /** Names of the kept rows, in order. */
  async names(): Promise<string[]> {
    const { id } = await this.follow();
    return (await createStore(this.db).follows.blocks(id)).flatMap((block) => block.rows.map((row) => row.cells[0] ?? ''));
  }

  readonly #mayRead = (tabId: number): boolean => {
    const tab = this.tabs.get(tabId);
    return tab !== undefined && (this.granted.has(tabId) || this.allowed.has(originOf(tab.url)));
  };

  #tabs() {
    const go = async (tabId: number, url: string) => {
      const tab = this.tabs.get(tabId);
      if (!tab) return 'gone' as const;
      // A click's grant ends where another site begins.
      if (originOf(tab.url) !== originOf(url)) this.granted.delete(tabId);
      this.visits.push(url);
      if (this.slow.shift()) return 'late' as const;
      Object.assign(tab, { url, steps: new Map(), pressed: 0 });
      return 'loaded' as const;
    };
    return {
      get: async (tabId: number) => {
        const tab = this.tabs.get(tabId);
        return tab && { id: tabId, url: this.#mayRead(tabId) ? tab.url : '', title: 'Guild', windowId: 1 };
      },
      go,
      open: async (url: string) => this.open(url, ++this.opened, false),
      close: async (tabId: number) => void this.tabs.delete(tabId),
      mayRead: async (url: string) => this.allowed.has(originOf(url)),
      step: async (tabId: number, options: StepOptions) => this.#step(tabId, options),
      read: async (tabId: number) => this.#read(tabId),
    };
  }

  #step(tabId: number, options: StepOptions): { ok: true; value: unknown } | { ok: false; error: InjectError } {
    const fault = options.act === 'stop' ? undefined : this.faults.shift();
    if (fault === 'nonsense') return { ok: true, value: { rows: '<script>' } };
    if (fault) return { ok: false, error: fault };
    const tab = this.tabs.get(tabId);
    if (!tab) return { ok: false, error: 'gone' };
    if (!this.#mayRead(tabId)) return { ok: false, error: 'needs-click' };
    const known = tab.steps.get(options.follow);
    if (options.act === 'stop') return { ok: true, value: null };
    if (known?.step === options.step) return { ok: true, value: known.answer };
    const sent = known?.sent ?? new Set<string>();
    const answer = this.#take(tab, options, known === undefined, sent);
    if (options.act !== 'look') tab.steps.set(options.follow, { step: options.step, answer, sent });
    return { ok: true, value: structuredClone(answer) };
  }

  #take(tab: Tab, options: StepOptions, isFresh: boolean, sent: Set<string>): RawStep {
    const page = this.site.get(tab.url) ?? { rows: [], isBare: true, status: 404 };
    if (options.act === 'press' && !isFresh) {
      this.presses++;
      tab.pressed = Math.min(tab.pressed + 1, page.batches?.length ?? 0);
    }
    const all = [...page.rows, ...(page.batches ?? []).slice(0, tab.pressed).flat()].map(rowOf);
    const shown = page.isJoint ? all.map(({ key, cells: [name = '', url = ''] }) => ({ key, cells: [`${name}, Head of Operations`, url] })) : all;
    const isAdding = page.batches !== undefined && options.act !== 'look';
    const found = isAdding ? shown.filter(({ key }) => !sent.has(key)) : shown;
    if (isAdding) for (const { key } of found) sent.add(key);
    // In the columns that were asked for, by the keys of the page.
    const rows = found.map(({ key, cells }) => ({ key, cells: options.list.columns.map((column) => cells[COLUMNS.findIndex((own) => own.key === column.key)] ?? '') }));
    const isBare = page.isBare === true;
    const frame: RawStep = {
      format: 1, step: options.step, outcome: isBare ? 'no-list' : 'rows', url: tab.url, status: page.status ?? 200, wall: page.wall ?? false, rows: isBare ? [] : rows, found: shown.length,
      next: page.next ?? null, atEnd: isAdding && tab.pressed >= (page.batches?.length ?? 0), isFresh, tookMs: 1,
    };
    if (options.act !== 'look') return frame;
    return { ...frame, look: { list: listOf(shown, page.next ?? null), label: 'Next', links: (page.links ?? []).map((url) => ({ text: '1', url })), texts: [...(page.texts ?? [])] } };
  }

  #read(tabId: number): { ok: true; value: unknown } | { ok: false; error: InjectError } {
    const tab = this.tabs.get(tabId);
    if (!tab) return { ok: false, error: 'gone' };
    if (!this.#mayRead(tabId)) return { ok: false, error: 'needs-click' };
    const profile = this.site.get(tab.url)?.profile;
    return {
      ok: true,
      value: {
        format: 1, title: profile ?? '', contentType: 'text/html', lang: 'en', metas: [], finds: profile === undefined ? [] : [{ what: 'heading', value: profile, how: 'h1', zone: 'main', level: 1, order: 1 }, { what: 'email', value: `${profile.split(' ')[0]?.toLowerCase()}@example.com`, how: 'mailto', zone: 'main', order: 2 }],
        entities: [], truncated: false, brokenBlocks: 0, elements: 10, tookMs: 1,
      },
    };
  }
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);

const COLUMNS: RawList['columns'] = [
  { key: 'b', name: 'Name', named: 'header', type: 'text', selector: 'b', read: 'text' },
  { key: 'a@href', name: 'Profile', named: 'header', type: 'url', selector: 'a', read: 'href' },
];
const listOf = (rows: readonly RawRow[], next: RawNext | null): RawList => ({
  id: LIST, score: 9, recordCount: rows.length, container: 'ul', record: 'li', heading: 'Guild members', rows: [...rows], next,
  columns: [...COLUMNS],
});

/** Pages of `size` rows that lead on by links; a page shows `again` rows of the page before as well. */
export function pagedSite(world: FollowWorld, pages: number, size: number, again = 0): string[] {
  const url = (n: number): string => (n === 1 ? `${SITE}/members` : `${SITE}/members?page=${n}`);
  const urls = Array.from({ length: pages }, (_, i) => url(i + 1));
  for (const [i, address] of urls.entries()) {
    const from = Math.max(0, i * size - (i === 0 ? 0 : again));
    world.site.set(address, {
      rows: Array.from({ length: (i + 1) * size - from }, (_, k) => from + k),
      next: i + 1 < pages ? { kind: 'link', url: url(i + 2) } : null,
      links: urls.slice(0, 100), texts: [`1–${size} of ${pages * size} members`],
    });
  }
  return urls;
}
