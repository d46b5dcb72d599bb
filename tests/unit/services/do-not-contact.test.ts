import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';
import { planTask } from '../../../lib/domain/enrichment/plan.ts';
import type { Waterfall } from '../../../lib/domain/enrichment/waterfall.ts';
import { askStep } from '../../../lib/services/ask-step.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { planContext } from '../../../lib/services/plan-context.ts';
import type { Asked } from '../../../lib/services/question.ts';
import { plantLeads } from '../stored-leads.ts';
import { listWorld } from './list-world.ts';

const at = { confidence: 80, provenance: { origin: 'page', at: 1 } } as const;
const fields: LeadFields = { name: { values: [{ value: 'Ada Example', ...at }] }, companyDomain: { values: [{ value: 'example.com', ...at }] }, email: { values: [{ value: 'ada@example.com', ...at }] }, mobile: { values: [{ value: '+442079460958', ...at }] } };
const ada = { id: 'lead-ada', tableId: 'table-1', kind: 'person', fields, keys: identityKeys('person', fields), order: 1, createdAt: 1, updatedAt: 1 } as unknown as Lead;
const WATERFALL: Waterfall = { id: 'w', name: 'w', enrichment: 'mobile', kind: 'person', wanted: ['mobile'], steps: [{ source: 'provider', providerId: 'seller', operation: 'find-mobile' }], stopAfterSameRejected: 2, freshnessDays: 30 };

async function world() {
  const w = listWorld();
  await plantLeads(w.db, [ada]);
  const asked: string[] = [];
  const deps = {
    ...w.deps, online: () => true,
    engine: { missingInput: () => null },
    catalogue: new Map([['seller', { id: 'seller', auth: { kind: 'none' }, operations: { 'find-mobile': {} } }]]),
  } as unknown as Deps;
  return { ...w, deps, asked, plan: async () => planTask(WATERFALL, ada, await planContext(deps, WATERFALL, [ada])) };
}
const added = async (w: Awaited<ReturnType<typeof world>>, ...texts: string[]) => w.send('contact.add', { activityId: 'activity-0001', texts });

describe('who is on the list', () => {
  it('is skipped by the plan with the reason, from the next look on, and asked again after the undo', async () => {
    const w = await world();
    expect((await w.plan()).kind).toBe('ask');
    expect(await added(w, 'ada@example.com', 'nonsense', 'ADA@example.com')).toMatchObject({ ok: true, value: { added: 1, known: 0, refused: [1] } });
    expect(await w.plan()).toMatchObject({ kind: 'skip', reason: 'do-not-contact' });
    expect(await w.send('activity.undo', { activityId: 'activity-0001' })).toEqual({ ok: true, value: { restored: 1 } });
    expect((await w.plan()).kind).toBe('ask');
    expect(await w.send('activity.undo', { activityId: 'activity-0001' })).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });
  it('is not asked about by a run that was planned before', async () => {
    const w = await world();
    await added(w, 'example.com');
    const step = { index: 0, source: 'provider', providerId: 'seller', operation: 'find-mobile', route: 'own', state: 'calling', attempts: 1 };
    const result = await askStep(w.deps, { step, lead: ada, waterfall: WATERFALL, stopping: false } as unknown as Asked);
    expect(result).toEqual({ kind: 'refused', skip: 'do-not-contact' });
  });
  it('a lead goes on it with all that reaches it, comes off entry by entry, and back by undo', async () => {
    const w = await world();
    const put = await w.send('contact.addLeads', { leadIds: ['lead-ada'] });
    expect(put).toMatchObject({ ok: true, value: { added: 3 } });
    expect((await w.db.doNotContact.toArray()).map((e) => e.id).sort()).toEqual(['email:ada@example.com', 'person:at:ada example@example.com', 'phone:+442079460958']);
    const off = await w.send('contact.remove', { ids: ['phone:+442079460958', 'email:ada@example.com', 'person:at:ada example@example.com'] });
    expect(off).toMatchObject({ ok: true, value: { removed: 3 } });
    expect((await w.plan()).kind).toBe('ask');
    if (off.ok) await w.send('activity.undo', { activityId: off.value.activityId });
    expect(await w.plan()).toMatchObject({ kind: 'skip', reason: 'do-not-contact' });
  });
  it('parts of one file have one undo, and a line that was there stays', async () => {
    const w = await world();
    await w.send('contact.add', { activityId: 'activity-0009', texts: ['old@example.com'] });
    for (const part of [['a@example.com', 'old@example.com'], ['b@example.com']]) await w.send('contact.add', { activityId: 'activity-0010', texts: part, from: 'unsubscribed.csv' });
    expect((await w.db.activity.get('activity-0010'))?.title).toBe('2 entries added to do not contact');
    await w.send('activity.undo', { activityId: 'activity-0010' });
    expect((await w.db.doNotContact.toArray()).map((e) => e.shown)).toEqual(['old@example.com']);
  });
});
