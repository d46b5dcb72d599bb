import { openMemory } from '../unit/server/world.ts';
import { identityConformance } from './identity.ts';

const clock = { now: Date.now() };
let close = async (): Promise<void> => undefined;
identityConformance('SQLite', {
  async open() {
    const db = openMemory(clock);
    close = () => db.close();
    return { db, advance: async (ms) => void (clock.now += ms) };
  },
  close: () => close(),
});
