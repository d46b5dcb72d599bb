/**
 * Schema version 9, frozen: what admins took back of what was given by hand. The value lies among the `expired_u` of its lot, so that
 * the lot adds up as before; a row says how much of that was taken back, and by which entry of the feed.
 */
export const version = 9;

export const statements: readonly string[] = [
  `create table taken_back (
    account_id text not null, taking_id text not null, lot_id text not null,
    amount_u bigint not null check (amount_u > 0), seq bigint not null check (seq >= 1), at bigint not null,
    primary key (account_id, taking_id),
    foreign key (account_id, lot_id) references lot (account_id, lot_id))`,
  `create index taken_back_lot on taken_back (account_id, lot_id)`,
];

export const postgresOnly: readonly string[] = [];
