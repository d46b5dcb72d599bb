import { randomUUID } from 'node:crypto';
import { insertMany } from '../sql/bulk.ts';
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

/** What is told; the same effect under the same id is told once. */
export interface Message {
  readonly id: string;
  readonly topic: Topic;
  readonly payload: object;
}

/**
 * Writes a message for every endpoint of the account that wants the topic, in the transaction of the effect itself: it is sent if and
 * only if the effect is committed, however the process ends. Nothing about a lead belongs into `payload`.
 * @param id without it the effect has a new one
 */
export const enqueue = (scope: OutboxScope, topic: Topic, payload: object, id: string = randomUUID()): Promise<void> => enqueueAll(scope, [{ id, topic, payload }]);

/** The same for many effects of one transaction, in few statements. */
export async function enqueueAll(scope: OutboxScope, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const endpoints = await subscriptions(scope);
  for (const topic of new Set(messages.map((message) => message.topic))) {
    const wanting = endpoints.filter((one) => one.topics.split(' ').includes(topic)).map((one) => one.endpoint_id);
    if (wanting.length > 0) await addMessages(scope, messages.filter((message) => message.topic === topic), wanting);
  }
}

/** Writes messages for the endpoints given, whatever they subscribed to. */
export async function addMessages({ tx, accountId, now }: OutboxScope, messages: readonly Message[], endpointIds: readonly string[]): Promise<void> {
  const known = 'on conflict do nothing';
  await insertMany(tx, 'insert into webhook_message (account_id, msg_id, topic, payload, created_at)', messages.map(({ id, topic, payload }) => [accountId, id, topic, JSON.stringify(payload), now]), known);
  await insertMany(tx, 'insert into webhook_delivery (account_id, msg_id, endpoint_id, state, attempts, next_at, created_at)', messages.flatMap(({ id }) => endpointIds.map((endpointId) => [accountId, id, endpointId, 'waiting', 0, now, now])), known);
}
