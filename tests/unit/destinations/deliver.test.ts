import { describe, expect, it } from 'vitest';
import type { Destination, Move } from '../../../lib/contracts/destination.ts';
import { DESTINATIONS } from '../../../lib/destinations/registry.ts';
import { stopRow } from '../../../lib/domain/delivery/advance.ts';
import type { LeadId } from '../../../lib/core/ids.ts';
import { textOf } from '../../../lib/domain/lead/merge.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import type { TargetId } from '../../../lib/domain/delivery/delivery.ts';
import type { DeliveryPort } from '../../../lib/platform/delivery-http.ts';
import { confirmDelivery, pauseDelivery, resumeDelivery, retryDelivery, stopDelivery } from '../../../lib/services/destinations/control.ts';
import { previewDelivery } from '../../../lib/services/destinations/preview.ts';
import { createDeliveryPump } from '../../../lib/services/destinations/pump.ts';
import { CREDIT, Life, randomOf } from '../../simulation/client-world.ts';
import { begin, CALM, deliveryWorld, target, TARGET, wrongs, type DeliveryWorld } from '../../simulation/delivery-world.ts';

const mapping = { fields: [{ to: 'name', from: { lead: 'name' } }, { to: 'company_domain', from: { lead: 'companyDomain' } }] } as const;

const many = { destinationId: 'webhook', settings: { url: 'https://hooks.example.com/x', shape: 'many', dedupes: 'no' }, origins: ['https://hooks.example.com'] };
/** How many records each request held. */
const sizesIn = (w: DeliveryWorld): number[] => {
  const sizes: number[] = [];
  (w.receiver.port as { send: DeliveryPort['send'] }).send = async ({ body }) => {
    sizes.push([JSON.parse(body ?? '[]') as unknown].flat().length);
    return { kind: 'answer', reply: { status: 200, at: 1, header: () => null, text: 'ok' } };
  };
  return sizes;
};

describe('a delivery', () => {
  it('sends nothing that is there already, unless it is asked to or the content has changed', async () => {
    const w = await deliveryWorld('twice', randomOf(1), 5, target('no'));
    await begin(w);
    await w.live(Infinity);
    expect(await wrongs(w)).toEqual([]);
    const deps = w.deps(new Life(Infinity));
    const preview = await previewDelivery(deps, { targetId: TARGET, tableId: 'table-0001', leadIds: w.leadIds, mapping, again: false });
    expect(preview).toMatchObject({ leads: 5, toSend: 0, sentBefore: 5, cost: 0, requests: [] });
    await w.world.db.deliveries.clear();
    await w.world.db.deliveryRows.clear();
    await begin(w);
    await w.live(Infinity);
    expect((await w.delivery()).counts).toMatchObject({ 'left-out': 5, delivered: 0 });
    expect((await w.rows()).map(({ reason }) => reason)).toEqual(Array.from({ length: 5 }, () => 'sent'));
    await w.world.db.deliveries.clear();
    await w.world.db.deliveryRows.clear();
    await begin(w, { again: true });
    await w.live(Infinity);
    expect((await w.delivery()).counts).toMatchObject({ delivered: 5 });
    expect([...w.receiver.arrived.values()]).toEqual([2, 2, 2, 2, 2]);
  });

  it('knows of the lead that stayed what was sent of one that was merged into it, until that is taken back or it was sent since', async () => {
    const w = await deliveryWorld('merged', randomOf(16), 3, target('no'));
    const { store } = w.deps(new Life(Infinity));
    const [keepId, goneId, lastId] = w.leadIds as readonly LeadId[];
    if (!keepId || !goneId || !lastId) throw new Error('too few leads');
    const look = (leadIds: readonly string[]) => previewDelivery(w.deps(new Life(Infinity)), { targetId: TARGET, tableId: 'table-0001', leadIds: [...leadIds], mapping, again: false });
    const send = async (leadIds: readonly string[]): Promise<void> => {
      await w.world.db.deliveries.clear();
      await w.world.db.deliveryRows.clear();
      await begin({ ...w, leadIds });
      await w.live(Infinity);
    };
    const picksOf = async (id: LeadId) => {
      const [lead] = await store.leads.getLeads([id]);
      return { name: textOf(lead?.fields ?? {}, 'name') ?? '', companyDomain: textOf(lead?.fields ?? {}, 'companyDomain') ?? '' };
    };
    const merge = async (by: string, keep: LeadId, gone: LeadId) => store.merges.merge('table-0001', by, [{ keepId: keep, goneIds: [gone], picks: await picksOf(gone) }], (w.world.clock += 1_000), () => ({ id: by, at: 1, kind: 'lead-merged', title: '', detail: '' }));
    // Only one of them was ever sent: what it said is what the one that stays says now.
    await send([goneId]);
    await merge('merge-1', keepId, goneId);
    expect(await look([keepId])).toMatchObject({ toSend: 0, sentBefore: 1 });
    await store.merges.undo('merge-1', w.world.clock);
    expect(await look([keepId, goneId])).toMatchObject({ toSend: 1, sentBefore: 1 });
    // One into the other into the third.
    await merge('merge-2', keepId, goneId);
    await merge('merge-3', lastId, keepId);
    expect(await look([lastId])).toMatchObject({ toSend: 0, sentBefore: 1 });
    // Something else went there since: what it said before is not there any more.
    const content = await picksOf(lastId);
    const rename = async (name: string): Promise<unknown> => store.leads.change(lastId, (lead) => ({ ...lead, fields: { ...lead.fields, name: { values: [{ value: name, confidence: 100, provenance: { origin: 'person', at: w.world.clock } }] } } }), () => ({ id: `edit-${name}`, at: w.world.clock, kind: 'lead-edited', title: '', detail: '' }));
    w.world.clock += 1_000;
    await rename('Somebody Else');
    await send([lastId]);
    expect((await w.delivery()).counts.delivered).toBe(1);
    await rename(content.name);
    expect(await look([lastId])).toMatchObject({ toSend: 1, sentBefore: 0 });
  });

  it('leaves out who must not be contacted, with the reason, and takes nothing for them', async () => {
    const w = await deliveryWorld('blocked', randomOf(2), 3, target('no'));
    const deps = w.deps(new Life(Infinity));
    await w.world.db.doNotContact.put({ id: 'domain:company1.example', kind: 'domain', shown: 'company1.example', at: 1 });
    expect(await previewDelivery(deps, { targetId: TARGET, tableId: 'table-0001', leadIds: w.leadIds, mapping, again: false })).toMatchObject({ toSend: 2, blocked: 1, cost: 2 * CREDIT });
    await begin(w);
    await w.live(Infinity);
    expect((await w.rows()).map(({ state, reason }) => [state, reason])).toEqual([['delivered', undefined], ['left-out', 'blocked'], ['delivered', undefined]]);
    expect([...w.receiver.arrived.keys()].length).toBe(2);
    expect((await w.delivery()).charged).toBe(2 * CREDIT);
  });

  it('sends what a column shows, also one that is reckoned', async () => {
    const w = await deliveryWorld('formula', randomOf(15), 2, target('no', many));
    await w.world.db.columns.put({ key: 'x.greeting', kind: 'person', name: 'Greeting', type: 'text', formula: '"Hello " & {name}', createdAt: 1 });
    const bodies: string[] = [];
    (w.receiver.port as { send: DeliveryPort['send'] }).send = async ({ body }) => {
      bodies.push(body ?? '');
      return { kind: 'answer', reply: { status: 200, at: 1, header: () => null, text: 'ok' } };
    };
    const deps = w.deps(new Life(Infinity));
    const greeting = { fields: [{ to: 'greeting', from: { lead: 'x.greeting' } }] } as const;
    const preview = await previewDelivery(deps, { targetId: TARGET, tableId: 'table-0001', leadIds: w.leadIds, mapping: greeting, again: false });
    expect(preview?.requests.map(({ body }) => body).join('')).toContain('"greeting": "Hello ');
    await begin(w, { mapping: greeting });
    await w.live(Infinity);
    expect(bodies.join('').match(/"greeting":"Hello [^"]+"/g)?.length).toBe(2);
  });

  it('never takes more than stood on the button', async () => {
    const w = await deliveryWorld('cap', randomOf(3), 6, target('no'));
    await begin(w, { cap: 4 * CREDIT });
    await w.live(Infinity);
    const delivery = await w.delivery();
    expect([delivery.state, delivery.pause?.reason, delivery.charged, w.receiver.arrived.size]).toEqual(['paused', 'cap', 4 * CREDIT, 4]);
    await stopDelivery(w.deps(new Life(Infinity)), delivery.id);
    await w.live(Infinity);
    expect(await wrongs(w)).toEqual([]);
    expect((await w.delivery()).counts).toMatchObject({ delivered: 4, stopped: 2 });
  });

  it('reads no more than it sends: a lead is looked up when its turn has come, and as many as one request takes', async () => {
    const webhook = DESTINATIONS.get('webhook');
    if (!webhook) throw new Error('gone');
    const wide: Destination = { ...webhook, facts: { ...webhook.facts, limits: { ...webhook.facts.limits, rows: 200 } }, rows: ({ settings }) => (settings['shape'] === 'many' ? 200 : 1) };
    for (const [shape, leads] of [['one', 12], ['many', 150]] as const) {
      const w = await deliveryWorld(`reads-${shape}`, randomOf(14), leads, target('no', { ...many, settings: { ...many.settings, shape } }));
      const sizes = sizesIn(w);
      await begin(w);
      const base = w.deps(new Life(Infinity));
      let read = 0;
      const getLeads: typeof base.store.leads.getLeads = (ids) => ((read += ids.length), base.store.leads.getLeads(ids));
      const pump = createDeliveryPump({ ...base, store: { ...base.store, leads: { ...base.store.leads, getLeads } }, destinations: new Map([['webhook', wide]]) });
      for (let looks = 0; looks < 50 && (await w.delivery()).state !== 'ended'; looks++) await pump.pump();
      expect((await w.delivery()).counts.delivered).toBe(leads);
      expect(sizes.length).toBe(shape === 'many' ? 1 : leads);
      // The very first request finds no Actions leased yet and is put together once more.
      expect(read).toBe(leads + leads / sizes.length);
    }
  });

  it('looks farther ahead when what comes first is left out', async () => {
    const w = await deliveryWorld('left-out', randomOf(15), 60, target('no'));
    await w.world.db.doNotContact.bulkPut(Array.from({ length: 59 }, (_, i) => ({ id: `domain:company${i}.example`, kind: 'domain' as const, shown: `company${i}.example`, at: 1 })));
    await begin(w);
    const base = w.deps(new Life(Infinity));
    let looks = 0;
    const ready: typeof base.store.deliveries.ready = (...args) => ((looks += 1), base.store.deliveries.ready(...args));
    await createDeliveryPump({ ...base, store: { ...base.store, deliveries: { ...base.store.deliveries, ready } } }).pump();
    expect((await w.delivery()).counts).toMatchObject({ delivered: 1, 'left-out': 59 });
    expect(looks).toBeLessThan(6);
  });

  describe('within the person\'s limits for an hour and a day', () => {
    it('as many go out in one request as there is room for', async () => {
      const w = await deliveryWorld('limit-room', randomOf(12), 12, target('no', many));
      await w.world.db.meta.put({ key: 'limits', value: { hour: { actions: micro(8 * CREDIT) }, day: { actions: micro(100 * CREDIT) } } });
      const sizes = sizesIn(w);
      await begin(w);
      await w.live(Infinity);
      expect(sizes).toEqual([8]);
      expect(await w.delivery()).toMatchObject({ state: 'paused', pause: { reason: 'limit' }, charged: 8 * CREDIT, counts: { delivered: 8, waiting: 4 } });
    });
    it('two targets at once share them', async () => {
      const w = await deliveryWorld('limit-shared', randomOf(13), 6, target('no', many));
      await w.world.db.targets.add(target('no', { ...many, id: 'target-0002' as TargetId, place: 'place-2' }));
      await w.world.db.meta.put({ key: 'limits', value: { day: { actions: micro(8 * CREDIT) } } });
      const sizes = sizesIn(w);
      await begin(w);
      await begin(w, { targetId: 'target-0002' as TargetId });
      await w.live(Infinity);
      expect(sizes.toSorted((a, b) => a - b)).toEqual([2, 6]);
      expect((await w.world.db.deliveries.toArray()).map(({ charged }) => charged / CREDIT).toSorted((a, b) => a - b)).toEqual([2, 6]);
    });
  });

  it('holds still at a limit of its table, says which, and goes on when it is raised', async () => {
    const w = await deliveryWorld('limit-table', randomOf(14), 6, target('no', many));
    const limit = (count: number) => w.world.db.meta.put({ key: 'limits', value: { tables: { 'table-0001': { month: { actions: micro(count * CREDIT) } }, 'table-0002': { hour: { actions: micro(0) } } } } });
    await limit(4);
    const sizes = sizesIn(w);
    const preview = await previewDelivery(w.deps(new Life(Infinity)), { targetId: TARGET, tableId: 'table-0001', leadIds: w.leadIds, mapping, again: false });
    expect(preview?.rooms).toEqual([{ scope: 'table-month', meter: 'actions', limit: 4 * CREDIT, left: 4 * CREDIT }]);
    await begin(w);
    await w.live(Infinity);
    expect(await w.delivery()).toMatchObject({ state: 'paused', pause: { reason: 'table-limit' }, charged: 4 * CREDIT, counts: { delivered: 4, waiting: 2 } });
    expect((await w.world.db.charges.toArray()).map(({ tableId }) => tableId)).toEqual(Array.from({ length: 4 }, () => 'table-0001'));
    await limit(5);
    w.world.clock += 61_000;
    await createDeliveryPump(w.deps(new Life(Infinity))).pump();
    expect(await w.delivery()).toMatchObject({ state: 'paused', charged: 5 * CREDIT });
    // What was taken a month ago does not count any more.
    w.world.clock += 31 * 86_400_000;
    await createDeliveryPump(w.deps(new Life(Infinity))).pump();
    expect(await w.delivery()).toMatchObject({ state: 'ended', charged: 6 * CREDIT });
    expect(sizes).toEqual([4, 1, 1]);
  });

  it('holds still when the key is refused, says what was said without the secret, and goes on where it was', async () => {
    const w = await deliveryWorld('revoked', randomOf(4), 4, target('no'));
    const { port } = w.receiver;
    const send = port.send.bind(port);
    (port as { send: typeof port.send }).send = async () => ({ kind: 'answer', reply: { status: 403, at: 1, header: () => null, text: 'Invalid token' } });
    await begin(w);
    await w.live(Infinity);
    expect(await w.delivery()).toMatchObject({ state: 'paused', pause: { reason: 'revoked', detail: 'Invalid token' }, charged: 0, counts: { waiting: 4 } });
    (port as { send: typeof port.send }).send = send;
    await resumeDelivery(w.deps(new Life(Infinity)), (await w.delivery()).id);
    await w.live(Infinity);
    expect(await wrongs(w)).toEqual([]);
    expect((await w.delivery()).counts.delivered).toBe(4);
  });

  const alone: readonly Move[] = [{ kind: 'alone' }, { kind: 'results', results: [{ kind: 'alone' }] }];
  it.each(alone.flatMap((answer) => [['yes', 'failed', 'fault', 6, answer], ['no', 'unknown', undefined, 2, answer]] as const))('ends when the destination wants by itself what is by itself; deduplicates: %s', async (dedupes, state, reason, calls, answer) => {
    const w = await deliveryWorld(`alone-${dedupes}-${answer.kind}`, randomOf(8), 1, target(dedupes));
    const clay = DESTINATIONS.get('clay-webhook');
    if (!clay) throw new Error('gone');
    await begin(w);
    const deps = { ...w.deps(new Life(Infinity)), destinations: new Map([['clay-webhook', { ...clay, deliver: (...args: Parameters<Destination['deliver']>) => (args[2].length > 0 ? answer : clay.deliver(...args)) }]]) };
    const pump = createDeliveryPump(deps);
    for (let looks = 0; looks < 50 && (await w.delivery()).state !== 'ended'; looks++) await pump.pump();
    expect((await w.rows()).map((row) => [row.state, row.reason])).toEqual([[state, reason]]);
    expect(w.receiver.calls).toBe(calls);
    expect((await w.delivery()).charged).toBe(0);
  });

  it('an answer that cannot be made sense of while it is written down holds the delivery still, and is not tried without an end', async () => {
    const w = await deliveryWorld('nonsense', randomOf(9), 3, target('no'));
    const clay = DESTINATIONS.get('clay-webhook');
    if (!clay) throw new Error('gone');
    await begin(w);
    const reports: string[] = [];
    const base = w.deps(new Life(Infinity));
    const odd = { ...clay, deliver: (...args: Parameters<Destination['deliver']>) => (args[2].length > 0 ? ({ kind: 'odd' } as never) : clay.deliver(...args)) };
    await createDeliveryPump({ ...base, report: (where: string) => void reports.push(where), destinations: new Map([['clay-webhook', odd]]) }).pump();
    const { state, pause, counts, charged } = await w.delivery();
    expect([state, pause?.reason, counts.sending, charged]).toEqual(['paused', 'refused', 0, 0]);
    expect(counts.unknown).toBeGreaterThan(0);
    expect(new Set(reports)).toEqual(new Set(['delivery']));
  });

  it('a row about which no decision can be made leaves no trace and does not hold up the others', async () => {
    const w = await deliveryWorld('undecided', randomOf(10), 3, target('no'));
    await begin(w);
    const { store } = w.deps(new Life(Infinity));
    const rows = await w.rows();
    const bug = new Error('bug');
    const results = await store.deliveries.change(rows.map(({ id }, i) => ({ id, decide: (at) => { if (i === 1) throw bug; return stopRow(at, 5); } })), 5);
    expect(results.map(({ row, error }) => [row?.state, error])).toEqual([['stopped', undefined], [undefined, bug], ['stopped', undefined]]);
    expect((await w.rows()).map(({ state }) => state)).toEqual(['stopped', 'waiting', 'stopped']);
    expect(await store.deliveries.audit((await w.delivery()).id)).toEqual([]);
  });

  it('tells what was not answered, and the person decides: it is there, or once more', async () => {
    const w = await deliveryWorld('unknown', randomOf(5), 2, target('no'));
    w.receiver.weather = { ...CALM, lostAfter: 1 };
    await begin(w);
    await w.live(Infinity);
    const { id, counts, charged } = await w.delivery();
    expect([counts.unknown, charged]).toEqual([2, 0]);
    const deps = w.deps(new Life(Infinity));
    w.receiver.weather = CALM;
    const [row] = await w.rows();
    await w.world.db.deliveryRows.update(row?.id ?? ('' as never), { state: 'failed' });
    await w.world.db.deliveries.update(id, { counts: { ...counts, unknown: 1, failed: 1 } });
    expect(await confirmDelivery(deps, id)).toBe(1);
    expect(await retryDelivery(deps, id, ['failed'], micro(CREDIT))).toBe(1);
    await w.live(Infinity);
    const ended = await w.delivery();
    expect([ended.state, ended.counts.delivered, ended.charged]).toEqual(['ended', 2, CREDIT]);
    expect((await w.world.db.sentRecords.toArray()).length).toBe(2);
  });

  it('stops and pauses: nothing is sent any more, nothing is held', async () => {
    const w = await deliveryWorld('stop', randomOf(6), 5, target('no'));
    const id = await begin(w);
    const deps = w.deps(new Life(Infinity));
    expect(await pauseDelivery(deps, id)).toBe(true);
    await w.live(Infinity);
    expect([w.receiver.calls, (await w.delivery()).state]).toEqual([0, 'paused']);
    expect(await stopDelivery(deps, id)).toBe(true);
    await w.live(Infinity);
    expect(await wrongs(w)).toEqual([]);
    expect([w.receiver.calls, (await w.delivery()).counts.stopped]).toEqual([0, 5]);
  });
});
