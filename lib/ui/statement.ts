import type { Balance } from '../contracts/account-api.ts';
import { add, micro, negate, subtract, type Micro } from '../domain/ledger/amount.ts';
import type { MeterView } from './meters.ts';

/** The month of one meter as a small sum that always adds up. */
export interface MonthSum {
  readonly began: Micro;
  /** As the server knows it; zero or negative. */
  readonly used: Micro;
  /** Spent on this device and not yet told; zero or negative. */
  readonly untold: Micro;
  /** Zero or negative. */
  readonly held: Micro;
  /** Set aside for other devices; zero or negative. */
  readonly elsewhere: Micro;
  /** What is left over between the lines: reversals and expiries, and what was bought since the last word of the server. */
  readonly other: Micro;
  readonly left: Micro;
}

/** began + used + untold + held + elsewhere + other = left, by construction. */
export function monthSum(balances: readonly Balance[], view: Pick<MeterView, 'meter' | 'amount' | 'held' | 'elsewhere' | 'untold'>): MonthSum {
  const balance = balances.find((b) => b.meter === view.meter);
  const began = micro(balance?.granted ?? 0);
  const left = view.amount ?? micro(0);
  const [used, untold, held, elsewhere] = [micro(balance?.spent ?? 0), view.untold, view.held, view.elsewhere].map(negate) as [Micro, Micro, Micro, Micro];
  return { began, used, untold, held, elsewhere, other: subtract(left, add(began, used, untold, held, elsewhere)), left };
}
