import { isResting } from '../domain/enrichment/breaker.ts';
import type { Run, RunPause, SourceTally } from '../domain/enrichment/run.ts';
import type { ProviderHealthRow } from '../storage/database.ts';
import { countOf, durationOf, plural, timeOf } from './format.ts';
import { amountsWords } from './price.ts';

const PAUSED: Readonly<Record<RunPause['reason'], string>> = {
  person: 'Paused, no new calls',
  estimate: 'Paused: it took more than expected',
  hour: 'Waiting: your limit for an hour is reached. It goes on by itself',
  held: 'Waiting for calls that are out: they hold what is left of its limit',
  day: 'Waiting: your limit for a day is reached. It goes on by itself',
  'table-hour': 'Waiting: this table’s limit for an hour is reached. It goes on by itself',
  'table-day': 'Waiting: this table’s limit for a day is reached. It goes on by itself',
  'table-month': 'Waiting: this table’s limit for a month is reached. It goes on when 30 days allow more, or when you raise it',
};

/** What a run does when it does not simply go on; null when it does. */
export function runStateWords(run: Run, isOnline: boolean): string | null {
  if (run.state === 'starting') return run.planned ? `Getting ready, ${countOf(run.planned.leads)} of ${countOf(run.planned.of)}. Nothing is asked yet` : 'Getting ready';
  if (run.state === 'stopping') return 'Stopping. Calls that are out may still answer.';
  if (run.state === 'paused' && run.pause) return run.pause.reason === 'estimate' && run.expected ? `${PAUSED.estimate}, ${amountsWords(run.charged)} of about ${amountsWords(run.expected)}` : PAUSED[run.pause.reason];
  return isOnline ? null : 'Offline. It goes on when you are online again';
}

/** "Hunter is resting until 14:05 after 5 failures": whom nobody calls now, the first to come back first. */
export function restingWords(rows: readonly ProviderHealthRow[], now: number, nameOf: (providerId: string) => string): string[] {
  return rows
    .filter((row) => isResting(row, now))
    .toSorted((a, b) => (a.restUntil ?? 0) - (b.restUntil ?? 0))
    .map((row) => {
      const until = timeOf(row.restUntil ?? now);
      return row.why === 'busy' ? `${nameOf(row.providerId)} asks us to wait until ${until}` : `${nameOf(row.providerId)} is resting until ${until} after ${plural(row.failures, 'failure')}`;
    });
}

export interface SourceLine {
  readonly id: string;
  readonly name: string;
  /** "484 answered, 79 no result, 8 out" */
  readonly words: string;
  /** Usual time of an answer, empty before there is one. */
  readonly took: string;
}

/** What came of each source of a run, in the order in which they were first asked. */
export function sourceLines(run: Run, nameOf: (providerId: string) => string): SourceLine[] {
  return Object.entries(run.sources ?? {}).map(([id, tally]) => ({ id, name: id === 'pattern' ? 'Pattern guess' : nameOf(id), words: tallyWords(tally), took: tookWords(tally) }));
}

function tallyWords({ answered, missed, rejected, failed, out }: SourceTally): string {
  const parts: readonly (readonly [number, string])[] = [[answered, 'answered'], [missed, 'no result'], [rejected, 'rejected'], [failed, 'failed'], [out, 'out']];
  return parts.flatMap(([n, word]) => (n > 0 ? [`${countOf(n)} ${word}`] : [])).join(', ') || 'not asked yet';
}

function tookWords({ answered, missed, rejected, failed, tookMs }: SourceTally): string {
  const calls = answered + missed + rejected + failed;
  return calls === 0 ? '' : durationOf(Math.round(tookMs / calls));
}
