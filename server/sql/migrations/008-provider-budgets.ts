/**
 * Schema version 8, frozen: what an account pays its suppliers in a day, and the most it wants to. `day` = whole days since 1970, UTC;
 * amounts are micro-USD. `used_u` is what calls that ended have cost, `out_u` the worst that calls on their way can cost; a row of
 * `supplier_hold` is one such call, and stays where nobody ever heard its end.
 */
export const version = 8;

export const statements: readonly string[] = [
  `create table provider_budget (
    account_id text not null references account (account_id), provider_id text not null,
    limit_u bigint check (limit_u >= 0), day bigint not null, used_u bigint not null check (used_u >= 0), out_u bigint not null check (out_u >= 0), told bigint not null check (told between 0 and 7),
    primary key (account_id, provider_id))`,
  `create table supplier_hold (
    account_id text not null, charge_id text not null, fence bigint not null, nth bigint not null,
    provider_id text not null, day bigint not null, cost_u bigint not null check (cost_u >= 0),
    primary key (account_id, charge_id, fence, nth),
    foreign key (account_id, charge_id) references charge (account_id, charge_id))`,
  `create index supplier_hold_day on supplier_hold (account_id, provider_id, day)`,
];

export const postgresOnly: readonly string[] = [];
