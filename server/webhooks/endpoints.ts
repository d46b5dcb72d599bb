import { WEBHOOK_ENDPOINTS, WEBHOOK_ROTATE_MS, WEBHOOK_SHOWN } from '../../lib/core/server-limits.ts';
import { audit } from '../audit.ts';
import { first, one, type Database, type Sql, type Tx } from '../sql/sql.ts';
import type { Vault } from '../vault/vault.ts';
import { addMessages } from './outbox.ts';
import { newWebhookSecret } from './signature.ts';
import { TOPICS, type Topic } from './topics.ts';

export type EndpointState = 'on' | 'off' | 'gone' | 'failing';
export interface Endpoint {
  readonly endpointId: string;
  readonly url: string;
  readonly label: string;
  readonly topics: readonly Topic[];
  /** `failing` still gets every message; `gone` (it answered 410) and `off` get none. */
  readonly state: EndpointState;
  readonly failingSince: number | null;
  /** The old secret signs as well until then. */
  readonly oldSecretUntil: number | null;
  readonly createdAt: number;
}
export interface Delivery {
  readonly msgId: string;
  readonly topic: string;
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly attempts: number;
  readonly nextAt: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly tookMs: number | null;
  readonly doneAt: number | null;
  readonly createdAt: number;
}
export interface EndpointInput {
  readonly url: string;
  readonly label: string;
  readonly topics: readonly Topic[];
}

/** The endpoints of an account. Addresses are checked by the caller; secrets are told once and then only sealed. */
export interface Webhooks {
  list(accountId: string): Promise<Endpoint[]>;
  /** Null when the account has as many as it may have. */
  create(accountId: string, input: EndpointInput, actor: string): Promise<{ readonly endpoint: Endpoint; readonly secret: string } | null>;
  /** Switching it on again forgets that it failed. False when there is no such endpoint; the same for the others. */
  update(accountId: string, endpointId: string, change: EndpointInput & { readonly on: boolean }, actor: string): Promise<boolean>;
  remove(accountId: string, endpointId: string, actor: string): Promise<boolean>;
  /** A new secret; the old one signs beside it for a day. */
  rotate(accountId: string, endpointId: string, actor: string): Promise<string | null>;
  /** A message for this endpoint alone, whatever it subscribed to. Answers its id. */
  test(accountId: string, endpointId: string): Promise<string | null>;
  deliveries(accountId: string, endpointId: string): Promise<Delivery[]>;
  /** Sends a message again as if it were new, with the same id. */
  replay(accountId: string, endpointId: string, msgId: string): Promise<boolean>;
  /** Every dead one since then. */
  replayDead(accountId: string, endpointId: string, since: number): Promise<number>;
}

interface EndpointRow {
  endpoint_id: string;
  url: string;
  label: string;
  topics: string;
  state: EndpointState;
  failing_since: number | null;
  old_until: number | null;
  created_at: number;
}
const COLUMNS = 'endpoint_id, url, label, topics, state, failing_since, old_until, created_at';
const toEndpoint = (row: EndpointRow): Endpoint => ({
  endpointId: row.endpoint_id,
  url: row.url,
  label: row.label,
  topics: TOPICS.filter((topic) => row.topics.split(' ').includes(topic)),
  state: row.state,
  failingSince: row.failing_since,
  oldSecretUntil: row.old_until,
  createdAt: row.created_at,
});

export const secretLabel = (endpointId: string): string => `webhook|${endpointId}`;

export function createWebhooks(db: Database, vault: Vault, newId: () => string): Webhooks {
  const clock = async (sql: Sql): Promise<number> => (await one<{ now: number }>(sql, 'select kiln_now() as now')).now;
  const find = (sql: Sql, accountId: string, endpointId: string) => first<EndpointRow>(sql, `select ${COLUMNS} from webhook_endpoint where account_id = ? and endpoint_id = ?`, [accountId, endpointId]);

  async function addTest(tx: Tx, accountId: string, endpointId: string): Promise<string | null> {
    if ((await find(tx, accountId, endpointId)) === undefined) return null;
    const msgId = `test-${newId()}`;
    await addMessages({ tx, accountId, now: await clock(tx) }, [{ id: msgId, topic: 'webhook.test', payload: { text: 'This is a test. Nothing was charged.' } }], [endpointId]);
    return msgId;
  }

  return {
    list: async (accountId) => (await db.all<EndpointRow>(`select ${COLUMNS} from webhook_endpoint where account_id = ? order by created_at, endpoint_id`, [accountId])).map(toEndpoint),
    async create(accountId, input, actor) {
      const [endpointId, secret] = [newId(), newWebhookSecret()];
      const sealed = await vault.seal(accountId, secretLabel(endpointId), secret);
      return db.transaction(async (tx) => {
        const { n } = await one<{ n: number }>(tx, 'select count(*) as n from webhook_endpoint where account_id = ?', [accountId]);
        if (n >= WEBHOOK_ENDPOINTS) return null;
        await tx.run(
          `insert into webhook_endpoint (account_id, endpoint_id, url, label, topics, state, secret, old_secret, old_until, failing_since, created_at, updated_at)
           values (?, ?, ?, ?, ?, 'on', ?, null, null, null, kiln_now(), kiln_now())`,
          [accountId, endpointId, input.url, input.label, input.topics.join(' '), sealed],
        );
        await audit(tx, accountId, { actor, action: 'webhook.create', target: endpointId });
        const row = await one<EndpointRow>(tx, `select ${COLUMNS} from webhook_endpoint where account_id = ? and endpoint_id = ?`, [accountId, endpointId]);
        return { endpoint: toEndpoint(row), secret };
      });
    },
    update: (accountId, endpointId, change, actor) =>
      db.transaction(async (tx) => {
        const changed = await tx.run(
          `update webhook_endpoint set url = ?, label = ?, topics = ?, failing_since = null, updated_at = kiln_now(), state = ? where account_id = ? and endpoint_id = ?`,
          [change.url, change.label, change.topics.join(' '), change.on ? 'on' : 'off', accountId, endpointId],
        );
        if (changed === 1) await audit(tx, accountId, { actor, action: 'webhook.update', target: endpointId });
        return changed === 1;
      }),
    remove: (accountId, endpointId, actor) =>
      db.transaction(async (tx) => {
        // In turn with the account's charges: one that is being posted may be writing a message for this very endpoint.
        await one(tx, `select account_id from account where account_id = ?${tx.lock}`, [accountId]);
        await tx.run('delete from webhook_delivery where account_id = ? and endpoint_id = ?', [accountId, endpointId]);
        const removed = await tx.run('delete from webhook_endpoint where account_id = ? and endpoint_id = ?', [accountId, endpointId]);
        if (removed === 1) await audit(tx, accountId, { actor, action: 'webhook.remove', target: endpointId });
        return removed === 1;
      }),
    async rotate(accountId, endpointId, actor) {
      const secret = newWebhookSecret();
      const sealed = await vault.seal(accountId, secretLabel(endpointId), secret);
      const changed = await db.transaction(async (tx) => {
        const n = await tx.run('update webhook_endpoint set old_secret = secret, old_until = kiln_now() + ?, secret = ?, updated_at = kiln_now() where account_id = ? and endpoint_id = ?', [WEBHOOK_ROTATE_MS, sealed, accountId, endpointId]);
        if (n === 1) await audit(tx, accountId, { actor, action: 'webhook.rotate', target: endpointId });
        return n;
      });
      return changed === 1 ? secret : null;
    },
    test: (accountId, endpointId) => db.transaction((tx) => addTest(tx, accountId, endpointId)),
    deliveries: async (accountId, endpointId) =>
      (await db.all<{ msg_id: string; topic: string; state: Delivery['state']; attempts: number; next_at: number; last_status: number | null; last_error: string | null; took_ms: number | null; done_at: number | null; created_at: number }>(
        `select d.msg_id, m.topic, d.state, d.attempts, d.next_at, d.last_status, d.last_error, d.took_ms, d.done_at, d.created_at
         from webhook_delivery d join webhook_message m on m.account_id = d.account_id and m.msg_id = d.msg_id
         where d.account_id = ? and d.endpoint_id = ? order by d.created_at desc, d.msg_id desc limit ?`,
        [accountId, endpointId, WEBHOOK_SHOWN],
      )).map((row) => ({ msgId: row.msg_id, topic: row.topic, state: row.state, attempts: row.attempts, nextAt: row.next_at, lastStatus: row.last_status, lastError: row.last_error, tookMs: row.took_ms, doneAt: row.done_at, createdAt: row.created_at })),
    replay: async (accountId, endpointId, msgId) =>
      (await db.run(`update webhook_delivery set state = 'waiting', attempts = 0, next_at = kiln_now(), done_at = null where account_id = ? and endpoint_id = ? and msg_id = ? and state <> 'waiting'`, [accountId, endpointId, msgId])) === 1,
    replayDead: (accountId, endpointId, since) =>
      db.run(`update webhook_delivery set state = 'waiting', attempts = 0, next_at = kiln_now(), done_at = null where account_id = ? and endpoint_id = ? and state = 'dead' and created_at >= ?`, [accountId, endpointId, since]),
  };
}
