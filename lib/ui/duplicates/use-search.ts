import { useCallback, useEffect, useRef, useState } from 'react';
import { searchDuplicates, type DuplicateSearch } from './client.ts';
import type { DuplicateAnswer, DuplicateProgress } from './scan.ts';

export type SearchStage =
  | { readonly kind: 'looking'; readonly progress: DuplicateProgress }
  | { readonly kind: 'found'; readonly answer: DuplicateAnswer }
  | { readonly kind: 'failed' };

const START: SearchStage = { kind: 'looking', progress: { looked: 0, total: 0 } };

/** A search that begins with its surface and ends with it. */
export function useDuplicateSearch(tableId: string): { readonly stage: SearchStage; again(): void } {
  const [stage, setStage] = useState<SearchStage>(START);
  const search = useRef<DuplicateSearch | undefined>(undefined);
  const begin = useCallback((): void => {
    search.current?.cancel();
    setStage(START);
    const mine = searchDuplicates(tableId, (progress) => setStage((now) => (now.kind === 'looking' && search.current === mine ? { kind: 'looking', progress } : now)));
    search.current = mine;
    mine.answer.then(
      (answer) => void (search.current === mine && setStage({ kind: 'found', answer })),
      () => void (search.current === mine && setStage({ kind: 'failed' })),
    );
  }, [tableId]);
  useEffect(() => {
    begin();
    return () => {
      search.current?.cancel();
      search.current = undefined;
    };
  }, [begin]);
  return { stage, again: begin };
}
