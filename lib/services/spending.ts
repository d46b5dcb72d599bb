import { capHit, countsTaken, deviceBounds, NOTHING_TAKEN, roomsOf, tableBounds, type SpendLimits, type TableTaken, type Taken, type WindowScope } from '../domain/enrichment/caps.ts';
import { heldByTask, subtractAmounts } from '../domain/enrichment/hold.ts';
import type { RunPause } from '../domain/enrichment/run.ts';
import type { TaskChanges, TaskRows } from '../domain/enrichment/task-rows.ts';
import { addAmounts, NOTHING, type Amounts } from '../domain/ledger/amount.ts';
import type { Deps } from './deps.ts';

/** What was taken in each window is counted anew from the charges no more often than this. */
const COUNT_EVERY_MS = 30_000;
/** The limits themselves are read again after this: another worker may have been told of new ones. */
const READ_EVERY_MS = 1_000;
/** A run that meets a limit tries again after this: the windows move on. */
const AGAIN_MS = 60_000;

/** Watches the person's limits over all runs and deliveries of this device: those of an hour and a day, and those of each table. Those that work at the same time share one. */
export interface Spending {
  /** Reads the limits, and counts what was taken when any are set. Those that come meanwhile wait for it and look for themselves: limits and count hold from the same moment on. */
  load(): Promise<void>;
  /** Reads the limits and counts anew when either is due: without it they grow too old to decide by. Nothing is read when neither is. */
  recount(): Promise<void>;
  /** Somebody else may have spent since: whoever loads next counts anew. Who shares this goes on by what is known until then. */
  forget(): void;
  /** Call it inside the transaction with every task as it becomes: the next decision of the same transaction has to see it. */
  note(rows: TaskRows, changes: TaskChanges): void;
  /** Sets so much aside for what is about to be written for a table; call the answer with what was. */
  hold(more: Amounts, tableId?: string): (written: Amounts) => void;
  /** Actions that may still be held now, and with a table also by its limits; Infinity without a limit. */
  room(tableId?: string): number;
  /** Why so much more may not be held now, for a lead of this table, or null; `never`: it alone is more than a limit allows. */
  pauseFor(more: Amounts, tableId?: string): RunPause | 'never' | null;
}

/** Amounts by a key as they were when it was counted, and as they are now. Setting one twice changes nothing: a transaction may be tried again. */
function createGrowth() {
  const latest = new Map<string, Amounts>();
  let sum = NOTHING;
  return {
    set(key: string, was: Amounts, is: Amounts): void {
      sum = addAmounts(sum, subtractAmounts(is, latest.get(key) ?? was));
      latest.set(key, is);
    },
    sum: (): Amounts => sum,
  };
}

/** What a set of limits counts since it was counted: all of the device, or all of one table. */
function createPurse() {
  let tasks = createGrowth();
  /** Since the count began that is out: the one before it is decided by until it ends. */
  let fresh = tasks;
  /** What was set aside and is not written yet, and what was written: ever, and when it was counted. */
  let pending = NOTHING;
  let written = NOTHING;
  let writtenBefore = NOTHING;
  return {
    /** What is written from now on may be counted twice for a while, and never not at all. Call the answer when it was counted. */
    counting(): () => void {
      const writtenThen = written;
      const since = createGrowth();
      fresh = since;
      return () => {
        writtenBefore = writtenThen;
        tasks = since;
      };
    },
    note(key: string, was: Amounts, is: Amounts): void {
      for (const growth of new Set([tasks, fresh])) growth.set(key, was, is);
    },
    hold(more: Amounts): (amounts: Amounts) => void {
      pending = addAmounts(pending, more);
      return (amounts) => {
        pending = subtractAmounts(pending, more);
        written = addAmounts(written, amounts);
      };
    },
    grown: (): Amounts => addAmounts(tasks.sum(), addAmounts(pending, subtractAmounts(written, writtenBefore))),
  };
}
/** Key of the purse that every table shares. */
const DEVICE = '';

export function createSpending(deps: Pick<Deps, 'store' | 'now'>): Spending {
  let limits: SpendLimits = {};
  let taken: Taken | undefined;
  let countedAt = -Infinity;
  let readAt = -Infinity;
  const purses = new Map<string, ReturnType<typeof createPurse>>();
  const purse = (key: string): ReturnType<typeof createPurse> => {
    const known = purses.get(key) ?? createPurse();
    purses.set(key, known);
    return known;
  };
  const isPast = (at: number, ms: number): boolean => deps.now() < at || deps.now() - at >= ms;
  const isOlder = (ms: number): boolean => isPast(countedAt, ms);
  /** How often it was forgotten, and how often before the last count began. */
  let forgotten = 0;
  let forgottenThen = 0;
  const isDue = (): boolean => isOlder(COUNT_EVERY_MS) || forgottenThen !== forgotten;
  /** The clock has leapt since it was counted: another hour is meant now, in which other charges may lie. Nothing was counted yet of a table that has a limit: the same. */
  const isStale = (counted: Taken, tableId: string | undefined): boolean => isOlder(2 * COUNT_EVERY_MS) || (tableId !== undefined && limits.tables?.[tableId] !== undefined && counted.tables?.[tableId] === undefined);
  /** Tables whose purses are kept: they have a limit, or will when the count that is out has ended. */
  let watched: ReadonlySet<string> = new Set();
  let loading: Promise<void> = Promise.resolve();

  async function loadNow(): Promise<void> {
    readAt = deps.now();
    const next = (await deps.store.meta.get('limits')) ?? {};
    const tables = Object.keys(next.tables ?? {});
    const isCounted = taken !== undefined && !isDue() && tables.every((id) => taken?.tables?.[id] !== undefined);
    if (!countsTaken(next)) {
      taken = undefined;
      watched = new Set();
    } else if (!isCounted) await count(tables);
    limits = next;
  }

  async function count(tables: readonly string[]): Promise<void> {
    const now = deps.now();
    const isForgotten = forgotten;
    watched = new Set([DEVICE, ...watched, ...tables]);
    const counted = new Map([...watched].map((key) => [key, purse(key).counting()]));
    taken = (await deps.store.tasks.countTaken(now, tables)).taken;
    countedAt = now;
    forgottenThen = isForgotten;
    for (const end of counted.values()) end();
    watched = new Set([DEVICE, ...tables]);
  }
  /** One after the other: none that was begun earlier says the last word. */
  const load = (): Promise<void> => (loading = loading.then(loadNow, loadNow));

  /** What was counted, with what has come to it since: what was given back makes room only below the limit, one that was lowered meanwhile may be passed already. */
  function current(counted: Taken, tableId: string | undefined): Taken {
    const grown = purse(DEVICE).grown();
    const plus = (amounts: Amounts): Amounts => addAmounts(amounts, grown);
    const table = tableId === undefined ? undefined : counted.tables?.[tableId];
    return { hour: plus(counted.hour), day: plus(counted.day), ...(table && tableId !== undefined ? { tables: { [tableId]: withGrowth(table, purse(tableId).grown()) } } : {}) };
  }
  const windows = (): SpendLimits => {
    const { run: _perRun, ...rest } = limits;
    return rest;
  };
  const scopesOf = (tableId: string | undefined): readonly WindowScope[] => [...deviceBounds(windows(), NOTHING_TAKEN), ...tableBounds(limits, NOTHING_TAKEN, tableId)].flatMap(({ scope }) => (scope === 'run' ? [] : [scope]));

  return {
    load,
    recount: async () => (isPast(readAt, READ_EVERY_MS) || (taken && isDue()) ? load() : undefined),
    forget: () => void (forgotten += 1),
    note(rows, changes) {
      if (watched.size === 0) return;
      const charges = new Map(rows.charges);
      for (const charge of changes.charges ?? []) charges.set(charge.id, charge);
      const was = addAmounts(rows.task.charged, heldByTask(rows.charges.values()));
      const is = addAmounts(changes.task.charged, heldByTask(charges.values()));
      purse(DEVICE).note(rows.task.id, was, is);
      const tableId = [...charges.values()][0]?.tableId;
      if (tableId !== undefined && watched.has(tableId)) purse(tableId).note(rows.task.id, was, is);
    },
    hold(more, tableId) {
      const told = [DEVICE, ...(tableId === undefined ? [] : [tableId])].map((key) => purse(key).hold(more));
      return (amounts) => told.forEach((tell) => tell(amounts));
    },
    room(tableId) {
      if (!taken || scopesOf(tableId).length === 0) return Infinity;
      if (isStale(taken, tableId)) return 0;
      const now = current(taken, tableId);
      return Math.min(Infinity, ...roomsOf([...deviceBounds(windows(), now), ...tableBounds(limits, now, tableId)]).flatMap(({ meter, left }) => (meter === 'actions' ? [left] : [])));
    },
    pauseFor(more, tableId) {
      const [first] = scopesOf(tableId);
      if (!taken || first === undefined) return null;
      if (capHit(windows(), NOTHING_TAKEN, more, tableId)) return 'never';
      const at = deps.now();
      // Looked at again at once, when it has been counted.
      if (isStale(taken, tableId)) return { reason: first, at, until: at };
      const hit = capHit(windows(), current(taken, tableId), more, tableId);
      return hit && hit.scope !== 'run' ? { reason: hit.scope, at, until: at + AGAIN_MS } : null;
    },
  };
}

const withGrowth = (table: TableTaken, grown: Amounts): TableTaken => ({ hour: addAmounts(table.hour, grown), day: addAmounts(table.day, grown), month: addAmounts(table.month, grown) });
