import { START, openMemory, type Clock } from '../unit/server/world.ts';
import { ledgerStoreConformance } from './ledger-store.ts';

const clock: Clock = { now: START };
let close = async (): Promise<void> => undefined;

ledgerStoreConformance('SQLite', {
  async open() {
    const db = openMemory(clock);
    close = () => db.close();
    return { db, advance: async (ms) => void (clock.now += ms) };
  },
  close: () => close(),
});
