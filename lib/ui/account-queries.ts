/** Live reads of how the account and this device stand to each other. */
import { useLiveQuery } from 'dexie-react-hooks';
import type { Op } from '../contracts/account-api.ts';
import type { MetaRows } from '../storage/database.ts';
import { database } from '../storage/open.ts';
import { tinyMoment } from './format.ts';
import { OLD_MS } from './meters.ts';
import { usePacedQuery } from './paced.ts';
import { useMeta, waitingOperations } from './queries.ts';
import { useNow, useOnline } from './use-browser.ts';

export interface Waiting {
  readonly count: number;
  /** Waiting operations by their kind. */
  readonly kinds: Readonly<Partial<Record<Op['kind'], number>>>;
  /** Purchases through the account that are under way. */
  readonly callsOut: number;
}

const PACE_MS = 500;

/** What the account has not heard of yet. */
export function useWaiting(): Waiting | undefined {
  return usePacedQuery('', async () => {
    const waiting = await waitingOperations().toArray();
    const kinds: Partial<Record<Op['kind'], number>> = {};
    for (const { op } of waiting) kinds[op.kind] = (kinds[op.kind] ?? 0) + 1;
    const callsOut = await database.charges.where('state').equals('reserved').filter((charge) => charge.path === 'account').count();
    return { count: waiting.length, kinds, callsOut };
  }, PACE_MS);
}

/** When the account last took something of this device; null when it never has. */
export function useLastPush(): number | null | undefined {
  return useLiveQuery(async () => {
    const last = await database.outbox.where('[acked+n]').between([1, -Infinity], [1, Infinity]).last();
    // What is in a backup of the server is not kept here: then the mark of its acknowledgement says when.
    const marks = ((await database.meta.get('device'))?.value as MetaRows['device'] | undefined)?.marks ?? [];
    const at = Math.max(last?.op.clientAt ?? 0, marks.at(-1)?.at ?? 0);
    return at === 0 ? null : at;
  }, []);
}

/** "as of 10:42" when the figures of the account are old or it cannot be reached; undefined while they are fresh. */
export function useAsOf(): string | undefined {
  const account = useMeta('account');
  const sync = useMeta('sync');
  const online = useOnline();
  const now = useNow(30_000);
  if (!account || account.syncedAt === 0) return undefined;
  const away = !online || sync?.state === 'offline' || sync?.state === 'refused';
  if (!away && now - account.syncedAt < OLD_MS) return undefined;
  return `as of ${tinyMoment(account.syncedAt, now)}`;
}
