/** What becomes of a sweep of webhooks when a part of it breaks or fails, on every database. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WEBHOOK_BATCH, WEBHOOK_PARALLEL } from '../../lib/core/server-limits.ts';
import { createWebhooks } from '../../server/webhooks/endpoints.ts';
import { createLanes, type DueRow, type Tried } from '../../server/webhooks/lanes.ts';
import { enqueueAll } from '../../server/webhooks/outbox.ts';
import { ACCOUNT, USER, fill, type Books } from '../unit/server/world.ts';
import type { DatabaseUnderTest } from './under-test.ts';

export function webhookLanesConformance(name: string, world: DatabaseUnderTest): void {
  describe(`a sweep of webhooks on ${name}`, () => {
    let books: Books;
    let n = 0;
    const running = new AbortController().signal;
    const open = new Set<() => void>();
    beforeEach(async () => (books = await fill((await world.open()).db)));
    afterEach(() => {
      freeAll();
      open.clear();
      return world.close();
    });
    /** Held until the test ends it. */
    const held = (): Promise<void> => new Promise((done) => open.add(done));
    const freeAll = (): void => open.forEach((end) => end());
    async function endpoint(url: string): Promise<string> {
      const made = await createWebhooks(books.db, books.vault, () => `id-${String(++n).padStart(6, '0')}`).create(ACCOUNT, { url, label: 'CRM', topics: ['member.joined'] }, USER);
      if (made === null) throw new Error('no endpoint');
      return made.endpoint.endpointId;
    }
    /** What is told earlier is due earlier. */
    const tell = (count: number, now = 1): Promise<void> =>
      books.db.transaction((tx) => enqueueAll({ tx, accountId: ACCOUNT, now }, Array.from({ length: count }, () => ({ id: `member-${++n}`, topic: 'member.joined', payload: { userId: USER } }))));
    /** Lanes whose database answers the look of this number, and later ones, as told. */
    function lanes(attempt: (due: DueRow) => Promise<Tried>, from: number, answers: () => Promise<unknown>): ReturnType<typeof createLanes> {
      let looks = 0;
      return createLanes({ ...books.db, all: async (text, params) => ((looks += 1) < from ? undefined : await answers(), books.db.all(text, params)) }, attempt);
    }
    function ends(sweep: Promise<number>): { over: boolean } {
      const state = { over: false };
      void sweep.catch(() => undefined).then(() => (state.over = true));
      return state;
    }
    const turns = (): Promise<void> => new Promise((done) => void setTimeout(done, 20));

    it('ends when all of its lanes have ended, and says then what broke', async () => {
      const [slow, bad] = [await endpoint('https://slow.example.com/'), await endpoint('https://bad.example.com/')];
      await tell(1);
      const asked: string[] = [];
      const mine = lanes(async (due) => {
        asked.push(due.endpoint_id);
        if (due.endpoint_id === bad) throw new Error('the database is away');
        await held();
        return 'not_taken';
      }, 2, turns);
      const sweep = mine.sweep(running);
      const state = ends(sweep);
      await expect.poll(() => open.size).toBe(1);
      await turns();
      await turns();
      expect(state.over).toBe(false);
      freeAll();
      await expect(sweep).rejects.toThrow('the database is away');
      // What broke is not begun again by the same sweep.
      expect(asked.toSorted()).toEqual([slow, bad].toSorted());
    });
    it('ends so too when it cannot look for more', async () => {
      await endpoint('https://slow.example.com/');
      await tell(1);
      const mine = lanes(async () => (await held(), 'not_taken'), 2, () => Promise.reject(new Error('cannot look')));
      const sweep = mine.sweep(running);
      const state = ends(sweep);
      await expect.poll(() => open.size).toBe(1);
      await turns();
      expect(state.over).toBe(false);
      freeAll();
      await expect(sweep).rejects.toThrow('cannot look');
    });
    it('keeps a lane to itself while any try of it is out', async () => {
      await endpoint('https://bad.example.com/');
      await tell(WEBHOOK_PARALLEL);
      let tries = 0;
      const mine = lanes(async () => {
        if ((tries += 1) === 1) throw new Error('broke');
        await held();
        return 'not_taken';
      }, Infinity, turns);
      const sweep = mine.sweep(running);
      ends(sweep);
      await expect.poll(() => open.size).toBe(WEBHOOK_PARALLEL - 1);
      expect([await mine.sweep(running), tries]).toEqual([0, WEBHOOK_PARALLEL]);
      freeAll();
      await expect(sweep).rejects.toThrow('broke');
    });
    it('leaves the rest of an endpoint that failed to a later one, while others go on', async () => {
      const bad = await endpoint('https://bad.example.com/');
      await tell(WEBHOOK_BATCH);
      const good = await endpoint('https://good.example.com/');
      await tell(1, 2);
      const tries = new Map<string, number>();
      const mine = lanes(async (due) => {
        tries.set(due.endpoint_id, (tries.get(due.endpoint_id) ?? 0) + 1);
        if (due.endpoint_id === bad) return 'failed';
        await books.db.run(`update webhook_delivery set state = 'delivered' where account_id = ? and endpoint_id = ? and msg_id = ?`, [due.account_id, due.endpoint_id, due.msg_id]);
        return 'done';
      }, 2, turns);
      expect(await mine.sweep(running)).toBe(WEBHOOK_PARALLEL + 1);
      expect([tries.get(bad), tries.get(good)]).toEqual([WEBHOOK_PARALLEL, 1]);
    });
  });
}
