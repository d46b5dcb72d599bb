import { WEBHOOK_ACCOUNT_LANES, WEBHOOK_BATCH, WEBHOOK_LANES, WEBHOOK_PARALLEL } from '../../lib/core/server-limits.ts';
import type { Database, SqlValue } from '../sql/sql.ts';

/** A delivery whose time has come. */
export interface DueRow {
  readonly account_id: string;
  readonly msg_id: string;
  readonly endpoint_id: string;
  readonly attempts: number;
}
/** What became of a try; `not_taken`: another process has it. */
export type Tried = 'done' | 'failed' | 'not_taken';
type DueOfEndpoint = DueRow & { readonly is_failing: number };

/**
 * Each endpoint has a lane of its own in this process. While it is used the endpoint's other deliveries are not even looked at, so that
 * one that hangs, or has very many waiting, holds up only itself; and an account's endpoints together take only a share of the lanes.
 */
export function createLanes(db: Database, attempt: (due: DueRow, signal: AbortSignal) => Promise<Tried>): { sweep(signal: AbortSignal): Promise<number> } {
  /** Lane -> its account. */
  const used = new Map<string, string>();
  const laneOf = (row: DueRow): string => `${row.account_id} ${row.endpoint_id}`;
  const isFull = (accountId: string): boolean => [...used.values()].filter((one) => one === accountId).length >= WEBHOOK_ACCOUNT_LANES;

  /** What is due and neither of these lanes, nor of an account that has no lane left. */
  async function dueBut(lanes: readonly string[]): Promise<DueOfEndpoint[]> {
    const full = [...new Set(used.values())].filter(isFull);
    const others = (column: string, values: readonly SqlValue[]): string => (values.length === 0 ? '' : ` and ${column} not in (${values.map(() => '?').join(', ')})`);
    return db.all<DueOfEndpoint>(
      `select d.account_id, d.msg_id, d.endpoint_id, d.attempts, case when e.state = 'failing' then 1 else 0 end as is_failing
       from webhook_delivery d join webhook_endpoint e on e.account_id = d.account_id and e.endpoint_id = d.endpoint_id
       where d.state = 'waiting' and d.next_at <= (select kiln_now())${others('d.account_id', full)}${others(`d.account_id || ' ' || d.endpoint_id`, lanes)} order by d.next_at limit ?`,
      [...full, ...lanes, WEBHOOK_BATCH],
    );
  }

  function byLane(rows: readonly DueOfEndpoint[]): ReadonlyMap<string, readonly DueOfEndpoint[]> {
    const found = new Map<string, DueOfEndpoint[]>();
    for (const row of rows) found.set(laneOf(row), [...(found.get(laneOf(row)) ?? []), row]);
    return found;
  }

  /** Several at once to an endpoint that answers, one to one that failed; the first failure leaves the rest to a later sweep. Over when no try is out any more. */
  async function run(rows: readonly DueOfEndpoint[], signal: AbortSignal): Promise<{ readonly tries: number; readonly isWell: boolean }> {
    const waiting = [...rows];
    let tries = 0;
    let isWell = true;
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && isWell && !signal.aborted; next = waiting.shift()) {
        const tried = await attempt(next, signal).catch((error: unknown) => {
          isWell = false;
          throw error;
        });
        tries += tried === 'not_taken' ? 0 : 1;
        if (tried === 'failed') isWell = false;
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: rows[0]?.is_failing === 1 ? 1 : Math.min(WEBHOOK_PARALLEL, rows.length) }, worker));
    const broken = ends.find((end) => end.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
    return { tries, isWell };
  }

  return {
    async sweep(signal) {
      const begun: Promise<void>[] = [];
      const failed = new Set<string>();
      const errors: unknown[] = [];
      let sum = 0;
      /** Never rejects: nobody waits for it before the sweep's end. */
      const begin = async (lane: string, rows: readonly DueOfEndpoint[]): Promise<void> => {
        try {
          const { tries, isWell } = await run(rows, signal);
          sum += tries;
          if (!isWell) failed.add(lane);
        } catch (error) {
          failed.add(lane);
          errors.push(error);
        } finally {
          used.delete(lane);
        }
      };
      try {
        while (!signal.aborted && used.size < WEBHOOK_LANES) {
          const before = begun.length;
          for (const [lane, rows] of byLane(await dueBut([...used.keys(), ...failed]))) {
            const accountId = rows[0]?.account_id ?? '';
            if (used.has(lane) || used.size >= WEBHOOK_LANES || isFull(accountId)) continue;
            used.set(lane, accountId);
            begun.push(begin(lane, rows));
          }
          if (begun.length === before) break;
        }
      } catch (error) {
        errors.push(error);
      }
      await Promise.all(begun);
      if (errors.length > 0) throw errors[0];
      return sum;
    },
  };
}
