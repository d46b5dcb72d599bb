import type { PullResponse } from '../../../../lib/contracts/account-api.ts';
import type { Lease } from '../../../../lib/domain/ledger/lease.ts';
import type { DeviceSeams } from './device.ts';
import type { Disk } from './profile/disk.ts';

/** The server seems to know of exactly the leases that are open here: then nothing is healed, and nothing may need to be. */
const asKnownHere = (page: PullResponse, disk: Disk): PullResponse => {
  const openLeases = disk.look<Lease>('leases').filter(({ state }) => state === 'open' || state === 'closing');
  return { ...page, device: { ...page.device, openLeases: openLeases.map(({ leaseId, requestId, amount, spendUntil, createdSeq, ledgerEpoch }) => ({ leaseId, requestId, meter: 'actions', amount, spendUntil, createdSeq, ledgerEpoch })) } };
};

/** Self-healing hides mistakes: some seeds run without it. */
export function withoutHealing(seams: DeviceSeams): DeviceSeams {
  return {
    ...seams,
    store(store, disk) {
      const made = seams.store?.(store, disk) ?? store;
      return { ...made, ledger: { ...made.ledger, applyPull: (page, account, now, asked) => made.ledger.applyPull(asKnownHere(page, disk), account, now, asked) } };
    },
  };
}
