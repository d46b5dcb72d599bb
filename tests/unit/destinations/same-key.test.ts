import { expect, it } from 'vitest';
import type { DeliveryPort } from '../../../lib/platform/delivery-http.ts';
import { randomOf } from '../../simulation/client-world.ts';
import { begin, deliveryWorld, target, wrongs } from '../../simulation/delivery-world.ts';

it('two records with one key are never under way at once: the second finds what the first has made', async () => {
  const w = await deliveryWorld('same-key', randomOf(31), 4, target('no', { destinationId: 'pipedrive', settings: { key: 'sandbox-key-1' }, origins: ['https://api.pipedrive.com'] }));
  const made: string[] = [];
  let asked = 0;
  (w.receiver.port as { send: DeliveryPort['send'] }).send = async ({ method, body }) => {
    // Time for further ones: nothing was sent for long, and the answer is slow.
    if (++asked === 1) w.world.clock += 60_000;
    for (let turns = 0; turns < 12; turns++) await new Promise((resolve) => setImmediate(resolve));
    const { name } = JSON.parse(body ?? '{}') as { name?: string };
    if (method === 'POST') made.push(name ?? '');
    const json = method === 'GET' ? { data: { items: made.length > 0 ? [{ item: { id: 1 } }] : [] } } : { data: { id: 1 } };
    return { kind: 'answer', reply: { status: 200, at: w.world.clock, header: () => null, text: JSON.stringify(json) } };
  };
  await begin(w, { mapping: { fields: [{ to: 'name', from: { lead: 'name' } }, { to: 'email', from: { text: 'ada@example.com' } }], upsertKey: 'email' } });
  await w.live(Infinity);
  expect((await w.delivery()).counts.delivered).toBe(4);
  expect(made.length).toBe(1);
  expect((await w.rows()).map(({ was }) => was ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual(['created', 'updated', 'updated', 'updated']);
  expect((await wrongs(w)).filter((wrong) => !/was sent while|never arrived/.test(wrong))).toEqual([]);
});
