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

  async function dueElsewhere(): Promise<DueOfEndpoint[]> {
    const full = [...new Set(used.values())].filter(isFull);
    const busy = [...used].filter(([, accountId]) => !full.includes(accountId)).map(([lane, accountId]): SqlValue[] => [accountId, lane.slice(accountId.length + 1)]);
    return db.all<DueOfEndpoint>(
      `select d.account_id, d.msg_id, d.endpoint_id, d.attempts, case when e.state = 'failing' then 1 else 0 end as is_failing
       from webhook_delivery d join webhook_endpoint e on e.account_id = d.account_id and e.endpoint_id = d.endpoint_id
       where d.state = 'waiting' and d.next_at <= (select kiln_now())${' and d.account_id <> ?'.repeat(full.length)}${' and not (d.account_id = ? and d.endpoint_id = ?)'.repeat(busy.length)} order by d.next_at limit ?`,
      [...full, ...busy.flat(), WEBHOOK_BATCH],
    );
  }

  function byLane(rows: readonly DueOfEndpoint[]): ReadonlyMap<string, readonly DueOfEndpoint[]> {
    const found = new Map<string, DueOfEndpoint[]>();
    for (const row of rows) found.set(laneOf(row), [...(found.get(laneOf(row)) ?? []), row]);
    return found;
  }

  /** Several at once to an endpoint that answers, one to one that failed; the first failure leaves the rest to a later sweep. */
  async function run(rows: readonly DueOfEndpoint[], signal: AbortSignal): Promise<number> {
    const waiting = [...rows];
    let tries = 0;
    let isWell = true;
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && isWell && !signal.aborted; next = waiting.shift()) {
        const tried = await attempt(next, signal);
        tries += tried === 'not_taken' ? 0 : 1;
        if (tried === 'failed') isWell = false;
      }
    };
    await Promise.all(Array.from({ length: rows[0]?.is_failing === 1 ? 1 : Math.min(WEBHOOK_PARALLEL, rows.length) }, worker));
    return tries;
  }

  return {
    async sweep(signal) {
      const begun: Promise<number>[] = [];
      while (!signal.aborted && used.size < WEBHOOK_LANES) {
        const before = begun.length;
        for (const [lane, rows] of byLane(await dueElsewhere())) {
          const accountId = rows[0]?.account_id ?? '';
          if (used.has(lane) || used.size >= WEBHOOK_LANES || isFull(accountId)) continue;
          used.set(lane, accountId);
          begun.push(run(rows, signal).finally(() => used.delete(lane)));
        }
        if (begun.length === before) break;
      }
      return (await Promise.all(begun)).reduce((sum, tries) => sum + tries, 0);
    },
  };
}
