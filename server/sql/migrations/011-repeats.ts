/**
 * Schema version 11, frozen: what a charge asked, so that the same question of an account is bought once. `question_hash` is a keyed hash
 * and stays only while its answer can be given again; `repeat_of` names the charge whose answer was given, `awaited` says that others wait
 * for this one, `waits_for` which one a call waits for. `repeat_ms` = how long an answer is given again, 0 = never.
 */
export const version = 11;

export const statements: readonly string[] = [
  `alter table account add column repeat_ms bigint not null default 86400000 check (repeat_ms >= 0)`,
  `alter table charge add column question_hash text`,
  `alter table charge add column repeat_of text`,
  `alter table charge add column awaited bigint not null default 0`,
  `alter table provider_call add column waits_for text`,
  `create index charge_question on charge (account_id, question_hash) where question_hash is not null`,
  `create index charge_repeat on charge (account_id, repeat_of) where repeat_of is not null`,
  `create index provider_call_waits on provider_call (account_id, waits_for) where waits_for is not null`,
];

export const postgresOnly: readonly string[] = [];
