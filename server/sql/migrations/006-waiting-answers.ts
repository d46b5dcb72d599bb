/**
 * Schema version 6, frozen: what became of calls whose account was stopped meanwhile. The supplier is paid already, so the answer is
 * kept here and ends its charge in the transaction that opens the account again. `claimed_in` = the epoch of the worker's claim.
 */
export const version = 6;

export const statements: readonly string[] = [
  `create table waiting_answer (
    account_id text not null, charge_id text not null, body text not null, claimed_in bigint not null, at bigint not null,
    primary key (account_id, charge_id),
    foreign key (account_id, charge_id) references charge (account_id, charge_id))`,
];

export const postgresOnly: readonly string[] = [];
