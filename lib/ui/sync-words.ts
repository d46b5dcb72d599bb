import type { Waiting } from './account-queries.ts';
import { listOf, plural } from './format.ts';

/** "nothing", "3 charges and 1 receipt": what the account has not heard of. */
export function waitingWords({ kinds, callsOut, count }: Waiting): string {
  const spends = (kinds.spend ?? 0) + (kinds.late_spend ?? 0);
  const parts = [
    spends > 0 ? plural(spends, 'charge') : '',
    (kinds.lease_return ?? 0) > 0 ? plural(kinds.lease_return ?? 0, 'share to give back', 'shares to give back') : '',
    (kinds.ack ?? 0) > 0 ? plural(kinds.ack ?? 0, 'receipt') : '',
    callsOut > 0 ? `${plural(callsOut, 'purchase')} under way` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? listOf(parts) : count > 0 ? plural(count, 'word', 'words') : 'nothing';
}
