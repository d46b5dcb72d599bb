import { randomUUID } from 'node:crypto';
import type { Sql } from '../sql/sql.ts';
import type { Topic } from './topics.ts';

/** The transaction of an effect that webhooks tell of: the open books of an account, or any other transaction about one. */
export interface OutboxScope {
  readonly tx: Sql;
  readonly accountId: string;
  /** Milliseconds since 1970 of the database's clock. */
  readonly now: number;
}

interface Subscription {
  readonly endpoint_id: string;
  readonly topics: string;
}
/** Asked once per transaction: most accounts have no endpoint, and a push holds hundreds of charges. */
const known = new WeakMap<OutboxScope, readonly Subscription[]>();

async function subscriptions(scope: OutboxScope): Promise<readonly Subscription[]> {
  const before = known.get(scope);
  if (before !== undefined) return before;
  const rows = await scope.tx.all<Subscription>(`select endpoint_id, topics from webhook_endpoint where account_id = ? and state in ('on', 'failing')`, [scope.accountId]);
  known.set(scope, rows);
  return rows;
}

/**
 * Writes a message for every endpoint of the account that wants the topic, in the transaction of the effect itself: it is sent if and
 * only if the effect is committed, however the process ends. Nothing about a lead belongs into `payload`.
 * @param msgId the same effect under the same id is told once; without it the id is new
 */
export async function enqueue(scope: OutboxScope, topic: Topic, payload: object, msgId: string = randomUUID()): Promise<void> {
  const wanting = (await subscriptions(scope)).filter((one) => one.topics.split(' ').includes(topic));
  if (wanting.length > 0) await addMessage(scope, topic, payload, msgId, wanting.map((one) => one.endpoint_id));
}

/** Writes a message for the endpoints given, whatever they subscribed to. */
export async function addMessage(scope: OutboxScope, topic: Topic, payload: object, msgId: string, endpointIds: readonly string[]): Promise<void> {
  const added = await scope.tx.run(
    'insert into webhook_message (account_id, msg_id, topic, payload, created_at) values (?, ?, ?, ?, ?) on conflict (account_id, msg_id) do nothing',
    [scope.accountId, msgId, topic, JSON.stringify(payload), scope.now],
  );
  if (added === 0) return;
  for (const endpointId of endpointIds) {
    await scope.tx.run(
      `insert into webhook_delivery (account_id, msg_id, endpoint_id, state, attempts, next_at, created_at) values (?, ?, ?, 'waiting', 0, ?, ?)`,
      [scope.accountId, msgId, endpointId, scope.now, scope.now],
    );
  }
}
