import { useLiveQuery } from 'dexie-react-hooks';
import { useRef } from 'react';

/** Asks a live query no more often than at its pace; undefined when another run of it has taken over before the first answer. */
export type Paced<T> = (query: () => Promise<T>) => Promise<T | undefined>;

/** The pace of one live query; the first run asks at once. */
export function paced<T>(ms: number): Paced<T> {
  let next = 0;
  let newest = 0;
  let last: T | undefined;
  return async (query) => {
    const run = ++newest;
    const wait = next - performance.now();
    // Through Promise.resolve, so that Dexie still sees which rows the query reads.
    if (wait > 0) await Promise.resolve(new Promise<void>((resolve) => void setTimeout(resolve, wait)));
    // A change meanwhile has begun this anew, and what this run says is not listened to: only the last of them asks.
    if (run !== newest) return last;
    next = performance.now() + ms;
    return (last = await query());
  };
}

/**
 * A live query that is asked no more often than every so many milliseconds: while a run of thousands writes many times a
 * second, what is shown follows at a pace that a person can read and a page can paint. The first answer comes at once.
 * @param key names the question: another one is asked at once
 */
export function usePacedQuery<T>(key: string, query: () => Promise<T>, ms: number): T | undefined {
  const pace = useRef<{ readonly key: string; readonly ask: Paced<T> }>(null);
  return useLiveQuery(async (): Promise<T | undefined> => {
    if (pace.current?.key !== key) pace.current = { key, ask: paced<T>(ms) };
    return pace.current.ask(query);
  }, [key, ms]);
}
