/**
 * What past steps say, counted. A cell counts one arm, for one segment, after the same others had missed: the finest that
 * the odds need, so that nothing is lost when arms are asked in another order. Old attempts fade by half-lives.
 */
import { EVIDENCE_HALF_LIFE_MS } from '../../core/limits.ts';
import type { Lead } from '../lead/lead.ts';
import { TASK_ENDED, type Run, type Step, type Task } from '../enrichment/run.ts';
import type { Waterfall } from '../enrichment/waterfall.ts';
import { armOf } from './odds.ts';
import { segmentKey, segmentOf, segmentOfKey, NO_SEGMENT } from './segment.ts';

export type LearningPlace = 'live' | 'sandbox';

/** What was counted of one arm. Weights of attempts: not whole, since they fade. */
export interface Counts {
  /** Came back with an answer or a plain miss. */
  readonly answered: number;
  readonly accepted: number;
  /** Given, but did not pass the check. */
  readonly rejected: number;
  /** Broke off: says nothing of what the partner knows. */
  readonly failed: number;
  /** Sum of ln(milliseconds) over `timed` attempts. */
  readonly logMs: number;
  readonly timed: number;
}
/** Natural logarithm of the longest time that counts: ten minutes. */
export const LONGEST_LOG_MS = Math.log(600_000);
export const NO_COUNTS: Counts = { answered: 0, accepted: 0, rejected: 0, failed: 0, logMs: 0, timed: 0 };

/** One stored row. */
export interface EvidenceCell extends Counts {
  /** group, arm, segment and missed arms together. */
  readonly key: string;
  /** Place and question: what is asked of the sandbox says nothing of the world. */
  readonly group: string;
  readonly arm: string;
  /** `segmentKey` of the lead. */
  readonly segment: string;
  /** Arms that had missed before, sorted. */
  readonly missed: readonly string[];
  /** Milliseconds since 1970: the counts are as of then. */
  readonly at: number;
}

/** The question of a waterfall: the same enrichment that looks for the same first field. Copies of a waterfall learn together. */
export const questionOf = (waterfall: Pick<Waterfall, 'enrichment' | 'wanted'>): string => `${waterfall.enrichment}:${waterfall.wanted[0] ?? 'any'}`;
export const evidenceGroup = (place: LearningPlace, question: string): string => `${place}/${question}`;

const cellKey = (cell: Pick<EvidenceCell, 'group' | 'arm' | 'segment' | 'missed'>): string => [cell.group, cell.arm, cell.segment, cell.missed.join(' ')].join('\n');

/**
 * The cells of one ended task, a step each; all guesses of a lead are one step. Answers from the store were not asked for
 * and count nowhere. Only what ended counts: a task counts once, when it ends.
 */
export function evidenceOf(task: Task, run: Pick<Run, 'waterfall'>, lead: Pick<Lead, 'fields'> | undefined): EvidenceCell[] {
  if (!TASK_ENDED.includes(task.state) || task.endedAt === undefined) return [];
  const group = evidenceGroup(task.sandbox ? 'sandbox' : 'live', questionOf(run.waterfall));
  const segment = segmentKey(lead ? segmentOf(lead) : NO_SEGMENT);
  const asked = task.steps.filter((step) => step.attempts > 0 && step.reusedAgeMs === undefined);
  // Those who look for what is missing first say nothing of who knows the answer, and the other way round.
  return [...new Set(asked.map((step) => step.finds))].flatMap((finds) => {
    const missed: string[] = [];
    return [...byArm(asked.filter((step) => step.finds === finds))].flatMap(([arm, steps]): EvidenceCell[] => {
      const counts = countsOf(steps);
      if (!counts) return [];
      const cell = { group, arm, segment, missed: [...missed].sort(), ...counts, at: task.endedAt ?? 0 };
      if (counts.accepted === 0 && counts.answered > 0) missed.push(arm);
      return [{ ...cell, key: cellKey(cell) }];
    });
  });
}

function byArm(steps: readonly Step[]): Map<string, Step[]> {
  const arms = new Map<string, Step[]>();
  for (const step of steps) {
    arms.set(armOf(step), [...(arms.get(armOf(step)) ?? []), step]);
  }
  return arms;
}

/** Null when it was called and never came back: stopped half-way, or refused before the call. */
function countsOf(steps: readonly Step[]): Counts | null {
  const has = (state: Step['state']): number => (steps.some((s) => s.state === state) ? 1 : 0);
  const accepted = has('accepted');
  const rejected = accepted ? 0 : has('rejected');
  const answered = accepted || rejected || has('no-result') ? 1 : 0;
  const failed = answered ? 0 : has('failed');
  if (!answered && !failed) return null;
  const tookMs = steps.reduce((sum, s) => sum + (s.tookMs ?? 0), 0);
  const timed = answered && tookMs > 0 ? 1 : 0;
  return { answered, accepted, rejected, failed, timed, logMs: timed ? Math.min(LONGEST_LOG_MS, Math.log(Math.max(10, tookMs))) : 0 };
}

/** Two cells of one key as one, as of the later time; a clock that was set back does not make the old ones fade. */
export function addCells(known: EvidenceCell | undefined, added: EvidenceCell): EvidenceCell {
  if (!known) return added;
  const at = added.at < known.at - EVIDENCE_HALF_LIFE_MS ? added.at : Math.max(known.at, added.at);
  return { ...added, ...addCounts(scale(known, fading(known.at, at)), scale(added, fading(added.at, at))), at };
}

/** The part that an attempt of `from` still counts at `at`. */
export function fading(from: number, at: number): number {
  const age = at - from;
  return Number.isFinite(age) && age > 0 ? 2 ** (-age / EVIDENCE_HALF_LIFE_MS) : 1;
}

export const scale = (c: Counts, by: number): Counts => ({
  answered: c.answered * by, accepted: c.accepted * by, rejected: c.rejected * by, failed: c.failed * by, logMs: c.logMs * by, timed: c.timed * by,
});
export const addCounts = (a: Counts, b: Counts): Counts => ({
  answered: a.answered + b.answered, accepted: a.accepted + b.accepted, rejected: a.rejected + b.rejected, failed: a.failed + b.failed, logMs: a.logMs + b.logMs, timed: a.timed + b.timed,
});

/**
 * At most `most` cells: the thinnest lose the seniority, then the size, then the country; only then are they given up.
 * What is left counts the same in total as long as nothing is given up.
 */
export function compact(cells: readonly EvidenceCell[], most: number, now: number): EvidenceCell[] {
  const weight = (c: EvidenceCell): number => (c.answered + c.failed) * fading(c.at, now);
  let kept = [...cells];
  for (const part of ['seniority', 'size', 'country'] as const) {
    if (kept.length <= most) return kept;
    const sorted = kept.toSorted((a, b) => weight(b) - weight(a) || (a.key < b.key ? -1 : 1));
    // Half of the room stays fine; the others join coarser cells.
    const fine = sorted.slice(0, Math.floor(most / 2));
    const merged = new Map(fine.map((c) => [c.key, c]));
    for (const cell of sorted.slice(fine.length)) {
      const coarse = coarser(cell, part);
      merged.set(coarse.key, addCells(merged.get(coarse.key), coarse));
    }
    kept = [...merged.values()];
  }
  return kept.toSorted((a, b) => weight(b) - weight(a) || (a.key < b.key ? -1 : 1)).slice(0, most);
}

function coarser(cell: EvidenceCell, part: 'seniority' | 'size' | 'country'): EvidenceCell {
  const segment = segmentKey({ ...segmentOfKey(cell.segment), [part]: '?' });
  return { ...cell, segment, key: cellKey({ ...cell, segment }) };
}
