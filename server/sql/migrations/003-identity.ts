/**
 * Identity, frozen: a change is a new file. Persons belong to no account, so their tables have no account_id;
 * everything of an account begins with it. Tokens, codes and links are stored as keyed hashes only.
 */
export const version = 3;
export const statements: readonly string[] = [
  // Persons, as the library for passwords and page sessions knows them.
  `alter table app_user add column email_verified bigint not null default 0`,
  `alter table app_user add column updated_at bigint not null default 0`,
  `create table auth_session (
    session_id text primary key, token_hash text not null unique, user_id text not null references app_user (user_id),
    workspace_id text, signed_in_by text not null check (signed_in_by in ('password', 'link', 'passkey')), user_agent text,
    created_at bigint not null, updated_at bigint not null, expires_at bigint not null)`,
  `create index auth_session_user on auth_session (user_id)`,
  `create table auth_credential (
    credential_id text primary key, provider_id text not null, subject text not null, user_id text not null references app_user (user_id),
    password text, created_at bigint not null, updated_at bigint not null)`,
  `create index auth_credential_user on auth_credential (user_id)`,
  `create table auth_verification (
    verification_id text primary key, identifier text not null, value text not null, expires_at bigint not null, created_at bigint not null, updated_at bigint not null)`,
  `create index auth_verification_identifier on auth_verification (identifier)`,
  `create table passkey (
    passkey_id text primary key, user_id text not null references app_user (user_id), public_key text not null, counter bigint not null, transports text not null,
    label text not null, created_at bigint not null, last_used_at bigint)`,
  `create index passkey_user on passkey (user_id)`,
  // A challenge is answered once.
  `create table passkey_challenge (challenge_hash text primary key, user_id text, expires_at bigint not null)`,
  // Proof that an address is read by the person who wants it.
  `create table email_change (token_hash text primary key, user_id text not null references app_user (user_id), email text not null, expires_at bigint not null)`,

  // A removed member keeps the row: entries of the ledger go on naming them, and their devices may still hand in what they spent.
  `alter table member add column removed_at bigint`,
  `create index member_user on member (user_id)`,
  `create table invitation (
    account_id text not null references account (account_id), invitation_id text not null, token_hash text not null, email text not null,
    role text not null check (role in ('admin', 'editor', 'viewer')), invited_by text not null, created_at bigint not null, expires_at bigint not null,
    ended_at bigint, ended_by text, primary key (account_id, invitation_id))`,
  `create table mail_outbox (
    account_id text not null references account (account_id), mail_id text not null, sealed text, attempts bigint not null, next_at bigint not null, done_at bigint, created_at bigint not null,
    primary key (account_id, mail_id))`,
  `create index mail_outbox_due on mail_outbox (next_at) where done_at is null`,

  // A device's sign-in, from the approval to the sign-out; its tokens hang on it.
  `drop table session`,
  `create table device_sign_in (
    account_id text not null, sign_in_id text not null, device_id text not null, user_id text not null, scopes text not null,
    created_at bigint not null, ended_at bigint, ended_why text,
    primary key (account_id, sign_in_id),
    foreign key (account_id, device_id) references device (account_id, device_id),
    foreign key (account_id, user_id) references member (account_id, user_id))`,
  `create index device_sign_in_device on device_sign_in (account_id, device_id)`,
  `create table access_token (
    account_id text not null, token_hash text not null, sign_in_id text not null, expires_at bigint not null,
    primary key (account_id, token_hash), foreign key (account_id, sign_in_id) references device_sign_in (account_id, sign_in_id))`,
  `create table refresh_token (
    account_id text not null, token_hash text not null, sign_in_id text not null, created_at bigint not null, expires_at bigint not null,
    used_at bigint, request_id text,
    primary key (account_id, token_hash), foreign key (account_id, sign_in_id) references device_sign_in (account_id, sign_in_id))`,
  // Whoever uses a link that was sent by mail reads that address.
  `alter table sign_in_link add column mailed bigint not null default 0`,
  `alter table device_code add column scopes text not null default ''`,
];
export const postgresOnly: readonly string[] = [];
