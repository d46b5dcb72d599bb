import { ONE_ACTION, type Meter, type Micro } from '../domain/ledger/amount.ts';

/** "50 Credits an hour" */
export const EACH = { hour: 'an hour', day: 'a day', month: 'a month' } as const;

/** The full name of a meter. */
export const meterName = (meter: Meter): string => (meter === 'actions' ? 'Actions' : 'Data Credits');

/** The unit beside a number: "1 Action", "2.5 Credits"; without an amount the plural. */
export function unitName(meter: Meter, amount?: Micro): string {
  const one = meter === 'actions' ? 'Action' : 'Credit';
  return amount === ONE_ACTION ? one : `${one}s`;
}
