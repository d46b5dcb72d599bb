/**
 * Schema version 10, frozen: leads that a device has erased. A row is the tombstone: it says for 90 days which pseudonym is gone and by
 * which entry of the feed, so that other devices that hold the lead erase it too. What was bought for it is found by the index.
 */
export const version = 10;

export const statements: readonly string[] = [
  `create table erased_subject (
    account_id text not null references account (account_id), subject text not null, seq bigint not null check (seq >= 1), at bigint not null,
    primary key (account_id, subject))`,
  `create index erased_subject_seq on erased_subject (account_id, seq)`,
  `create index charge_subject on charge (account_id, subject)`,
];

export const postgresOnly: readonly string[] = [];
