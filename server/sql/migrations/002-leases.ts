/** Schema version 2, frozen: escrow of devices, spending limits, plan changes, and what a restored server needs to know. */
export const version = 2;
export const statements: readonly string[] = [
  // The part of a device's charge that its lease paid, and what of either meter nothing has paid yet.
  `alter table charge add column lease_id text`,
  `alter table charge add column leased_u bigint not null default 0 check (leased_u >= 0)`,
  `alter table charge add column credits_uncovered_u bigint not null default 0 check (credits_uncovered_u >= 0)`,
  // The epoch in which it was posted; part of the receipt.
  `alter table charge add column ledger_epoch bigint`,
  `create index charge_uncovered_credits on charge (account_id, created_seq) where credits_uncovered_u > 0`,
  // A hold of an older epoch is parked until its device presents the charge again.
  `alter table provider_call add column ledger_epoch bigint not null default 1`,

  // Operations up to durable_n are in a finished backup; noted_n is what a running backup has for certain.
  `alter table device add column durable_n bigint not null default 0 check (durable_n >= 0)`,
  `alter table device add column noted_n bigint not null default 0 check (noted_n >= 0)`,
  `alter table device add column noted_by text`,

  // amount = settled + returned + what is left in lease_alloc (leased, or expired after the lapse).
  `create table lease (
    account_id text not null references account (account_id), lease_id text not null,
    device_id text not null, user_id text not null, meter text not null check (meter = 'actions'), request_id text not null,
    amount_u bigint not null check (amount_u > 0), settled_u bigint not null check (settled_u >= 0), returned_u bigint not null check (returned_u >= 0),
    state text not null check (state in ('open', 'used', 'returned', 'lapsed')),
    spend_until bigint not null, lapses_at bigint not null, period_no bigint not null, ledger_epoch bigint not null,
    created_at bigint not null, created_seq bigint not null, closed_at bigint,
    check (settled_u + returned_u <= amount_u),
    primary key (account_id, lease_id),
    foreign key (account_id, device_id) references device (account_id, device_id))`,
  `create index lease_open on lease (account_id, device_id) where state = 'open'`,
  `create index lease_lapse on lease (account_id, lapses_at) where state = 'open'`,
  `create table lease_alloc (
    account_id text not null, lease_id text not null, lot_id text not null,
    remaining_u bigint not null check (remaining_u >= 0), lapsed_u bigint not null check (lapsed_u >= 0),
    primary key (account_id, lease_id, lot_id),
    foreign key (account_id, lease_id) references lease (account_id, lease_id),
    foreign key (account_id, lot_id) references lot (account_id, lot_id))`,
  `create index lease_alloc_open on lease_alloc (account_id) where remaining_u > 0`,
  // One answer per request, denials included.
  `create table lease_request (
    account_id text not null references account (account_id), request_id text not null, device_id text not null, request_hash text not null,
    outcome text not null check (outcome in ('granted', 'denied')), lease_id text, code text, at bigint not null,
    check ((outcome = 'granted') = (lease_id is not null)),
    primary key (account_id, request_id))`,

  // user_id is '' for the whole workspace. used_u and told belong to the window that begins at window_start; told: 1 = 75 %, 2 = 90 %, 4 = 100 %.
  `create table spend_limit (
    account_id text not null references account (account_id), user_id text not null,
    meter text not null check (meter in ('actions', 'data_credits')), span text not null check (span in ('hour', 'day', 'month')),
    limit_u bigint not null check (limit_u >= 0), window_start bigint not null, used_u bigint not null, told bigint not null check (told between 0 and 7),
    primary key (account_id, user_id, meter, span))`,

  // A change of plan is asked for once; one that lowers a meter waits for the month's end.
  `create table plan_change (
    account_id text not null references account (account_id), change_id text not null, plan_id text not null, plan_version bigint not null,
    from_period bigint not null, state text not null check (state in ('waiting', 'applied', 'replaced')), asked_at bigint not null, applied_at bigint,
    primary key (account_id, change_id),
    foreign key (plan_id, plan_version) references plan (plan_id, version))`,
  `create index plan_change_waiting on plan_change (account_id, from_period) where state = 'waiting'`,

  `create index account_due on account (due_at)`,

  // Every key of an account's table begins with the account, the audit's too.
  `create table audit_of_account (
    account_id text not null, audit_id text not null, actor text not null, action text not null, target text not null, at bigint not null,
    primary key (account_id, audit_id))`,
  `insert into audit_of_account (account_id, audit_id, actor, action, target, at) select account_id, audit_id, actor, action, target, at from audit`,
  `drop table audit`,
  `alter table audit_of_account rename to audit`,
  `create index audit_at on audit (account_id, at)`,
];
export const postgresOnly: readonly string[] = [];
