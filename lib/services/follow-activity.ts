import type { Follow } from '../domain/list/follow.ts';
import type { ActivityRow } from '../storage/database.ts';
import type { Deps } from './deps.ts';
import { shortUrl } from './save-lead.ts';

const count = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** The line of the history for a follow that has ended. */
export const activityOfFollow =
  (deps: Pick<Deps, 'now'>) =>
  ({ startUrl, rows, pages, duplicates, plan }: Follow): Omit<ActivityRow, 'id'> => ({
    at: deps.now(),
    kind: 'list-read',
    title: `${count(rows, 'row')} read`,
    detail: [shortUrl(startUrl), ...(plan.how.kind === 'scroll' ? [] : [count(pages, 'page')]), ...(duplicates > 0 ? [count(duplicates, 'duplicate')] : []), 'free'].join(' · '),
  });
