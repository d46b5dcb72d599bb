import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESTINATIONS } from '../../../lib/destinations/registry.ts';
import type { DestinationFixture } from '../../conformance/destination-fixture.ts';
import type { MappedField, Mapping } from '../../../lib/domain/delivery/delivery.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import type { DeliveryPort } from '../../../lib/platform/delivery-http.ts';
import { proposeMapping } from '../../../lib/services/destinations/preview.ts';
import { startDelivery } from '../../../lib/services/destinations/start.ts';
import { testTarget } from '../../../lib/services/destinations/targets.ts';
import { startSandbox, type Sandbox } from '../../../server/sandbox/sandbox.ts';
import { CREDIT, Life, randomOf } from '../../simulation/client-world.ts';
import { deliveryWorld, target, TARGET, type DeliveryWorld } from '../../simulation/delivery-world.ts';
// After the world, which brings the database that it opens.
import { createStore } from '../../../lib/storage/store.ts';

let sandbox: Sandbox;
/** The sandbox goes by the clock of the device: its limits are kept, and nobody waits for them. */
let world: DeliveryWorld | undefined;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, now: () => world?.world.clock ?? 0 });
});
afterAll(() => sandbox.close());

/** The network as it is, without a browser around it. */
const port: DeliveryPort = {
  async send({ method, url, headers, body }) {
    try {
      const response = await fetch(url, { method, headers: { ...headers }, redirect: 'manual', ...(body === undefined ? {} : { body }) });
      return { kind: 'answer', reply: { status: response.status, at: Date.now(), header: (name) => response.headers.get(name), text: await response.text() } };
    } catch {
      return { kind: 'lost', because: 'network' };
    }
  },
  reach: async () => true,
  mayReach: async () => true,
  hmac: async (secret, text) => createHmac('sha256', secret).update(text).digest('hex'),
  rs256: async (pem, text) => createSign('RSA-SHA256').update(text).sign(pem, 'base64url'),
};
const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
const of = (...fields: readonly (readonly [string, MappedField['from']])[]): MappedField[] => fields.map(([to, from]) => ({ to, from }));
const NAME = { lead: 'name' } as const;
/** No lead has an address here: the id stands for one, since it is the same every time. */
const ID = { about: 'id' } as const;
const KEY = 'sandbox-key-1234';

interface Setting {
  readonly settings: Readonly<Record<string, string>>;
  readonly mapping: Mapping;
}
const SETTINGS: Readonly<Record<string, Setting>> = {
  webhook: { settings: { url: 'https://hooks.example.com/signed-kiln-secret-1', shape: 'many', secret: 'kiln-secret-1', dedupes: 'yes' }, mapping: { fields: of(['name', NAME]) } },
  'clay-webhook': { settings: { url: 'https://api.clay.example/hook/guarded', token: KEY, dedupes: 'yes' }, mapping: { fields: of(['name', NAME]) } },
  hubspot: { settings: { key: KEY }, mapping: { fields: of(['email', ID], ['firstname', NAME]), upsertKey: 'email' } },
  airtable: { settings: { key: KEY, base: 'appAbC123dEf456Gh', table: 'tblAbC123dEf456Gh' }, mapping: { fields: of(['Email', ID], ['Name', NAME]), upsertKey: 'Email' } },
  notion: { settings: { key: KEY, database: '0123456789abcdef0123456789abcdef' }, mapping: { fields: of(['Email', ID], ['Name', NAME]), upsertKey: 'Email' } },
  attio: { settings: { key: KEY }, mapping: { fields: of(['email_addresses', ID], ['name', NAME]), upsertKey: 'email_addresses' } },
  pipedrive: { settings: { key: KEY }, mapping: { fields: of(['email', ID], ['name', NAME]), upsertKey: 'email' } },
  close: { settings: { key: KEY }, mapping: { fields: of(['email', ID], ['contact', NAME]), upsertKey: 'email' } },
  twenty: { settings: { host: 'https://crm.example.com', key: KEY }, mapping: { fields: of(['emails.primaryEmail', ID], ['name.firstName', NAME]), upsertKey: 'emails.primaryEmail' } },
  salesforce: { settings: { domain: 'examplelabs', person: 'Contact', key: KEY, secret: 'secret-1234' }, mapping: { fields: of(['Email', ID], ['LastName', NAME]), upsertKey: 'Email' } },
  'google-sheets': { settings: { spreadsheet: '1AbCdEfGhIjKlMnOpQrStUvWx', sheet: 'Leads', account: JSON.stringify({ client_email: 'kiln@project.example.com', private_key: pem }) }, mapping: { fields: of(['Email', ID], ['Name', NAME]), upsertKey: 'Email' } },
  slack: { settings: { url: 'https://hooks.slack.example/services/T/B/x' }, mapping: { fields: of(['name', NAME]) } },
  lemlist: { settings: { key: KEY, campaign: 'cam_AbC123' }, mapping: { fields: of(['email', ID], ['firstName', NAME]) } },
  instantly: { settings: { key: KEY, into: 'list_id', place: '01234567-89ab-cdef-0123-456789abcdef' }, mapping: { fields: of(['email', ID], ['first_name', NAME]) } },
  smartlead: { settings: { key: KEY, campaign: '123456' }, mapping: { fields: of(['email', ID], ['first_name', NAME]) } },
};

const fixtures = import.meta.glob<{ readonly default: DestinationFixture }>('../../fixtures/destinations/*.ts', { eager: true });
function settingOf(id: string): Setting {
  const setting = SETTINGS[id] ?? fixtures[`../../fixtures/destinations/${id}.ts`]?.default.practice;
  if (!setting) throw new Error(`tests/fixtures/destinations/${id}.ts does not say how it is practised`);
  return setting;
}

async function worldFor(id: string, settings: Readonly<Record<string, string>>, leads = 3): Promise<DeliveryWorld> {
  const w = await deliveryWorld(`sandbox-${id}-${Math.random()}`, randomOf(7), leads, target('no', { destinationId: id, settings, origins: ['https://real.example'] }));
  await w.world.db.meta.put({ key: 'settings', value: { theme: 'system', currentTables: {}, sandboxUrl: sandbox.url } });
  Object.assign(w.receiver.port, port);
  world = w;
  sandbox.inbox.reset();
  return w;
}
async function send(w: DeliveryWorld, mapping: Mapping): Promise<void> {
  await w.world.db.deliveries.clear();
  await w.world.db.deliveryRows.clear();
  const started = await startDelivery(w.deps(new Life(Infinity)), { targetId: TARGET, tableId: 'table-0001', leadIds: w.leadIds, mapping, again: true, cap: micro(w.leadIds.length * CREDIT) });
  expect(started.ok).toBe(true);
  await w.live(Infinity);
}

describe.each([...DESTINATIONS.values()].map(({ facts, check }) => [facts.id, facts, check !== null] as const))('%s in the sandbox', (id, facts, canCheck) => {
  const { settings, mapping } = settingOf(id);

  it('is tested, takes every record once, and knows them again where it says so; practice costs a real account nothing', async () => {
    const w = await worldFor(id, settings);
    expect(await testTarget(w.deps(new Life(Infinity)), TARGET, 'person', false)).toMatchObject(canCheck ? { works: true } : { works: false, because: 'sample-only' });
    await send(w, mapping);
    expect(await w.delivery()).toMatchObject({ state: 'ended', charged: 0, counts: { delivered: 3 } });
    expect(sandbox.inbox.records(id).length).toBe(3);
    sandbox.inbox.behave({});
    await send(w, mapping);
    const { counts } = await w.delivery();
    expect(counts.delivered + counts['left-out']).toBe(3);
    const isKnown = facts.upsert !== 'none' || settings['dedupes'] === 'yes';
    expect(sandbox.inbox.records(id).length).toBe(isKnown ? 3 : 6);
  });

  it('does not take a bad key: the delivery holds still and nothing is lost', async () => {
    const bad = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, name === 'key' || name === 'token' ? 'wrong-key-1234' : name === 'secret' ? 'wrong-secret' : name === 'account' ? '{}' : name === 'url' ? value.replace('/services/', '/x/') : value]));
    const w = await worldFor(id, bad);
    await send(w, mapping);
    const delivery = await w.delivery();
    expect([delivery.state, delivery.counts.waiting, sandbox.inbox.records(id).length]).toEqual(['paused', 3, 0]);
    expect(['revoked', 'gone']).toContain(delivery.pause?.reason);
  });
});

it.each(['lemlist', 'airtable', 'smartlead'])('%s is never asked faster than is documented, also when nothing was sent for long', async (id) => {
  const { settings, mapping } = settingOf(id);
  const w = await worldFor(id, settings, 70);
  await send(w, mapping);
  await w.world.db.deliveries.clear();
  w.world.clock += 600_000;
  await send(w, mapping);
  expect(sandbox.inbox.records(id).length).toBe(70);
  expect(sandbox.inbox.seen.filter(({ status }) => status === 429)).toEqual([]);
});

describe('fields of the account\'s own', () => {
  const own: readonly (readonly [string, string, string, string, unknown])[] = [
    ['pipedrive', 'Stage', 'talking', 'custom_fields', { '57a6e57a6e57a6e57a6e57a6e57a6e57a6e57a6e': 32 }],
    ['pipedrive', 'Topics', 'Glass; ceramics', 'custom_fields', { '709115709115709115709115709115709115709a': [42, 41] }],
    ['close', 'Segment (lead)', 'large', 'custom.cf_segment', 'Large'],
    ['close', 'Topics (contact)', 'Glass', 'contacts', [expect.objectContaining({ 'custom.cf_topics': ['Glass'] })]],
  ];
  it.each(own)('%s: %s is read with the test, offered by its name and sent in the form that is wanted', async (id, label, text, where, arrives) => {
    const { settings, mapping } = settingOf(id);
    const w = await worldFor(id, settings, 1);
    const plain = w.deps(new Life(Infinity));
    const deps = { ...plain, store: { ...plain.store, leads: createStore(w.world.db).leads } };
    expect(await proposeMapping(deps, TARGET, 'table-0001')).toMatchObject({ unread: true });
    expect(await testTarget(deps, TARGET, 'person', false)).toMatchObject({ works: true });
    const proposal = await proposeMapping(deps, TARGET, 'table-0001');
    expect(proposal?.unread).toBe(false);
    const field = proposal?.fields.find((one) => one.label === label);
    expect(field).toMatchObject({ custom: true });
    await send(w, { ...mapping, fields: [...mapping.fields, { to: field?.name ?? '', from: { text } }] });
    expect(await w.delivery()).toMatchObject({ state: 'ended', counts: { delivered: 1 } });
    expect(sandbox.inbox.records(id).map(({ values }) => values[where])).toEqual([arrives]);
    // Once more: what is there is found and changed.
    await send(w, { ...mapping, fields: [...mapping.fields, { to: field?.name ?? '', from: { text } }] });
    expect((await w.rows()).map(({ state, was }) => [state, was])).toEqual([['delivered', 'updated']]);
    expect(sandbox.inbox.records(id).map(({ values }) => values[where])).toEqual([arrives]);
  });
  it('a value that such a field does not take is told by the destination, and costs nothing', async () => {
    const { settings, mapping } = settingOf('pipedrive');
    const w = await worldFor('pipedrive', settings, 1);
    await testTarget(w.deps(new Life(Infinity)), TARGET, 'person', false);
    await send(w, { ...mapping, fields: [...mapping.fields, { to: '57a6e57a6e57a6e57a6e57a6e57a6e57a6e57a6e', from: { text: 'Elsewhere' } }] });
    expect((await w.rows()).map(({ state, detail }) => [state, detail])).toEqual([['failed', 'Validation failed: custom_fields.57a6e57a6e57a6e57a6e57a6e57a6e57a6e57a6e']]);
  });
});
