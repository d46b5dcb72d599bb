/** Spends Actions of a device with nothing of a run around it: what `changeTasks` does in one transaction, by the same book. */
import { NOTHING, type Amounts } from '../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../lib/domain/ledger/charge.ts';
import { payingLease } from '../../lib/domain/ledger/lease.ts';
import { openBook, reservedByLease } from '../../lib/storage/ledger-book.ts';
import type { LedgerPort } from '../../lib/storage/ledger-port.ts';

export type End = { readonly posted: Amounts } | { readonly voided: string };

/** Reserves a local charge that belongs to no task, or says that no lease covers it. Without an account nothing is limited. */
export const reserveOn = (port: LedgerPort, charge: Charge): Promise<'reserved' | 'short' | 'known'> =>
  port.write(async (rows) => {
    const [book, [known]] = await Promise.all([openBook(rows), rows.charges.get([charge.id])]);
    if (known) return 'known';
    const lease = book.leases && charge.quoted.actions > 0 ? payingLease(book.leases, [], charge.quoted.actions) : undefined;
    if (lease === null) return 'short';
    const reserved: Charge = { ...charge, state: 'reserved', path: 'local', ...(lease ? { leaseId: lease.leaseId } : {}) };
    book.note(new Map(), [reserved], charge.reservedAt);
    await rows.charges.put([reserved]);
    await book.write();
    return 'reserved';
  });

/** Decides such a charge. One that is decided already keeps its end. */
export const resolveOn = (port: LedgerPort, id: Charge['id'], to: End, now: number): Promise<Charge | null> =>
  port.write(async (rows) => {
    const [book, [charge]] = await Promise.all([openBook(rows), rows.charges.get([id])]);
    if (charge?.state !== 'reserved') return charge ?? null;
    const end: Charge = 'posted' in to ? { ...charge, state: 'posted', posted: to.posted, resolvedAt: now } : { ...charge, state: 'voided', posted: NOTHING, code: to.voided, resolvedAt: now };
    book.note(new Map([[id, charge]]), [end], now);
    await rows.charges.put([end]);
    await book.write();
    return end;
  });

/** What is wrong with the leases of a device; empty when nothing is. */
export const auditOf = (port: LedgerPort): Promise<string[]> =>
  port.read(async (rows) => {
    const [leases, reserved] = await Promise.all([rows.leases.all(), rows.charges.reserved()]);
    const sums = reservedByLease(reserved);
    return leases.flatMap(({ leaseId, amount, reserved: held, spent }) => [
      ...(held + spent > amount ? [`lease ${leaseId}: ${held} reserved and ${spent} spent of ${amount}`] : []),
      ...(held !== (sums.get(leaseId) ?? 0) ? [`lease ${leaseId}: ${held} reserved, its charges hold ${sums.get(leaseId) ?? 0}`] : []),
    ]);
  });
