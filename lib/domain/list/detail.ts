import { DETAIL_ATTEMPTS, FOLLOW_RETRY_BASE_MS } from '../../core/limits.ts';
import type { LeadFields } from '../lead/lead.ts';
import type { DetailRun } from './follow.ts';
import { jittered, type Moment } from './follow-moves.ts';
import type { ListColumn, ListRow } from './list.ts';

export type DetailState = 'waiting' | 'reading' | 'read' | 'failed';
/** Legal changes; a page whose reading died is read again. */
export const DETAIL_MOVES: Readonly<Record<DetailState, readonly DetailState[]>> = {
  waiting: ['reading'],
  reading: ['reading', 'waiting', 'read', 'failed'],
  read: [],
  failed: [],
};

/** The page of one row's own. */
export interface Detail {
  /** `<follow>/<row key>` */
  readonly id: string;
  readonly followId: string;
  readonly key: string;
  readonly url: string;
  /** Position in the list. */
  readonly order: number;
  readonly state: DetailState;
  readonly attempts: number;
  readonly fields?: LeadFields;
  /** Why it failed, in a short word. */
  readonly problem?: string;
}

/** Position of the column whose address leads to the row's own page: the one a recipe names, the profile, else the first address on the list's own site. */
export function detailColumn(columns: readonly ListColumn[], rows: readonly ListRow[], pageUrl: string, detailKey?: string): number {
  const named = detailKey === undefined ? -1 : columns.findIndex((column) => column.key === detailKey);
  if (named >= 0) return named;
  const profile = columns.findIndex((column) => column.field === 'profileUrl');
  if (profile >= 0) return profile;
  const origin = originOf(pageUrl);
  return columns.findIndex((column, i) => {
    const cells = rows.map((row) => row.cells[i] ?? '').filter((cell) => cell !== '');
    return column.type === 'url' && cells.length >= rows.length * 0.6 && new Set(cells).size >= cells.length * 0.8 && cells.every((cell) => originOf(cell) === origin);
  });
}
const originOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).origin : null);

/** The pages to open for rows, in order and each once; rows without a web address have none. */
export function detailsOf(followId: string, rows: readonly ListRow[], column: number, most: number): Detail[] {
  const seen = new Set<string>();
  const details: Detail[] = [];
  for (const row of rows) {
    const url = row.cells[column] ?? '';
    if (details.length >= most || !/^https?:\/\//i.test(url) || !URL.canParse(url) || seen.has(url)) continue;
    seen.add(url);
    details.push({ id: `${followId}/${row.key}`, followId, key: row.key, url, order: details.length, state: 'waiting', attempts: 0 });
  }
  return details;
}

export type DetailOutcome = { readonly ok: true; readonly fields: LeadFields } | { readonly ok: false; readonly problem: string; readonly again: boolean };

/** @throws for a change that is not legal: that is a bug. */
function move(detail: Detail, state: DetailState): Detail {
  if (!DETAIL_MOVES[detail.state].includes(state)) throw new Error(`the page of a row does not go from ${detail.state} to ${state}`);
  return { ...detail, state };
}

/** The page is about to be opened. */
export const beginDetail = (detail: Detail): Detail => move(detail, 'reading');

/** What a page becomes by the answer of its reading. */
export function closeDetail(detail: Detail, outcome: DetailOutcome): Detail {
  if (outcome.ok) return { ...move(detail, 'read'), fields: outcome.fields };
  const attempts = detail.attempts + 1;
  const isOver = !outcome.again || attempts >= DETAIL_ATTEMPTS;
  return { ...move(detail, isOver ? 'failed' : 'waiting'), attempts, problem: outcome.problem };
}

/** The queue after one page: counted, paced, over when none is left. */
export function stepDetails(run: DetailRun, detail: Detail, left: number, { now, random }: Moment): DetailRun {
  const counted = { ...run, read: run.read + (detail.state === 'read' ? 1 : 0), failed: run.failed + (detail.state === 'failed' ? 1 : 0) };
  if (left === 0) return { ...counted, state: 'ended', end: 'done', endedAt: now };
  const wait = detail.state === 'waiting' ? FOLLOW_RETRY_BASE_MS * 2 ** (detail.attempts - 1) : 0;
  return { ...counted, nextAt: now + jittered(run.delayMs + wait, random) };
}
