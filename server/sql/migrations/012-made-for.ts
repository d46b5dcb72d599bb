/**
 * Schema version 12, frozen: what a charge was made for, as the device calls it: the table and the waterfall. Empty = not said, as of all
 * that is older. Usage by either is a copy folded forward like that by run, which it is begun from.
 */
export const version = 12;

const usageBy = (what: 'table' | 'waterfall'): readonly string[] => [
  `create table usage_${what} (
    account_id text not null references account (account_id), day bigint not null, ${what}_ref text not null, kind text not null, member text not null,
    n bigint not null, actions_u bigint not null, credits_u bigint not null,
    primary key (account_id, day, ${what}_ref, kind, member))`,
  `insert into usage_${what} (account_id, day, ${what}_ref, kind, member, n, actions_u, credits_u)
    select account_id, day, '', kind, member, cast(sum(n) as bigint), cast(sum(actions_u) as bigint), cast(sum(credits_u) as bigint) from usage_run group by account_id, day, kind, member`,
];

export const statements: readonly string[] = [
  `alter table charge add column table_ref text not null default ''`,
  `alter table charge add column waterfall_ref text not null default ''`,
  ...usageBy('table'),
  ...usageBy('waterfall'),
  // What the workspace calls them, told apart from any charge and only where its devices may; the names told last are kept, each until the
  // device that told it tells it no more.
  `create table made_for_label (
    account_id text not null references account (account_id), kind text not null check (kind in ('table', 'waterfall')), ref text not null,
    name text not null, device_id text not null, told_at bigint not null,
    primary key (account_id, kind, ref))`,
];

export const postgresOnly: readonly string[] = [];
