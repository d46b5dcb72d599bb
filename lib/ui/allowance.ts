/** What this device says when it has no Actions of its own to work with. */
import { UNIT } from '../domain/ledger/amount.ts';
import { restOfAll, type Lease } from '../domain/ledger/lease.ts';
import type { MetaRows } from '../storage/database.ts';
import { database } from '../storage/open.ts';
import { usePacedQuery } from './paced.ts';

const PACE_MS = 500;

/** Stands after "Offline allowance used up." */
export const ALLOWANCE_GOES_ON = 'Work goes on when the account server answers.';

/** Work stands still: nothing is left to spend, and the account could not be asked. */
const isAllowanceUsedUp = (allowance: Pick<MetaRows['allowance'], 'waiting'> | undefined, leases: readonly Lease[]): boolean => allowance?.waiting !== undefined && restOfAll(leases) < UNIT;

/** The same, live. */
export const useAllowanceUsedUp = (): boolean =>
  usePacedQuery('', async () => {
    const row = await database.meta.get('allowance');
    return isAllowanceUsedUp(row?.value as MetaRows['allowance'] | undefined, await database.leases.toArray());
  }, PACE_MS) === true;

const DENIED: Readonly<Record<string, string>> = {
  insufficient_actions: 'No Actions can be set aside for this device: all are used, or with other devices.',
  limit: 'Your limit of Actions is used up, so this device gets no more for now.',
  revoked: 'This device was signed out of the workspace. What it has spent is still told; nothing new is started.',
  account_frozen: 'The account is closed until an admin has looked at it. Nothing new can be bought.',
};

/**
 * Why the account gives this device none, in words; undefined when that needs no word.
 * @param denied the last refusal of the account, which holds until `until`
 * @param here Actions that are left on this device
 */
export const deniedWords = (denied: { readonly code: string; readonly until: number } | undefined, here: number, now: number): string | undefined =>
  denied && here === 0 && denied.until > now ? DENIED[denied.code] : undefined;
