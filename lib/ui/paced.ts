import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';

/**
 * A live query that is asked no more often than every so many milliseconds: while a run of thousands writes many times a
 * second, what is shown follows at a pace that a person can read and a page can paint. The first answer comes at once.
 */
export function usePacedQuery<T>(query: () => Promise<T>, keys: readonly unknown[], ms: number): T | undefined {
  // One pace for each question: another question is asked at once.
  const paced = useMemo(() => {
    let next = 0;
    return async (): Promise<T> => {
      const wait = next - performance.now();
      // Through Promise.resolve, so that Dexie still sees which rows the query reads.
      if (wait > 0) await Promise.resolve(new Promise<void>((resolve) => void setTimeout(resolve, wait)));
      next = performance.now() + ms;
      return query();
    };
  }, [ms, ...keys]);
  return useLiveQuery(paced, [paced]);
}
