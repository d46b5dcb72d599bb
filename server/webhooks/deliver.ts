import { WEBHOOK_ANSWER_BYTES, WEBHOOK_CLAIM_MS, WEBHOOK_FAILING_MS, WEBHOOK_FORGET, WEBHOOK_KEPT_MS, WEBHOOK_PAUSES_MS, WEBHOOK_TIME_MS } from '../../lib/core/server-limits.ts';
import { GuardError } from '../guard/check-url.ts';
import { first, type Database } from '../sql/sql.ts';
import type { Vault } from '../vault/vault.ts';
import { secretLabel, type EndpointState } from './endpoints.ts';
import { createLanes, type DueRow, type Tried } from './lanes.ts';
import { signWebhook } from './signature.ts';

export interface DeliverPorts {
  readonly db: Database;
  readonly vault: Vault;
  /** Guarded: the address was typed by a person. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** 0 <= x < 1, for jitter. */
  readonly random: () => number;
  readonly now: () => number;
  log(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
}
export interface Deliverer {
  /** Sends what is due; the number of tries made. Sweeps may overlap: one that waits for a slow endpoint holds up no other endpoint. */
  sweep(signal: AbortSignal): Promise<number>;
  /** Deletes messages past their time, with their deliveries; what still waits stays. */
  forget(): Promise<void>;
}

interface Claimed {
  url: string;
  state: EndpointState;
  secret: string;
  old_secret: string | null;
  old_until: number | null;
  failing_since: number | null;
  topic: string;
  payload: string;
  created_at: number;
  now: number;
}
type Outcome =
  | { readonly kind: 'delivered'; readonly status: number }
  | { readonly kind: 'gone'; readonly status: number; readonly error: 'gone' }
  | { readonly kind: 'failed'; readonly status: number | null; readonly error: string; readonly retryAfterMs?: number };

export function createDeliverer(ports: DeliverPorts): Deliverer {
  const { db, vault } = ports;
  const lanes = createLanes(db, attempt);

  /** Counted before it is sent: a process that dies in between has used up a try, and another takes over after the claim's time. */
  async function attempt(due: DueRow, signal: AbortSignal): Promise<Tried> {
    const place = [due.account_id, due.msg_id, due.endpoint_id];
    const taken = await db.run(
      `update webhook_delivery set attempts = attempts + 1, next_at = kiln_now() + ? where account_id = ? and msg_id = ? and endpoint_id = ? and state = 'waiting' and attempts = ? and next_at <= kiln_now()`,
      [WEBHOOK_CLAIM_MS, ...place, due.attempts],
    );
    if (taken === 0) return 'not_taken';
    const claimed = await first<Claimed>(
      db,
      `select e.url, e.state, e.secret, e.old_secret, e.old_until, e.failing_since, m.topic, m.payload, m.created_at, kiln_now() as now
       from webhook_endpoint e join webhook_message m on m.account_id = e.account_id where e.account_id = ? and m.msg_id = ? and e.endpoint_id = ?`,
      place,
    );
    if (claimed === undefined) return 'not_taken';
    const isSilenced = (claimed.state === 'off' || claimed.state === 'gone') && claimed.topic !== 'webhook.test';
    const startedAt = ports.now();
    const outcome: Outcome = isSilenced ? { kind: 'failed', status: null, error: 'switched_off' } : await send(due, claimed, signal);
    // Cut off by our own shutdown: the claim lapses and the next process sends it again.
    if (signal.aborted && outcome.kind === 'failed') return 'failed';
    await settle(due, claimed, outcome, isSilenced, Math.max(0, Math.round(ports.now() - startedAt)));
    return outcome.kind === 'delivered' || isSilenced ? 'done' : 'failed';
  }

  async function send(due: DueRow, claimed: Claimed, signal: AbortSignal): Promise<Outcome> {
    const clock = AbortSignal.timeout(WEBHOOK_TIME_MS);
    try {
      const msgId = `msg_${due.account_id}_${due.msg_id}`;
      const at = Math.floor(claimed.now / 1_000);
      const body = JSON.stringify({ type: claimed.topic, timestamp: new Date(claimed.created_at).toISOString(), account: due.account_id, data: JSON.parse(claimed.payload) as object });
      const sealed = [claimed.secret, ...(claimed.old_secret !== null && claimed.old_until !== null && claimed.now < claimed.old_until ? [claimed.old_secret] : [])];
      const secrets = await Promise.all(sealed.map((text) => vault.open(due.account_id, secretLabel(due.endpoint_id), text)));
      const response = await ports.fetch(claimed.url, {
        method: 'POST',
        redirect: 'manual',
        body,
        signal: AbortSignal.any([signal, clock]),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Kiln-Webhooks',
          'webhook-id': msgId,
          'webhook-timestamp': String(at),
          'webhook-signature': secrets.map((secret) => signWebhook(secret, msgId, at, body)).join(' '),
        },
      });
      await readAway(response);
      if (response.ok) return { kind: 'delivered', status: response.status };
      if (response.status === 410) return { kind: 'gone', status: 410, error: 'gone' };
      const seconds = Number(response.headers.get('retry-after') ?? '');
      return { kind: 'failed', status: response.status, error: response.status >= 300 && response.status < 400 ? 'redirected' : 'refused', ...(seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}) };
    } catch (error) {
      return { kind: 'failed', status: null, error: clock.aborted && !signal.aborted ? 'timeout' : nameOf(error) };
    }
  }

  async function settle(due: DueRow, claimed: Claimed, outcome: Outcome, isSilenced: boolean, tookMs: number): Promise<void> {
    const place = [due.account_id, due.msg_id, due.endpoint_id];
    const attempts = due.attempts + 1;
    await db.transaction(async (tx) => {
      if (outcome.kind === 'delivered') {
        await tx.run(`update webhook_delivery set state = 'delivered', last_status = ?, last_error = null, took_ms = ?, done_at = kiln_now() where account_id = ? and msg_id = ? and endpoint_id = ? and state = 'waiting'`, [outcome.status, tookMs, ...place]);
        await tx.run(`update webhook_endpoint set state = 'on', failing_since = null where account_id = ? and endpoint_id = ? and state = 'failing'`, [due.account_id, due.endpoint_id]);
        return;
      }
      const pause = outcome.kind === 'gone' || isSilenced ? undefined : pauseAfter(attempts, outcome.retryAfterMs);
      await tx.run(
        `update webhook_delivery set state = ?, next_at = kiln_now() + ?, last_status = ?, last_error = ?, took_ms = ?, done_at = ${pause === undefined ? 'kiln_now()' : 'null'} where account_id = ? and msg_id = ? and endpoint_id = ? and state = 'waiting'`,
        [pause === undefined ? 'dead' : 'waiting', pause ?? 0, outcome.status, outcome.error, tookMs, ...place],
      );
      if (isSilenced) return;
      const isOver = outcome.kind === 'gone' ? 'gone' : claimed.failing_since !== null && claimed.now - claimed.failing_since > WEBHOOK_FAILING_MS ? 'off' : 'failing';
      await tx.run(
        `update webhook_endpoint set state = ?, failing_since = case when failing_since is null then kiln_now() else failing_since end where account_id = ? and endpoint_id = ? and state in ('on', 'failing')`,
        [isOver, due.account_id, due.endpoint_id],
      );
    });
    if (outcome.kind !== 'delivered') ports.log('webhook.failed', { attempt: attempts, status: outcome.status ?? 0, error: outcome.error });
  }

  /** Undefined after the last try. Up to a fifth longer, so that a receiver that comes back is not met by everything at once. */
  function pauseAfter(attempts: number, wanted = 0): number | undefined {
    const pause = WEBHOOK_PAUSES_MS[attempts - 1];
    const longest = WEBHOOK_PAUSES_MS[WEBHOOK_PAUSES_MS.length - 1] ?? 0;
    return pause === undefined ? undefined : Math.round(Math.max(pause, Math.min(wanted, longest)) * (1 + ports.random() / 5));
  }

  async function forget(): Promise<void> {
    // Looked up over all accounts, deleted account by account.
    const old = await db.all<{ account_id: string; msg_id: string }>(
      `select m.account_id, m.msg_id from webhook_message m where m.created_at < (select kiln_now()) - ? and not exists (select 1 from webhook_delivery d where d.account_id = m.account_id and d.msg_id = m.msg_id and d.state = 'waiting') limit ?`,
      [WEBHOOK_KEPT_MS, WEBHOOK_FORGET],
    );
    for (const { account_id, msg_id } of old) {
      await db.transaction(async (tx) => {
        await tx.run(`delete from webhook_delivery where account_id = ? and msg_id = ? and state <> 'waiting'`, [account_id, msg_id]);
        await tx.run('delete from webhook_message where account_id = ? and msg_id = ? and not exists (select 1 from webhook_delivery d where d.account_id = webhook_message.account_id and d.msg_id = webhook_message.msg_id)', [account_id, msg_id]);
      });
    }
  }
  return { sweep: lanes.sweep, forget };
}

/** Read, so that the connection can be used again, and thrown away: it may say anything. */
async function readAway(response: Response): Promise<void> {
  if (response.body === null) return;
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > WEBHOOK_ANSWER_BYTES) return;
  }
}

/** What is kept and shown of an error: its kind, never its text. */
function nameOf(error: unknown): string {
  if (error instanceof GuardError) return error.code;
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return code.slice(0, 60);
}
