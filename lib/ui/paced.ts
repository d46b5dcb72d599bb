import { useLiveQuery } from 'dexie-react-hooks';
import { useRef } from 'react';

/**
 * A live query that is asked no more often than every so many milliseconds: while a run of thousands writes many times a
 * second, what is shown follows at a pace that a person can read and a page can paint. The first answer comes at once.
 * @param key names the question: another one is asked at once
 */
export function usePacedQuery<T>(key: string, query: () => Promise<T>, ms: number): T | undefined {
  const pace = useRef<{ key: string; next: number; run: number; last?: T }>({ key, next: 0, run: 0 });
  return useLiveQuery(async (): Promise<T | undefined> => {
    if (pace.current.key !== key) pace.current = { key, next: 0, run: 0 };
    const mine = pace.current;
    const run = ++mine.run;
    const wait = mine.next - performance.now();
    // Through Promise.resolve, so that Dexie still sees which rows the query reads.
    if (wait > 0) await Promise.resolve(new Promise<void>((resolve) => void setTimeout(resolve, wait)));
    // A change meanwhile has begun this anew, and what this run says is not listened to: only the last of them asks.
    if (run !== mine.run) return mine.last;
    mine.next = performance.now() + ms;
    return (mine.last = await query());
  }, [key, ms]);
}
