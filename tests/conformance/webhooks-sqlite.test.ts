import { START, openMemory, type Clock } from '../unit/server/world.ts';
import { webhookConformance } from './webhooks.ts';

const clock: Clock = { now: START };
let close = async (): Promise<void> => undefined;

webhookConformance('SQLite', {
  async open() {
    const db = openMemory(clock);
    close = () => db.close();
    return { db, advance: async (ms) => void (clock.now += ms) };
  },
  close: () => close(),
});
