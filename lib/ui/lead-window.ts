/** The leads around the rows on the screen, read in chunks: each once while it is near, and again only when something in it changes. */
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { TableId } from '../core/ids.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { follow } from '../storage/follow.ts';
import { paced } from './paced.ts';
import type { Positions } from './positions.ts';
import { leadsOnDevice } from './queries.ts';

/** Rows of a chunk, and how many chunks are read before the rows on the screen get there: some in the direction of the scroll, one behind. */
const CHUNK = 64;
const AHEAD = 3;
/** Chunks that are read at a time, and that are held, those on the screen included. */
const AT_ONCE = 2;
const HELD = 12;
/** Pace of one chunk while something writes all the time. */
const PACE_MS = 250;

/** Places that are read together. The key says which they are, so that other rows before them change nothing. */
export interface Chunk {
  readonly key: string;
  readonly places: readonly number[];
}
/** Begins to follow a chunk, now and after every change; ends by the function it gives back. */
type Follow = (chunk: Chunk, tell: (leads: readonly Lead[]) => void, fail: (error: unknown) => void) => () => void;

export interface ChunkReader {
  /** The chunks that are wanted from now on, the most urgent first. What is not wanted any more and not there yet is dropped. */
  want(chunks: readonly Chunk[]): void;
  /** All leads that are held, by place; the same map until something changes. @throws what a read has failed with */
  leads(): ReadonlyMap<number, Lead>;
  watch(changed: () => void): () => void;
  close(): void;
}

interface HeldChunk {
  leads: readonly Lead[] | undefined;
  end: () => void;
}

export function chunkReader(begun: Follow): ChunkReader {
  /** In the order in which they were wanted last. */
  const held = new Map<string, HeldChunk>();
  const watchers = new Set<() => void>();
  let wanted: readonly Chunk[] = [];
  let leads: ReadonlyMap<number, Lead> = new Map();
  let failure: { readonly error: unknown } | undefined;
  const tellAll = (): void => {
    for (const changed of watchers) changed();
  };
  const drop = (key: string): void => {
    held.get(key)?.end();
    held.delete(key);
  };
  const begin = (chunk: Chunk): void => {
    const one: HeldChunk = { leads: undefined, end: () => undefined };
    held.set(chunk.key, one);
    one.end = begun(chunk, (found) => {
      if (held.get(chunk.key) !== one) return;
      one.leads = found;
      leads = new Map([...held.values()].flatMap((known) => (known.leads ?? []).map((lead) => [lead.order, lead] as const)));
      tellAll();
      beginNext();
    }, (error) => {
      if (held.get(chunk.key) !== one) return;
      failure = { error };
      tellAll();
    });
  };
  const beginNext = (): void => {
    let free = AT_ONCE - [...held.values()].filter((one) => one.leads === undefined).length;
    for (const chunk of wanted) {
      if (free <= 0) return;
      if (held.has(chunk.key)) continue;
      free -= 1;
      begin(chunk);
    }
  };
  return {
    want(chunks) {
      wanted = chunks;
      const keys = new Set(chunks.map(({ key }) => key));
      for (const [key, one] of held) if (one.leads === undefined && !keys.has(key)) drop(key);
      for (const key of keys) {
        const one = held.get(key);
        if (!one) continue;
        held.delete(key);
        held.set(key, one);
      }
      // The oldest first: what was on the screen until now stays there until its successor is read.
      for (const key of held.keys()) if (held.size > HELD && !keys.has(key)) drop(key);
      beginNext();
    },
    leads() {
      if (failure) throw failure.error;
      return leads;
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    close() {
      wanted = [];
      for (const key of held.keys()) drop(key);
    },
  };
}

/** Which chunks the rows from one chunk to another need: those first, then those that come next where the scroll goes, then the one behind. */
export function chunksNear(from: number, to: number, count: number, isUp: boolean): number[] {
  const last = Math.ceil(count / CHUNK) - 1;
  const seen = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const ahead = Array.from({ length: AHEAD }, (_, i) => (isUp ? from - 1 - i : to + 1 + i));
  return [...seen, ...ahead, isUp ? to + 1 : from - 1].filter((chunk) => chunk >= 0 && chunk <= last);
}

/** The rows of the chunks on the screen and of those beside them, both ways. */
export function windowOf(first: number, last: number, count: number): readonly [number, number] {
  return [Math.max(0, (Math.floor(Math.max(0, first) / CHUNK) - 1) * CHUNK), Math.min(count, (Math.floor(Math.max(0, last) / CHUNK) + 2) * CHUNK)];
}

function chunkAt(positions: Positions, chunk: number): Chunk {
  const first = chunk * CHUNK;
  const places = Array.from({ length: Math.min(CHUNK, positions.length - first) }, (_, i) => positions.at(first + i));
  return { key: places.join(' '), places };
}

/** One range where they stand together, else one by one. Heads of groups have no place. */
function read(tableId: TableId, rows: readonly number[]): Promise<Lead[]> {
  const places = rows.filter((place) => place > 0);
  if (places.length === 0) return Promise.resolve([]);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  return high - low < places.length * 4 ? leadsOnDevice.between(tableId, low, high) : leadsOnDevice.at(tableId, places);
}

const readerOf = (tableId: TableId): ChunkReader =>
  chunkReader((chunk, tell, fail) => {
    const ask = paced<Lead[]>(PACE_MS);
    return follow(() => ask(() => read(tableId, chunk.places)), (leads) => {
      if (leads) tell(leads);
    }, fail);
  });

/** The leads around the rows on the screen, by place, and live. Those of the rows before stay while the next ones are read. */
export function useLeadWindow(tableId: TableId, positions: Positions, first: number, last: number): ReadonlyMap<number, Lead> {
  const reader = useMemo(() => readerOf(tableId), [tableId]);
  const [from, to] = [Math.floor(Math.max(0, first) / CHUNK), Math.floor(Math.max(0, last) / CHUNK)];
  const before = useRef(0);
  useEffect(() => {
    const isUp = from < before.current;
    before.current = from;
    reader.want(chunksNear(from, to, positions.length, isUp).map((chunk) => chunkAt(positions, chunk)));
  }, [reader, positions, from, to]);
  useEffect(() => () => reader.close(), [reader]);
  return useSyncExternalStore(reader.watch, reader.leads);
}
