/** Schema version 4, frozen: webhooks out, and the rates that processes share. A message is written with the effect that it tells of; its deliveries are the queue. */
export const version = 4;
export const statements: readonly string[] = [
  // `secret` and `old_secret` are sealed for the account; the old one signs as well until `old_until`.
  `create table webhook_endpoint (
    account_id text not null references account (account_id), endpoint_id text not null,
    url text not null, label text not null, topics text not null,
    state text not null check (state in ('on', 'off', 'gone', 'failing')),
    secret text not null, old_secret text, old_until bigint,
    failing_since bigint, created_at bigint not null, updated_at bigint not null,
    primary key (account_id, endpoint_id))`,

  `create table webhook_message (
    account_id text not null references account (account_id), msg_id text not null,
    topic text not null, payload text not null, created_at bigint not null,
    primary key (account_id, msg_id))`,

  `create table webhook_delivery (
    account_id text not null, msg_id text not null, endpoint_id text not null,
    state text not null check (state in ('waiting', 'delivered', 'dead')),
    attempts bigint not null check (attempts >= 0), next_at bigint not null,
    last_status bigint, last_error text, took_ms bigint, done_at bigint, created_at bigint not null,
    primary key (account_id, msg_id, endpoint_id),
    foreign key (account_id, msg_id) references webhook_message (account_id, msg_id),
    foreign key (account_id, endpoint_id) references webhook_endpoint (account_id, endpoint_id))`,
  `create index webhook_delivery_due on webhook_delivery (next_at) where state = 'waiting'`,
  `create index webhook_delivery_of on webhook_delivery (account_id, endpoint_id, created_at)`,
];
/**
 * Rates that several server processes share; one process keeps them in memory. Unlogged: after a crash everybody begins anew, and no
 * request waits for a flush. Buckets are hashes and belong to no account.
 */
export const postgresOnly: readonly string[] = [
  `create unlogged table rate_bucket (bucket text primary key, free_at bigint not null, every_ms bigint not null, slack_ms bigint not null)`,
];
