import { START, openMemory, type Clock } from '../unit/server/world.ts';
import { crashConformance } from './ledger-crash.ts';
import { leaseConformance } from './ledger-leases.ts';
import { limitConformance } from './ledger-limits.ts';
import { modelConformance } from './ledger-model.ts';
import { periodConformance } from './ledger-periods.ts';
import { restoreConformance } from './ledger-restore.ts';
import { ledgerStoreConformance } from './ledger-store.ts';
import type { StoreUnderTest } from './store-kit.ts';

function memory(): StoreUnderTest {
  const clock: Clock = { now: START };
  let close = async (): Promise<void> => undefined;
  return {
    async open() {
      const db = openMemory(clock);
      close = () => db.close();
      return { db, advance: async (ms) => void (clock.now += ms) };
    },
    close: () => close(),
  };
}

for (const suite of [ledgerStoreConformance, leaseConformance, limitConformance, restoreConformance, periodConformance, crashConformance]) suite('SQLite', memory());
modelConformance('SQLite', memory(), 60);
