/** Why this device has no Actions of its own to work with, in words; undefined when that needs no word. */
const DENIED: Readonly<Record<string, string>> = {
  insufficient_actions: 'No Actions can be set aside for this device: all are used, or with other devices.',
  limit: 'Your limit of Actions is used up, so this device gets no more for now.',
  revoked: 'This device was signed out of the workspace. What it has spent is still told; nothing new is started.',
  account_frozen: 'The account is closed until an admin has looked at it. Nothing new can be bought.',
};

/**
 * @param denied the last refusal of the account, which holds until `until`
 * @param here Actions that are left on this device
 */
export const deniedWords = (denied: { readonly code: string; readonly until: number } | undefined, here: number, now: number): string | undefined =>
  denied && here === 0 && denied.until > now ? DENIED[denied.code] : undefined;
