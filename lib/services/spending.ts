import { capHit, countsTaken, deviceBounds, NOTHING_TAKEN, roomsOf, tableBounds, type SpendLimits, type TableTaken, type Taken, type WindowScope } from '../domain/enrichment/caps.ts';
import { heldByTask, subtractAmounts } from '../domain/enrichment/hold.ts';
import type { RunPause } from '../domain/enrichment/run.ts';
import type { TaskChanges, TaskRows } from '../domain/enrichment/task-rows.ts';
import { addAmounts, NOTHING, type Amounts } from '../domain/ledger/amount.ts';
import type { Deps } from './deps.ts';

/** What was taken in each window is counted anew from the charges no more often than this. */
const COUNT_EVERY_MS = 30_000;
/** A run that meets a limit tries again after this: the windows move on. */
const AGAIN_MS = 60_000;

/** Watches the person's limits over all runs and deliveries of this device: those of an hour and a day, and those of each table. Those that work at the same time share one. */
export interface Spending {
  /** Reads the limits, and counts what was taken when any are set. */
  load(): Promise<void>;
  /** Counts anew when that is due: without it what was counted grows too old to decide by. Nothing is read when it is not. */
  recount(): Promise<void>;
  /** Somebody else may have spent since: what was counted is not known any more. */
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
    clear(): void {
      latest.clear();
      sum = NOTHING;
    },
    set(key: string, was: Amounts, is: Amounts): void {
      sum = addAmounts(sum, subtractAmounts(is, latest.get(key) ?? was));
      latest.set(key, is);
    },
    sum: (): Amounts => sum,
  };
}

/** What a set of limits counts since it was counted: all of the device, or all of one table. */
function createPurse() {
  const tasks = createGrowth();
  /** What was set aside and is not written yet, and what was written: ever, and when it was counted. */
  let pending = NOTHING;
  let written = NOTHING;
  let writtenBefore = NOTHING;
  return {
    tasks,
    written: () => written,
    counted(writtenThen: Amounts): void {
      writtenBefore = writtenThen;
      tasks.clear();
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
  const purses = new Map<string, ReturnType<typeof createPurse>>();
  const purse = (key: string): ReturnType<typeof createPurse> => {
    const known = purses.get(key) ?? createPurse();
    purses.set(key, known);
    return known;
  };
  const isOlder = (ms: number): boolean => deps.now() < countedAt || deps.now() - countedAt >= ms;
  /** The clock has leapt since it was counted: another hour is meant now, in which other charges may lie. */
  const isStale = (): boolean => isOlder(2 * COUNT_EVERY_MS);
  const isCounted = (): boolean => taken !== undefined && !isOlder(COUNT_EVERY_MS) && Object.keys(limits.tables ?? {}).every((id) => taken?.tables?.[id] !== undefined);

  async function load(): Promise<void> {
    limits = (await deps.store.meta.get('limits')) ?? {};
    if (!countsTaken(limits)) return void (taken = undefined);
    const now = deps.now();
    if (isCounted()) return;
    const tables = Object.keys(limits.tables ?? {});
    // What is written meanwhile may be counted twice for a while, and never not at all.
    const writtenNow = new Map([...purses].map(([key, one]) => [key, one.written()]));
    taken = (await deps.store.tasks.countTaken(now, tables)).taken;
    countedAt = now;
    for (const [key, one] of purses) one.counted(writtenNow.get(key) ?? NOTHING);
  }

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
    recount: async () => (taken && isOlder(COUNT_EVERY_MS) ? load() : undefined),
    // Kept, and too old to decide by: who shares this must not take the next decision for one without limits.
    forget: () => void (countedAt = -Infinity),
    note(rows, changes) {
      if (!taken) return;
      const charges = new Map(rows.charges);
      for (const charge of changes.charges ?? []) charges.set(charge.id, charge);
      const was = addAmounts(rows.task.charged, heldByTask(rows.charges.values()));
      const is = addAmounts(changes.task.charged, heldByTask(charges.values()));
      purse(DEVICE).tasks.set(rows.task.id, was, is);
      const tableId = [...charges.values()][0]?.tableId;
      if (tableId !== undefined && taken.tables?.[tableId]) purse(tableId).tasks.set(rows.task.id, was, is);
    },
    hold(more, tableId) {
      const told = [DEVICE, ...(tableId === undefined ? [] : [tableId])].map((key) => purse(key).hold(more));
      return (amounts) => told.forEach((tell) => tell(amounts));
    },
    room(tableId) {
      if (!taken || scopesOf(tableId).length === 0) return Infinity;
      if (isStale()) return 0;
      const now = current(taken, tableId);
      return Math.min(Infinity, ...roomsOf([...deviceBounds(windows(), now), ...tableBounds(limits, now, tableId)]).flatMap(({ meter, left }) => (meter === 'actions' ? [left] : [])));
    },
    pauseFor(more, tableId) {
      const [first] = scopesOf(tableId);
      if (!taken || first === undefined) return null;
      if (capHit(windows(), NOTHING_TAKEN, more, tableId)) return 'never';
      const at = deps.now();
      // Looked at again at once, when it has been counted.
      if (isStale()) return { reason: first, at, until: at };
      const hit = capHit(windows(), current(taken, tableId), more, tableId);
      return hit && hit.scope !== 'run' ? { reason: hit.scope, at, until: at + AGAIN_MS } : null;
    },
  };
}

const withGrowth = (table: TableTaken, grown: Amounts): TableTaken => ({ hour: addAmounts(table.hour, grown), day: addAmounts(table.day, grown), month: addAmounts(table.month, grown) });
