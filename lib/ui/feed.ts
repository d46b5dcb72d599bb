import type { ActivityRow } from '../storage/database.ts';
import { dayHeading } from './format.ts';

/** Entries of one day, newest first. */
export interface FeedDay {
  readonly heading: string;
  readonly rows: readonly ActivityRow[];
}

/** Groups entries, newest first, under "Today", "Yesterday" and dates. */
export function feedDays(rows: readonly ActivityRow[], now: number): FeedDay[] {
  const days: { heading: string; rows: ActivityRow[] }[] = [];
  for (const row of rows) {
    const heading = dayHeading(row.at, now);
    const last = days.at(-1);
    if (last?.heading === heading) last.rows.push(row);
    else days.push({ heading, rows: [row] });
  }
  return days;
}

/** What an entry says about money: an amount, "nothing" for asked and not charged, "free" for all else. */
export function feedCost(row: ActivityRow): 'amount' | 'nothing' | 'free' {
  if (row.charged && (row.charged.actions > 0 || row.charged.credits > 0)) return 'amount';
  return row.kind === 'enriched' ? 'nothing' : 'free';
}

export const canUndo = (row: ActivityRow): boolean => row.undo !== undefined && row.undoneAt === undefined;
