import type { Op } from '../contracts/account-api.ts';
import { isPaidByAccount } from '../domain/ledger/charge.ts';
import type { KilnDatabase } from './database.ts';

/** What the account has not heard of: operations in their order, and questions of the account, or paid by its leases, that are out. */
export const createUnsentStore = (db: KilnDatabase) => ({
  read: (): Promise<{ readonly ops: readonly Op[]; readonly callsOut: number }> =>
    db.transaction('r', db.outbox, db.charges, async () => ({
      ops: (await db.outbox.where('[acked+n]').between([0, -Infinity], [0, Infinity]).toArray()).map((row) => row.op),
      callsOut: await db.charges.where('state').equals('reserved').filter(isPaidByAccount).count(),
    })),
});
