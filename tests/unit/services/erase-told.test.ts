/** What the account learns of erasures: all of them, each under an id of its own, whenever there is an account. */
import { describe, expect, it } from 'vitest';
import { pushRequestSchema } from '../../../lib/contracts/account-api.ts';
import { ERASE_PART, ERASE_SUBJECTS } from '../../../lib/core/limits.ts';
import { eraseLeads, moveErasures } from '../../../lib/services/erase-leads.ts';
import { storedLeads } from '../stored-leads.ts';
import { DEVICE, erase, eraseOps, eraseWorld, signIn } from './erase-world.ts';

describe('what the account learns of erasures', () => {
  it('has an id of its own for each operation, whatever else the account is told between two parts', async () => {
    const w = await eraseWorld();
    await signIn(w.db);
    for (let i = 0; i < 2 * ERASE_PART; i++) await w.add(`Person Number${i}`);
    const ids = (await storedLeads(w.db)).map(({ id }) => id);
    // Somebody had been merged into the first: the first part is one more than fits into an operation.
    await w.db.merges.add({ id: 'm1', by: 'x', keepId: ids[0], goneIds: ['lead-merged-0001'], at: 1 } as never);
    await eraseLeads(w.deps, { id: 'erase-00000001', leadIds: ids, keepAway: false });
    await w.deps.store.erasures.part('erase-00000001', 'salt', 2_000);
    await w.db.meta.put({ key: 'device', value: { ...DEVICE, nextN: DEVICE.nextN + ERASE_SUBJECTS } });
    await moveErasures(w.deps, true);
    const ops = await eraseOps(w.db);
    expect(ops.flatMap(({ subjects }) => subjects).toSorted()).toEqual([...ids, 'lead-merged-0001'].toSorted());
    expect(ops.map(({ opId }) => opId)).toEqual([...new Set(ops.map(({ opId }) => opId))]);
  });

  it('passes the account\'s own schema with the longest name an erasure may have, and a longer one is refused', async () => {
    const w = await eraseWorld();
    await signIn(w.db);
    const ada = await w.add('Ada Example');
    expect(await w.send('lead.erase', { eraseId: 'e'.repeat(41), leadIds: [ada], keepAway: false })).toMatchObject({ ok: false });
    await erase(w, [ada], 'e'.repeat(40));
    await w.deps.store.ledger.becomeNewDevice('device-of-a-long-name-0002');
    const ops = (await w.db.outbox.toArray()).map(({ op }) => op);
    expect(ops).toHaveLength(1);
    expect(pushRequestSchema.shape.ops.safeParse(ops).success).toBe(true);
  });
});
