/** Lives and sizes of what persons and devices sign in with. The unit is the last word of a name. */

/** Life of what a device shows with every request, and of what it gets the next one with. */
export const ACCESS_TOKEN_MS = 15 * 60_000;
export const REFRESH_TOKEN_MS = 90 * 24 * 3_600_000;
/** An access token this close to its end is renewed before it is used: the request has a way to go. */
export const ACCESS_TOKEN_MARGIN_MS = 60_000;
/** Used refresh tokens that a device remembers, for a server that was restored from a backup: some hours of work. */
export const REFRESH_TOKENS_BEHIND = 24;
/** Time in which a removed member's or revoked device's spends are still taken in. */
export const PUSH_ONLY_MS = 35 * 24 * 3_600_000;
export const DEVICE_CODE_MS = 10 * 60_000;
export const DEVICE_POLL_MS = 2_000;
export const PAGE_SESSION_MS = 30 * 24 * 3_600_000;
export const SIGN_IN_LINK_MS = 24 * 3_600_000;
/** Ended tokens that one sweep looks at; it forgets all of their accounts. */
export const FORGET_TOKENS = 2_000;
export const INVITATION_MS = 7 * 24 * 3_600_000;
export const EMAIL_CHANGE_MS = 24 * 3_600_000;
export const PASSKEY_CHALLENGE_MS = 5 * 60_000;
export const USER_PASSKEYS = 20;
export const USER_WORKSPACES = 50;
export const ACCOUNT_MEMBERS = 1_000;
export const ACCOUNT_INVITATIONS = 200;
/** After a sign-in by link or passkey a password can be set for this long without the old one. */
export const FRESH_SIGN_IN_MS = 15 * 60_000;
export const PASSWORD_LEAST_CHARS = 10;
export const PASSWORD_MOST_CHARS = 128;
export const MAIL_ATTEMPTS = 8;
export const MAIL_RETRY_MS = 60_000;
export const MAILS_PER_SWEEP = 20;
