import type { Deps } from './deps.ts';

/** What the account has not heard of: why signing out would lose something. */
export interface Unsent {
  /** Actions or free answers decided here and not yet told. */
  readonly spends: number;
  /** Shares of this device that go back. */
  readonly returns: number;
  /** Other words to the account, such as that an answer has arrived. */
  readonly others: number;
  /** Questions that the account pays and that are out. */
  readonly callsOut: number;
}

export async function unsentOf(deps: Pick<Deps, 'store'>): Promise<Unsent> {
  const { ops, callsOut } = await deps.store.unsent.read();
  const count = (...kinds: readonly string[]): number => ops.filter((op) => kinds.includes(op.kind)).length;
  return { spends: count('spend', 'late_spend'), returns: count('lease_return'), others: count('ack'), callsOut };
}

const some = (n: number, one: string, many: string): string[] => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`]);

/** Why the sign-out was refused, in words: what waits, that nothing is lost, and what to do. */
export function unsentWords(unsent: Unsent): string {
  const waits = [
    ...some(unsent.spends, 'charge of this device', 'charges of this device'),
    ...some(unsent.returns, 'share of Actions to give back', 'shares of Actions to give back'),
    ...some(unsent.others, 'receipt', 'receipts'),
  ];
  const told = waits.length === 0 ? '' : `${listed(waits)} ${waits.length === 1 && waits[0]?.startsWith('1 ') ? 'has' : 'have'} not reached the account.`;
  const one = unsent.callsOut === 1;
  const out = unsent.callsOut === 0 ? '' : one ? '1 question is out.' : `${unsent.callsOut} questions are out.`;
  const way = out === '' || waits.length > 0 ? 'Sign out when the server answers.' : `Wait until ${one ? 'it has' : 'they have'} ended, or stop the run.`;
  return `You are still signed in. ${[told, out].filter((words) => words !== '').join(' ') || 'Something has not reached the account.'} ${way} Nothing is lost.`;
}
const listed = (parts: readonly string[]): string => (parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`);
