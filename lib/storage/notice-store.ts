import { NOTICES_KEPT } from '../core/view-limits.ts';
import type { KilnDatabase, MetaRows } from './database.ts';

/** Notices that were put away, each until its window ends. */
export function createNoticeStore(db: KilnDatabase) {
  return {
    /** Remembers one and forgets those whose window is over. @param until milliseconds since 1970 */
    dismiss: (key: string, until: number, now: number): Promise<void> =>
      db.transaction('rw', db.meta, async () => {
        const known = ((await db.meta.get('notices'))?.value as MetaRows['notices'] | undefined) ?? {};
        const kept = Object.entries({ ...known, [key]: until }).filter(([, end]) => end > now).slice(-NOTICES_KEPT);
        await db.meta.put({ key: 'notices', value: Object.fromEntries(kept) });
      }),
  };
}
