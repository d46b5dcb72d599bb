/**
 * Schema version 7, frozen: how an invitation went out, and the indexes by which what is past its time and what is due is found
 * without reading whole tables. Indexes that do not begin with the account serve sweeps, which then open each account by itself.
 */
export const version = 7;

export const statements: readonly string[] = [
  // 1 = the link went by mail alone: whoever opens it reads that address.
  `alter table invitation add column mailed bigint not null default 0`,

  `create index device_code_expiry on device_code (expires_at)`,
  `create index sign_in_link_expiry on sign_in_link (expires_at)`,
  `create index auth_session_expiry on auth_session (expires_at)`,
  `create index auth_verification_expiry on auth_verification (expires_at)`,
  `create index passkey_challenge_expiry on passkey_challenge (expires_at)`,
  `create index email_change_expiry on email_change (expires_at)`,
  `create index email_change_user on email_change (user_id)`,
  `create index access_token_expiry on access_token (expires_at)`,
  `create index refresh_token_expiry on refresh_token (expires_at)`,
  // A mail that left, or was given up, leaves no row.
  `drop index mail_outbox_due`,
  `delete from mail_outbox where done_at is not null`,
  `alter table mail_outbox drop column done_at`,
  `create index mail_outbox_due on mail_outbox (next_at)`,
  `create index webhook_message_age on webhook_message (created_at)`,
];

export const postgresOnly: readonly string[] = [];
