/** The tags of a table, as its lists offer them. Pure but for the asking. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { fold } from '../../domain/lead/text-test.ts';
import type { ScanReply, ScanRequest } from '../scan-worker.ts';
import type { Tagged } from './tag-scan.ts';

/** A tag, where its leads stand, and how many of them are ticked. */
export interface TagUse {
  readonly tag: string;
  readonly count: number;
  readonly ticked: number;
  /** Ascending. */
  readonly places: Uint32Array;
}

/** Every tag once, whatever its capitals, the most used spelling of each; in alphabetical order. */
export function tagUses(tagged: readonly Tagged[], isTicked: (place: number) => boolean = () => false): TagUse[] {
  const spelled = new Map<string, { places: number[]; ticked: number; spellings: Map<string, number> }>();
  for (const { tags, places } of tagged) {
    const ticked = places.reduce((sum, place) => sum + (isTicked(place) ? 1 : 0), 0);
    for (const tag of tags) {
      const known = spelled.get(fold(tag)) ?? { places: [], ticked: 0, spellings: new Map<string, number>() };
      spelled.set(fold(tag), known);
      for (const place of places) known.places.push(place);
      known.ticked += ticked;
      known.spellings.set(tag, (known.spellings.get(tag) ?? 0) + places.length);
    }
  }
  return [...spelled]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { places, ticked, spellings }]) => ({ tag: mostUsed(spellings), count: places.length, ticked, places: Uint32Array.from(places).sort() }));
}

const mostUsed = (spellings: ReadonlyMap<string, number>): string => [...spellings].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? '';

/** The tags that fit what is typed: those that begin so first, then those that have it anywhere. */
export function tagsFor(typed: string, all: readonly TagUse[], without: readonly string[] = []): TagUse[] {
  const wanted = fold(typed);
  const out = new Set(without.map(fold));
  const left = all.filter(({ tag }) => !out.has(fold(tag)) && fold(tag).includes(wanted));
  return [...left.filter(({ tag }) => fold(tag).startsWith(wanted)), ...left.filter(({ tag }) => !fold(tag).startsWith(wanted))];
}

/** Asks a worker of its own, which ends with its answer: the search of the page goes on beside it. */
function askTagged(tableId: string): Promise<readonly Tagged[]> {
  const worker = new Worker(new URL('../scan-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<readonly Tagged[]>((done, fail) => {
    worker.onmessage = ({ data }: MessageEvent<ScanReply>) => ('tagged' in data ? done(data.tagged) : fail(new Error('error' in data ? data.error : 'not asked')));
    worker.onerror = () => fail(new Error('the worker broke'));
    worker.postMessage({ id: 1, taggedIn: tableId } satisfies ScanRequest);
  }).finally(() => worker.terminate());
}

export interface TagsKnown {
  /** undefined while they are looked for the first time. */
  readonly tagged: readonly Tagged[] | undefined;
  readonly isFailed: boolean;
  /** Looks again: when a list is opened, and when something has changed. */
  readonly look: () => void;
}

/** The tags of a table, looked for when they are asked for: none of it costs anything before. */
export function useTagged(tableId: string | undefined): TagsKnown {
  const [known, setKnown] = useState<{ readonly of: string; readonly tagged: readonly Tagged[] | undefined; readonly isFailed: boolean }>();
  const asked = useRef(0);
  useEffect(() => () => void (asked.current += 1), []);
  const look = useCallback((): void => {
    if (tableId === undefined) return;
    const mine = (asked.current += 1);
    askTagged(tableId).then(
      (tagged) => void (asked.current === mine && setKnown({ of: tableId, tagged, isFailed: false })),
      () => void (asked.current === mine && setKnown((before) => ({ of: tableId, tagged: before?.of === tableId ? before.tagged : undefined, isFailed: true }))),
    );
  }, [tableId]);
  const mine = known?.of === tableId ? known : undefined;
  return { tagged: mine?.tagged, isFailed: mine?.isFailed ?? false, look };
}
