/** The statement for the interface: one scan of the feed for a filter, and the lines that are in sight. */
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LedgerEvent } from '../contracts/account-api.ts';
import { STATEMENT_AUTO_LINES, STATEMENT_CACHE } from '../core/view-limits.ts';
import { textOf } from '../domain/lead/merge.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { Run, Task } from '../domain/enrichment/run.ts';
import type { RunId } from '../core/ids.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import { METERS, NOTHING, type Amounts } from '../domain/ledger/amount.ts';
import { ownedOf, type EntryFilter } from '../domain/ledger/statement.ts';
import type { MetaRows } from '../storage/database.ts';
import { database } from '../storage/open.ts';
import { createStatementStore } from '../storage/statement-store.ts';
import { startOfDay } from './format.ts';
import { useKeyed } from './queries.ts';
import { scanStatement, type Grouping, type Scan } from './statement-scan.ts';

export const statementStore = createStatementStore(database);

interface Books {
  readonly account: MetaRows['account'] | undefined;
  /** Number of the newest line that is here; 0 when there is none. */
  readonly last: number;
  readonly deviceId: string | undefined;
}

/** Balances and feed of one instant: they move together. */
const useBooks = (): Books | undefined =>
  useLiveQuery(() =>
    database.transaction('r', database.events, database.meta, async () => ({
      account: (await database.meta.get('account'))?.value as MetaRows['account'] | undefined,
      deviceId: ((await database.meta.get('device'))?.value as MetaRows['device'] | undefined)?.deviceId,
      last: (await database.events.orderBy('seq').last())?.seq ?? 0,
    })),
  );

export const ownedBy = (account: Pick<MetaRows['account'], 'balances'> | undefined): Amounts => {
  const [actions, credits] = METERS.map((meter) => account?.balances.find((b) => b.meter === meter));
  return { actions: actions ? ownedOf(actions) : NOTHING.actions, credits: credits ? ownedOf(credits) : NOTHING.credits };
};

export interface StatementView {
  /** undefined while it is not known whether there is an account. */
  readonly account: MetaRows['account'] | null | undefined;
  /** undefined until the first lines were looked at. */
  readonly scan: Scan | undefined;
  /** Lines that came since, and are not in the list. */
  readonly fresh: number;
  /** The feed is not whole yet: balances and lines do not belong to the same instant. */
  readonly isBehind: boolean;
  readonly again: () => void;
}

/** Scans the feed anew when the filter changes; a short feed also by itself when lines come, a long one when it is asked to. */
export function useStatement(filter: EntryFilter, grouping: Grouping, nameOf: (id: string) => string): StatementView {
  const books = useBooks();
  const [state, setState] = useState<{ readonly key: string; readonly scan: Scan }>();
  const [round, setRound] = useState(0);
  const latest = useRef({ books, nameOf });
  useEffect(() => {
    latest.current = { books, nameOf };
  });
  const key = JSON.stringify([filter, grouping]);
  const isLoaded = books !== undefined;
  const isBehind = books?.account !== undefined && books.last < (books.account.atSeq ?? 0);
  const auto = books !== undefined && books.last <= STATEMENT_AUTO_LINES ? `${books.last} ${JSON.stringify(ownedBy(books.account))}` : `${isBehind}`;
  useEffect(() => {
    if (!isLoaded) return undefined;
    const [asked, by] = JSON.parse(key) as [EntryFilter, Grouping];
    const stop = new AbortController();
    const owned = ownedBy(latest.current.books?.account);
    void scanStatement(statementStore, {
      filter: asked, grouping: by, owned, startOfDay, deviceId: latest.current.books?.deviceId, signal: stop.signal, nameOf: (id) => latest.current.nameOf(id),
      // What is shown stays until the new one is whole, so that nothing jumps.
      onProgress: (scan) => setState((before) => (before?.key === key && !scan.done && before.scan.done ? before : { key, scan })),
    });
    return () => stop.abort();
  }, [key, isLoaded, auto, round]);
  const scan = state?.key === key ? state.scan : undefined;
  return {
    account: books === undefined ? undefined : (books.account ?? null),
    scan,
    fresh: Math.max(0, (books?.last ?? 0) - (scan?.head ?? books?.last ?? 0)),
    isBehind,
    again: () => setRound((n) => n + 1),
  };
}

/** Members have ids in the ledger, and only one's own name is known here. */
export const memberNames = (me: string | undefined, own: string | undefined) => (id: string): string =>
  id === me && own ? own : /^[0-9a-f-]{20,}$/i.test(id) ? `Member …${id.slice(-4)}` : id;

export interface EntryView {
  readonly entry: LedgerEvent;
  /** The lead, when the charge was made on this device and the lead is still there. */
  readonly lead?: Lead | undefined;
}
export const leadName = (lead: Lead | undefined): string => (lead ? (textOf(lead.fields, 'name') ?? textOf(lead.fields, 'workEmail') ?? 'A lead') : '');

/** The lines with these numbers, with their leads. Lines never change, so they are read once. */
export function useEntries(seqs: readonly number[]): ReadonlyMap<number, EntryView> {
  const [cache] = useState(() => new Map<number, EntryView>());
  const [, draw] = useState(0);
  const missing = seqs.filter((seq) => !cache.has(seq));
  const key = missing.join(',');
  useEffect(() => {
    if (key === '') return undefined;
    let stopped = false;
    void (async () => {
      const lines = await statementStore.lines(key.split(',').map(Number));
      const leads = await statementStore.leadsOf(lines.flatMap((line) => line.chargeId ?? []));
      if (stopped) return;
      if (cache.size > STATEMENT_CACHE) cache.clear();
      for (const entry of lines) cache.set(entry.seq, { entry, lead: entry.chargeId === undefined ? undefined : leads.get(entry.chargeId) });
      draw((n) => n + 1);
    })();
    return () => {
      stopped = true;
    };
  }, [key, cache]);
  return cache;
}

/** The runs that groups are named after. */
export function useRunsById(ids: readonly string[]): ReadonlyMap<string, Run> {
  const key = ids.filter((id) => id !== '').join(' ');
  const runs = useLiveQuery(() => (key === '' ? Promise.resolve([]) : statementStore.runs(key.split(' ') as RunId[])), [key]);
  return useMemo(() => new Map((runs ?? []).map((run) => [run.id as string, run])), [runs]);
}

export interface EntryDetails {
  readonly charge: Charge | undefined;
  /** The question that the charge was part of, when it is still here. */
  readonly task: Task | undefined;
  /** All lines of the same charge. */
  readonly lines: readonly LedgerEvent[];
}
/** What this device knows of the charge behind a line. */
export const useEntryDetails = (chargeId: string | undefined): EntryDetails | undefined =>
  useKeyed(chargeId ?? '', async () => {
    if (chargeId === undefined) return { charge: undefined, task: undefined, lines: [] };
    const [charge, lines] = await Promise.all([statementStore.charge(chargeId), statementStore.ofCharge(chargeId)]);
    return { charge, lines, task: charge && (await statementStore.task(charge.taskId)) };
  });
