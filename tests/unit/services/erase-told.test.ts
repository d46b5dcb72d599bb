/** What the account learns of erasures: all of them, each under an id of its own, whenever there is an account. */
import { describe, expect, it } from 'vitest';
import { pushRequestSchema } from '../../../lib/contracts/account-api.ts';
import type { LeadId } from '../../../lib/core/ids.ts';
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

describe('an erasure that no account could learn of', () => {
  it('is told at the next sign-in, once, all of them', async () => {
    const w = await eraseWorld();
    for (let i = 0; i < ERASE_SUBJECTS + 3; i++) await w.add(`Person Number${i}`);
    const ids = (await storedLeads(w.db)).map(({ id }) => id);
    await erase(w, ids);
    expect(await eraseOps(w.db)).toEqual([]);
    await signIn(w.db);
    await moveErasures(w.deps, true);
    await moveErasures(w.deps, true);
    const ops = await eraseOps(w.db);
    expect(ops.flatMap(({ subjects }) => subjects)).toEqual(ids.toSorted());
    expect(new Set(ops.map(({ opId }) => opId)).size).toBe(ops.length);
    expect(pushRequestSchema.shape.ops.safeParse((await w.db.outbox.toArray()).map(({ op }) => op)).success).toBe(true);
  });

  it('is told to the next account when the sign-in was lost before it had taken it in, and to one that is another', async () => {
    const w = await eraseWorld();
    const ada = await w.add('Ada Example');
    await signIn(w.db);
    await erase(w, [ada]);
    const [first] = await eraseOps(w.db);
    expect(first?.subjects).toEqual([ada]);
    await w.deps.store.ledger.forgetAccount(true);
    expect(await w.db.outbox.count()).toBe(0);
    await moveErasures(w.deps, true);
    await signIn(w.db);
    await moveErasures(w.deps, true);
    const again = await eraseOps(w.db);
    expect(again.map(({ subjects }) => subjects)).toEqual([[ada]]);
    expect(again[0]?.opId).not.toBe(first?.opId);
  });

  it('goes on from the part that it was at, and is not told when the account has told of it', async () => {
    const w = await eraseWorld();
    const ids = Array.from({ length: ERASE_SUBJECTS + 1 }, (_, i) => `lead-${String(i).padStart(4, '0')}` as LeadId);
    await w.db.erased.bulkPut(ids.map((leadId) => ({ leadId, at: 1 })));
    await w.db.meta.put({ key: 'erasing', value: { salt: 's', owed: '' } });
    expect(await w.deps.store.erasures.tellOwed('owed-0001', 5)).toBe(0);
    await signIn(w.db);
    expect(await w.deps.store.erasures.tellOwed('owed-0001', 5)).toBe(ERASE_SUBJECTS);
    await moveErasures(w.deps, true);
    expect((await eraseOps(w.db)).map(({ subjects }) => subjects.length)).toEqual([ERASE_SUBJECTS, 1]);
    expect((await w.db.meta.get('erasing'))?.value).toEqual({ salt: 's' });
    const ada = await w.add('Ada Example');
    await w.db.events.put({ seq: 1, at: 1, kind: 'erase', actions: 0, credits: 0, subjects: [ada] });
    await moveErasures(w.deps, true);
    expect((await w.db.erased.get(ada))?.leadId).toBe(ada);
    expect(await eraseOps(w.db)).toHaveLength(2);
  });
});

describe('an erasure that the account tells of', () => {
  it('takes what a merge here has kept of the lead, and leaves the one that it went into', async () => {
    const w = await eraseWorld();
    const [keepId, goneId] = [await w.add('Ada Example'), await w.add('Quarble Zyxwin')];
    const [, gone] = await storedLeads(w.db);
    await signIn(w.db);
    const { tableId } = gone!;
    expect(await w.send('duplicate.merge', { activityId: 'merge-000001', tableId, groups: [{ keepId, goneIds: [goneId] }] })).toMatchObject({ ok: true, value: { gone: 1 } });
    expect(JSON.stringify(await w.db.merges.toArray())).toContain('Quarble');
    // As of leads that came by import: no line of the history names one of them.
    await w.db.activity.clear();
    await w.db.events.put({ seq: 1, at: 1, kind: 'erase', actions: 0, credits: 0, subjects: [goneId] });
    await moveErasures(w.deps, true);
    expect(JSON.stringify(await w.db.merges.toArray())).not.toContain('Quarble');
    expect((await storedLeads(w.db)).map(({ id }) => id)).toEqual([keepId]);
    expect((await w.db.erased.toArray()).map(({ leadId }) => leadId)).toEqual([goneId]);
  });
});
