/**
 * Schema version 1, frozen: a change is a new file. One text for SQLite and PostgreSQL.
 * `_u` = whole micro-units. Times are milliseconds since 1970 of the database's clock.
 */
const AMOUNTS = ['available_u', 'leased_u', 'held_u', 'spent_u', 'expired_u'];
const none_negative = (columns: readonly string[]): string => columns.map((c) => `${c} >= 0`).join(' and ');

export const version = 1;
export const statements: readonly string[] = [
  `create table server_meta (k text primary key, v text not null)`,

  `create table plan (
    plan_id text not null, version bigint not null, name text not null,
    actions_u bigint not null check (actions_u >= 0), credits_u bigint not null check (credits_u >= 0),
    primary key (plan_id, version))`,

  // The row whose lock puts everything that happens to an account in one order.
  `create table account (
    account_id text primary key, name text not null, plan_id text not null, plan_version bigint not null,
    anchor_day bigint not null check (anchor_day between 1 and 31),
    state text not null check (state in ('open', 'frozen')),
    seq bigint not null check (seq >= 0), last_at bigint not null, due_at bigint not null, created_at bigint not null,
    foreign key (plan_id, plan_version) references plan (plan_id, version))`,

  `create table app_user (user_id text primary key, email text not null unique, name text not null, created_at bigint not null)`,
  `create table member (
    account_id text not null references account (account_id), user_id text not null references app_user (user_id),
    role text not null check (role in ('admin', 'editor', 'viewer')), created_at bigint not null,
    primary key (account_id, user_id))`,

  `create table account_meter (
    account_id text not null references account (account_id), meter text not null check (meter in ('actions', 'data_credits')),
    available_u bigint not null, leased_u bigint not null, held_u bigint not null, spent_u bigint not null, expired_u bigint not null,
    deficit_u bigint not null check (deficit_u >= 0),
    check (${none_negative(AMOUNTS)}),
    primary key (account_id, meter))`,

  `create table lot (
    account_id text not null references account (account_id), lot_id text not null,
    meter text not null check (meter in ('actions', 'data_credits')),
    source text not null check (source in ('plan', 'topup', 'promo', 'adjust', 'refund')), priority bigint not null,
    effective_at bigint not null, expires_at bigint, period_no bigint,
    amount_u bigint not null, available_u bigint not null, leased_u bigint not null, held_u bigint not null, spent_u bigint not null, expired_u bigint not null,
    created_seq bigint not null,
    check (${none_negative(AMOUNTS)}),
    check (${AMOUNTS.join(' + ')} = amount_u),
    primary key (account_id, lot_id))`,
  `create index lot_burn on lot (account_id, meter, available_u)`,

  `create table period (
    account_id text not null references account (account_id), meter text not null, period_no bigint not null,
    starts_at bigint not null, ends_at bigint not null, rolled_at bigint not null, spent_u bigint not null check (spent_u >= 0),
    primary key (account_id, meter, period_no))`,

  // A charge is never edited after it is resolved, and never deleted.
  `create table charge (
    account_id text not null references account (account_id), charge_id text not null,
    path text not null check (path in ('account', 'local')), route text not null check (route in ('account', 'own', 'free')),
    device_id text, user_id text, run_id text not null, task_id text not null, subject text not null,
    enrichment text not null, provider_id text not null, operation text not null,
    state text not null check (state in ('reserved', 'posted', 'voided', 'rejected', 'expired')), code text,
    request_hash text not null, price_book_version bigint,
    actions_quoted_u bigint not null check (actions_quoted_u >= 0), credits_quoted_u bigint not null check (credits_quoted_u >= 0),
    actions_posted_u bigint not null check (actions_posted_u >= 0), credits_posted_u bigint not null check (credits_posted_u >= 0),
    uncovered_u bigint not null check (uncovered_u >= 0),
    hold_expires_at bigint, created_at bigint not null, resolved_at bigint, created_seq bigint not null, resolved_seq bigint,
    reversal_of text, sandbox bigint not null check (sandbox in (0, 1)),
    check (actions_posted_u <= actions_quoted_u and credits_posted_u <= credits_quoted_u),
    check (state = 'posted' or (actions_posted_u = 0 and credits_posted_u = 0)),
    check (path = 'account' or credits_quoted_u = 0),
    check (uncovered_u <= actions_posted_u),
    primary key (account_id, charge_id))`,
  `create unique index charge_reversal on charge (account_id, reversal_of)`,
  `create index charge_uncovered on charge (account_id, created_seq) where uncovered_u > 0`,

  `create table charge_alloc (
    account_id text not null, charge_id text not null, meter text not null, lot_id text not null, amount_u bigint not null check (amount_u > 0),
    primary key (account_id, charge_id, meter, lot_id),
    foreign key (account_id, charge_id) references charge (account_id, charge_id),
    foreign key (account_id, lot_id) references lot (account_id, lot_id))`,

  // One row per charge through the account; it is the queue.
  `create table provider_call (
    account_id text not null, charge_id text not null,
    state text not null check (state in ('queued', 'started', 'answered', 'abandoned')),
    request text, poll text, not_before bigint not null, hold_expires_at bigint not null,
    attempt bigint not null, fence bigint not null, worker_id text, deadline bigint, credits_quoted_u bigint not null,
    primary key (account_id, charge_id),
    foreign key (account_id, charge_id) references charge (account_id, charge_id))`,
  `create index provider_call_due on provider_call (not_before) where state in ('queued', 'started')`,

  // What suppliers were asked, verifiers included: the account's own cost, never taken from a meter.
  `create table supplier_call (
    account_id text not null, call_id text not null, charge_id text not null, provider_id text not null, operation text not null,
    outcome text not null, delivered bigint not null, took_ms bigint not null, at bigint not null,
    primary key (account_id, call_id))`,

  `create table result_blob (
    account_id text not null, charge_id text not null, body text not null, expires_at bigint not null,
    primary key (account_id, charge_id),
    foreign key (account_id, charge_id) references charge (account_id, charge_id))`,
  `create index result_blob_expiry on result_blob (expires_at)`,

  `create table device (
    account_id text not null references account (account_id), device_id text not null, user_id text not null,
    label text not null, last_n bigint not null check (last_n >= 0), created_at bigint not null, last_seen_at bigint not null, revoked_at bigint,
    primary key (account_id, device_id))`,
  `create table device_op (
    account_id text not null, device_id text not null, n bigint not null check (n >= 1), op_id text, body_hash text not null,
    kind text not null, status text not null check (status in ('applied', 'duplicate', 'rejected', 'deficit')), code text, seq bigint, at bigint not null,
    primary key (account_id, device_id, n),
    foreign key (account_id, device_id) references device (account_id, device_id))`,
  `create unique index device_op_id on device_op (account_id, op_id)`,

  `create table event (
    account_id text not null references account (account_id), seq bigint not null check (seq >= 1), kind text not null, body text not null, at bigint not null,
    primary key (account_id, seq))`,

  `create table price_book (version bigint primary key, body text not null, body_hash text not null, effective_from bigint not null)`,

  `create table dek (account_id text primary key references account (account_id), dek_id text not null, kek_id text not null, wrapped text not null, created_at bigint not null)`,
  `create table secret (
    account_id text not null references account (account_id), secret_id text not null, kind text not null, version bigint not null,
    ciphertext text not null, last4 text not null, updated_at bigint not null,
    primary key (account_id, secret_id))`,

  `create table session (
    token_hash text primary key, kind text not null check (kind in ('access', 'page')), account_id text not null, user_id text not null, device_id text,
    created_at bigint not null, expires_at bigint not null, revoked_at bigint,
    foreign key (account_id, user_id) references member (account_id, user_id))`,
  `create table sign_in_link (token_hash text primary key, account_id text not null, user_id text not null, expires_at bigint not null, used_at bigint)`,
  `create table device_code (
    code_hash text primary key, user_code_hash text not null unique, device_id text not null, label text not null, asked_from text not null,
    state text not null check (state in ('pending', 'approved', 'denied', 'redeemed')), account_id text, user_id text,
    poll_ms bigint not null, last_poll_at bigint, created_at bigint not null, expires_at bigint not null)`,

  `create table audit (audit_id text primary key, account_id text not null, actor text not null, action text not null, target text not null, at bigint not null)`,
  `create index audit_at on audit (account_id, at)`,
];

/** The clock of every rule: the database's own, so that several server processes share one. SQLite gets its function from the connection. */
export const postgresOnly: readonly string[] = [
  `create function kiln_now() returns bigint language sql volatile as 'select (extract(epoch from clock_timestamp()) * 1000)::bigint'`,
];
