/** Every suite that a ledger store has to pass, but for the model, whose length depends on the database. */
import { budgetConformance } from './ledger-budgets.ts';
import { crashConformance } from './ledger-crash.ts';
import { frozenConformance } from './ledger-frozen.ts';
import { leaseConformance } from './ledger-leases.ts';
import { limitConformance } from './ledger-limits.ts';
import { periodConformance } from './ledger-periods.ts';
import { repeatConformance } from './ledger-repeats.ts';
import { restoreConformance } from './ledger-restore.ts';
import { ledgerStoreConformance } from './ledger-store.ts';
import { takingBackConformance } from './ledger-taking-back.ts';

export const LEDGER_SUITES = [ledgerStoreConformance, leaseConformance, limitConformance, budgetConformance, restoreConformance, periodConformance, crashConformance, frozenConformance, takingBackConformance, repeatConformance] as const;
