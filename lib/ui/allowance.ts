/** Whether work of this device stands still because it has nothing left to spend and the account cannot be asked. */
import { UNIT } from '../domain/ledger/amount.ts';
import { restOfAll, type Lease } from '../domain/ledger/lease.ts';
import type { MetaRows } from '../storage/database.ts';
import { database } from '../storage/open.ts';
import { usePacedQuery } from './paced.ts';

const PACE_MS = 500;

/** Stands after "Offline allowance used up." */
export const ALLOWANCE_GOES_ON = 'Work goes on when the account server answers.';

export const isAllowanceUsedUp = (allowance: Pick<MetaRows['allowance'], 'waiting'> | undefined, leases: readonly Lease[]): boolean => allowance?.waiting !== undefined && restOfAll(leases) < UNIT;

/** The same, live. */
export const useAllowanceUsedUp = (): boolean =>
  usePacedQuery('', async () => {
    const row = await database.meta.get('allowance');
    return isAllowanceUsedUp(row?.value as MetaRows['allowance'] | undefined, await database.leases.toArray());
  }, PACE_MS) === true;
