import type { Balance } from '../contracts/account-api.ts';
import { micro, negate, subtract, type Meter, type Micro } from '../domain/ledger/amount.ts';

/** The month of one meter as a small sum that always adds up. */
export interface MonthSum {
  readonly began: Micro;
  /** Zero or negative. */
  readonly used: Micro;
  /** Zero or negative. */
  readonly held: Micro;
  /** What is left over between the lines: reversals and expiries. */
  readonly other: Micro;
  readonly left: Micro;
}

/** began + used + held + other = left, by construction. */
export function monthSum(balances: readonly Balance[], meter: Meter, left: Micro, held: Micro): MonthSum {
  const balance = balances.find((b) => b.meter === meter);
  const began = micro(balance?.granted ?? 0);
  const used = negate(micro(balance?.spent ?? 0));
  const heldNow = negate(held);
  const other = subtract(left, micro(began + used + heldNow));
  return { began, used, held: heldNow, other, left };
}
