/** Live reads of lists that are followed. */
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { isBusy, type Follow } from '../domain/list/follow.ts';
import type { ListRow } from '../domain/list/list.ts';
import { database } from '../storage/open.ts';
import { readSession } from './browser.ts';
import { useKeyed } from './queries.ts';

const byAge = (a: Follow, b: Follow): number => b.createdAt - a.createdAt;

/** All follows, newest first. */
export const useFollows = (): readonly Follow[] | undefined => useLiveQuery(async () => (await database.follows.toArray()).sort(byAge), []);

/** Those that move or wait for the person, newest first. */
export const useBusyFollows = (): readonly Follow[] | undefined => useLiveQuery(async () => (await database.follows.filter(isBusy).toArray()).sort(byAge), []);

/** The newest follow of a tab; numbers of tabs mean something in one browser session only. */
export function useTabFollow(tabId: number | null): Follow | null {
  const [session, setSession] = useState('');
  const follows = useFollows();
  const count = follows?.length ?? 0;
  useEffect(() => {
    let stopped = false;
    readSession().then(
      (found) => {
        if (!stopped) setSession(found);
      },
      () => undefined,
    );
    return () => {
      stopped = true;
    };
  }, [tabId, count]); // the name is made with the first follow
  return follows?.find((follow) => follow.tabId === tabId && follow.session === session) ?? null;
}

/** The last rows of a follow, newest first. */
export function useLastRows(followId: string, count: number): readonly ListRow[] | undefined {
  return useKeyed(`${followId} ${count}`, async () => {
    const rows: ListRow[] = [];
    await database.followRows.where('[followId+step]').between([followId, 0], [followId, Infinity]).reverse().until(() => rows.length >= count).each((block) => void rows.push(...block.rows.toReversed()));
    return rows.slice(0, count);
  });
}

/** Keys of all kept rows, in order. */
export const keysOfFollow = async (followId: string): Promise<string[]> =>
  (await database.followRows.where('[followId+step]').between([followId, 0], [followId, Infinity]).toArray()).flatMap((block) => block.rows.map(({ key }) => key));
