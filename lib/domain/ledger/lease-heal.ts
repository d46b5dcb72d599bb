import { openedLease, type Lease, type LeaseRequestRow, type LeaseTerms } from './lease.ts';

export interface ServerLeases {
  readonly openLeases: readonly LeaseTerms[];
  readonly headSeq: number;
  readonly ledgerEpoch: number;
}
export interface Healing {
  /** Leases that are new or other than before. */
  readonly changed: readonly Lease[];
  /** Requests that were answered by what the server has. */
  readonly answered: readonly string[];
  /** Leases to give back. */
  readonly giveBack: readonly string[];
}

/**
 * Makes this device and the server agree on which leases are open. Four rules, and each is needed:
 * (a) unknown here, but asked for by the request that is out: it is the answer, taken as such;
 * (b) unknown here otherwise: noted as closed, so that no late answer can open it, and given back;
 * (c) closed here, never given back, nothing reserved on it: given back;
 * (d) open here and not there, though the server's word is newer or of another epoch: closed here; its charges stay.
 */
export function healLeases(leases: readonly Lease[], requests: readonly Pick<LeaseRequestRow, 'requestId' | 'want'>[], there: ServerLeases, now: number): Healing {
  const changed: Lease[] = [];
  const answered: string[] = [];
  const giveBack: string[] = [];
  const known = new Map(leases.map((lease) => [lease.leaseId, lease]));
  for (const terms of there.openLeases) {
    const here = known.get(terms.leaseId);
    const request = requests.find(({ requestId }) => requestId === terms.requestId);
    if (!here && request) {
      changed.push(openedLease(terms, now, request.want));
      answered.push(terms.requestId);
    } else if (!here) {
      changed.push({ ...openedLease(terms, now), state: 'closed' });
      giveBack.push(terms.leaseId);
    } else if (here.state === 'closed' && here.returnN === undefined && here.reserved === 0) giveBack.push(terms.leaseId);
  }
  const open = new Set(there.openLeases.map(({ leaseId }) => leaseId));
  for (const lease of leases) {
    const isGone = (lease.state === 'open' || lease.state === 'closing') && !open.has(lease.leaseId);
    if (isGone && (lease.createdSeq <= there.headSeq || lease.ledgerEpoch !== there.ledgerEpoch)) changed.push({ ...lease, state: 'closed' });
  }
  return { changed, answered, giveBack };
}

export interface Idle {
  readonly now: number;
  /** The server's clock, as far as it is known. */
  readonly serverNow: number;
  readonly idleMs: number;
  readonly recall: boolean;
  readonly recallIdleMs: number;
}

/** Open leases that should go back: unused for a day, past the end of their period, or not needed while the account is short. */
export const leasesToClose = (leases: readonly Lease[], { now, serverNow, idleMs, recall, recallIdleMs }: Idle): Lease[] =>
  leases.filter(({ state, usedAt, spendUntil }) => state === 'open' && (spendUntil <= serverNow || now - usedAt >= idleMs || (recall && now - usedAt >= recallIdleMs)));

/**
 * Leases that are over for both sides: the server has heard of the return, or never knew of them, and does not list them. One that a restored
 * server brings back is then unknown here and is given back once more; an answer that comes late has no request to answer.
 */
export const leasesToForget = (leases: readonly Lease[], { openLeases, lastN }: ServerLeases & { readonly lastN: number }): Lease[] =>
  leases.filter(({ leaseId, state, reserved, returnN }) => reserved === 0 && !openLeases.some((open) => open.leaseId === leaseId) && (state === 'forked' || (state === 'closed' && (returnN ?? 0) <= lastN)));
