/**
 * Schema version 5, frozen: what the admin pages read. `entry`, `usage_day`, `usage_run` and `supplier_day` are copies of the
 * feed and of the supplier log, folded forward outside the ledger's transactions: they may be emptied at any time and are built again.
 */
export const version = 5;

const DIMENSIONS = ['day', 'kind', 'member', 'provider_id', 'operation', 'enrichment', 'route', 'code'];

export const statements: readonly string[] = [
  `create table admin_cursor (
    account_id text primary key references account (account_id), seq bigint not null check (seq >= 0),
    actions_u bigint not null, credits_u bigint not null, supplier_day bigint not null)`,

  // A line of the statement, with what the account had after it. Empty text = not known.
  `create table entry (
    account_id text not null references account (account_id), seq bigint not null, at bigint not null, kind text not null,
    member text not null, device_id text not null, provider_id text not null, operation text not null, enrichment text not null, route text not null, code text not null,
    charge_id text not null, run_id text not null,
    actions_u bigint not null, credits_u bigint not null, actions_after_u bigint not null, credits_after_u bigint not null,
    primary key (account_id, seq))`,
  `create index entry_at on entry (account_id, at, seq)`,
  `create index entry_member on entry (account_id, member, seq)`,
  `create index entry_provider on entry (account_id, provider_id, seq)`,
  `create index entry_kind on entry (account_id, kind, seq)`,
  `create index entry_credits on entry (account_id, seq) where credits_u <> 0`,

  // `day` = whole days since 1970, UTC; `n_actions` and `n_credits` = entries that moved that meter.
  `create table usage_day (
    account_id text not null references account (account_id), day bigint not null, kind text not null,
    member text not null, provider_id text not null, operation text not null, enrichment text not null, route text not null, code text not null,
    n bigint not null, n_actions bigint not null, n_credits bigint not null, actions_u bigint not null, credits_u bigint not null,
    primary key (account_id, ${DIMENSIONS.join(', ')}))`,
  `create table usage_run (
    account_id text not null references account (account_id), day bigint not null, run_id text not null, kind text not null, member text not null,
    n bigint not null, actions_u bigint not null, credits_u bigint not null,
    primary key (account_id, day, run_id, kind, member))`,

  `create index supplier_call_at on supplier_call (account_id, at)`,
  `create table supplier_day (
    account_id text not null references account (account_id), day bigint not null, provider_id text not null, operation text not null, part text not null,
    n bigint not null, took_ms bigint not null,
    primary key (account_id, day, provider_id, operation, part))`,

  // Why an admin gave, took back or changed something, under the id that the form carried.
  `create table admin_note (
    account_id text not null references account (account_id), note_id text not null, kind text not null, target text not null,
    actor text not null, reason text not null, facts text not null, at bigint not null,
    primary key (account_id, note_id))`,
  `create index admin_note_target on admin_note (account_id, target)`,
];

export const postgresOnly: readonly string[] = [];
