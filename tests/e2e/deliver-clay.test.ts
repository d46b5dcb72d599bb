import { expect, test } from '@playwright/test';
import type { Delivery, DeliveryRow } from '../../lib/domain/delivery/delivery.ts';
import { booksOf, done, settled, startWorld } from './harness/world.ts';
import { until } from './harness/until.ts';
import { untilDone } from './harness/work.ts';

const ROWS = 200;

test('200 rows go to a Clay table that refuses one in five and dies once, while the worker is killed: each arrives once, Actions equal rows delivered', async () => {
  const world = await startWorld();
  const { kiln, sandbox } = world;
  try {
    const { tableId } = await done(kiln.command('table.create', { name: 'To Clay', kind: 'person' }));
    for (let i = 0; i < ROWS; i++) await done(kiln.command('lead.add', { tableId, fields: { name: `Person ${i} Example`, workEmail: `person${i}@example.com` } }));
    const saved = await done(kiln.command('target.save', { destinationId: 'clay-webhook', name: 'Clay inbox', settings: { url: `${sandbox.url}/to/clay-webhook/v3/sources/webhook/kiln/guarded`, token: 'sandbox-clay-token-1234', dedupes: 'yes' } }));
    if (!('id' in saved)) throw new Error(JSON.stringify(saved));
    expect(JSON.stringify(await kiln.rows('targets'))).not.toContain('sandbox-clay-token');

    const { mapping } = await done(kiln.command('delivery.propose', { targetId: saved.id, tableId }));
    const preview = await done(kiln.command('delivery.preview', { targetId: saved.id, tableId, mapping }));
    expect(preview).toMatchObject({ leads: ROWS, toSend: ROWS, cost: ROWS * 1_000_000 });
    expect(JSON.stringify(preview.requests)).not.toMatch(/sandbox-clay-token|guarded/);
    expect(sandbox.inbox.seen).toEqual([]);

    sandbox.inbox.behave({ busyEvery: 5, dieAt: 90, downMs: 2_500 });
    const { deliveryId } = await done(kiln.command('delivery.start', { targetId: saved.id, tableId, mapping, cap: preview.cost }));
    const delivery = async (): Promise<Delivery | undefined> => (await kiln.rows<Delivery>('deliveries')).find(({ id }) => id === deliveryId);
    for (const at of [30, 75, 140]) {
      await until(async () => sandbox.inbox.records('clay-webhook').length >= at, `${at} rows to arrive`);
      await kiln.killWorker();
      await kiln.wakeWorker();
    }
    const ended = await untilDone(kiln, async () => ((await delivery())?.state === 'ended' ? delivery() : false), 'the delivery to end', 300_000);
    await settled(kiln);

    const arrived = sandbox.inbox.records('clay-webhook');
    const statuses = sandbox.inbox.seen.map(({ status }) => status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(20);
    expect(statuses).toContain(0);
    expect(arrived.length).toBe(ROWS);
    expect(new Set(arrived.map(({ values }) => values['work_email'])).size).toBe(ROWS);
    expect(ended.counts).toMatchObject({ delivered: ROWS, waiting: 0, sending: 0, failed: 0, unknown: 0 });
    const rows = await kiln.rows<DeliveryRow>('deliveryRows');
    expect(rows.every(({ state }) => state === 'delivered')).toBe(true);
    const { charges, here, there } = await booksOf(kiln);
    expect(charges.filter(({ state }) => state === 'reserved')).toEqual([]);
    expect(here).toEqual({ actions: ROWS * 1_000_000, credits: 0 });
    expect(there).toEqual(here);
    expect(ended.charged).toBe(ROWS * 1_000_000);

    // The same once more: everything is there already, so nothing is sent and nothing is charged.
    const again = await done(kiln.command('delivery.preview', { targetId: saved.id, tableId, mapping }));
    expect(again).toMatchObject({ toSend: 0, sentBefore: ROWS, cost: 0 });
  } finally {
    await world.close();
  }
});
