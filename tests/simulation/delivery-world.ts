import { DESTINATIONS } from '../../lib/destinations/registry.ts';
import { micro } from '../../lib/domain/ledger/amount.ts';
import type { Delivery, DeliveryRow, Mapping, TargetId } from '../../lib/domain/delivery/delivery.ts';
import type { DeliveryPort, Exchanged, SentRequest } from '../../lib/platform/delivery-http.ts';
import type { Deps } from '../../lib/services/deps.ts';
import { createDeliveryPump } from '../../lib/services/destinations/pump.ts';
import { startDelivery } from '../../lib/services/destinations/start.ts';
import type { TargetRow } from '../../lib/storage/target-row.ts';
import { dexieLedger } from '../../lib/storage/ledger-dexie.ts';
import { auditOf } from './spend.ts';
import { createWorld, CREDIT, Life, seed, type World } from './client-world.ts';

export interface Weather {
  /** Chances of one call, 0 to 1. */
  readonly busy: number;
  readonly fault: number;
  readonly lostBefore: number;
  readonly lostAfter: number;
}
export const CALM: Weather = { busy: 0, fault: 0, lostBefore: 0, lostAfter: 0 };

/** A device with an account and a receiver of rows that is as bad as the weather. */
export interface Receiver {
  /** Times each record arrived, by its id. */
  readonly arrived: Map<string, number>;
  readonly port: DeliveryPort;
  weather: Weather;
  /** What was wrong with what came. */
  readonly complaints: string[];
  calls: number;
}

export const TARGET = 'target-0001' as TargetId;
export const target = (dedupes: 'yes' | 'no', more: Partial<TargetRow> = {}): TargetRow => ({
  id: TARGET, destinationId: 'clay-webhook', name: 'Inbox', settings: { url: 'https://clay.example/hook', dedupes }, last4: {}, origins: ['https://clay.example'], place: 'place-1', mappings: {}, fields: {}, status: 'unchecked', createdAt: 1, ...more,
});

export function createReceiver(world: World, random: () => number): Receiver {
  const arrived = new Map<string, number>();
  const receiver: Receiver = {
    arrived, weather: CALM, complaints: [], calls: 0,
    port: {
      send: async (request) => take(request),
      reach: async () => true,
      mayReach: async () => true,
      hmac: async () => 'signature',
      rs256: async () => null,
    },
  };
  const answer = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Exchanged => ({ kind: 'answer', reply: { status, at: world.clock, header: (name) => headers[name] ?? null, text } });
  async function take(request: SentRequest): Promise<Exchanged> {
    receiver.calls += 1;
    const { busy, fault, lostBefore, lostAfter } = receiver.weather;
    const row = JSON.parse(request.body ?? '{}') as { kiln_id?: string };
    const id = row.kiln_id ?? '';
    const stored = await world.db.deliveryRows.where('leadId').equals(id).toArray();
    if (!stored.some(({ state }) => state === 'sending')) receiver.complaints.push(`${id} was sent while it is ${stored.map(({ state }) => state).join()}`);
    const chance = random();
    if (chance < busy) return answer(429, 'slow down', { 'retry-after': '1' });
    if (chance < busy + lostBefore) return { kind: 'lost', because: 'network' };
    arrived.set(id, (arrived.get(id) ?? 0) + 1);
    if (chance < busy + lostBefore + fault) return answer(500, 'it broke');
    if (chance < busy + lostBefore + fault + lostAfter) return { kind: 'lost', because: 'timeout' };
    return answer(200, 'ok');
  }
  return receiver;
}

export interface DeliveryWorld {
  readonly world: World;
  readonly receiver: Receiver;
  readonly leadIds: readonly string[];
  deps(life: Life): Deps;
  /** A worker that lives until `dieAt` awaits have passed, or until nothing moves. */
  live(dieAt: number): Promise<Life>;
  delivery(): Promise<Delivery>;
  rows(): Promise<DeliveryRow[]>;
}

export async function deliveryWorld(name: string, random: () => number, leads: number, row: TargetRow): Promise<DeliveryWorld> {
  const world = createWorld(name, random, 0);
  const leadIds = await seed(world, leads);
  await world.db.targets.add(row);
  const receiver = createReceiver(world, random);
  const deps = (life: Life): Deps => {
    const base = world.deps(life);
    return { ...base, store: { ...base.store, deliveries: life.mortal(base.store.deliveries), targets: base.store.targets }, delivery: life.mortal(receiver.port), destinations: DESTINATIONS };
  };
  return {
    world, receiver, leadIds, deps,
    async live(dieAt) {
      const life = new Life(dieAt);
      const own = deps(life);
      const died = new Promise<void>((resolve) => (life.onDeath = resolve));
      const work = (async () => {
        await own.store.ledger.recover(world.clock);
        const pump = createDeliveryPump(own);
        // Alarms: whoever is woken looks again.
        for (let looks = 0; looks < 400 && (await world.db.deliveries.where('state').anyOf('starting', 'running', 'stopping').count()) > 0; looks++) await pump.pump();
      })();
      await Promise.race([work, died]);
      return life;
    },
    delivery: async () => {
      const [delivery] = await world.db.deliveries.toArray();
      if (!delivery) throw new Error('no delivery');
      return delivery;
    },
    rows: () => world.db.deliveryRows.orderBy('[deliveryId+order]').toArray(),
  };
}

/** Asks for the sending of all leads, as a click does. */
export async function begin({ deps, leadIds }: DeliveryWorld, more: { readonly again?: boolean; readonly cap?: number; readonly targetId?: TargetId; readonly mapping?: Mapping } = {}): Promise<string> {
  const started = await startDelivery(deps(new Life(Infinity)), {
    targetId: more.targetId ?? TARGET, tableId: 'table-0001', leadIds: [...leadIds], again: more.again ?? false, cap: micro(more.cap ?? leadIds.length * CREDIT),
    mapping: more.mapping ?? { fields: [{ to: 'name', from: { lead: 'name' } }, { to: 'company_domain', from: { lead: 'companyDomain' } }] },
  });
  if (!started.ok) throw new Error(started.error);
  return started.value;
}

/** What must hold whatever has happened, when a delivery is over. */
export async function wrongs({ world, receiver, delivery, rows, deps }: DeliveryWorld): Promise<string[]> {
  const [now, all, charges, sent] = await Promise.all([delivery(), rows(), world.db.charges.toArray(), world.db.sentRecords.toArray()]);
  const of = (state: DeliveryRow['state']): DeliveryRow[] => all.filter((row) => row.state === state);
  const store = deps(new Life(Infinity)).store;
  const posted = charges.filter((charge) => charge.state === 'posted');
  const spends = (await world.db.outbox.toArray()).filter(({ op }) => op.kind === 'spend').map(({ op }) => (op.kind === 'spend' ? op.body.chargeId : ''));
  const wrong: string[] = [...receiver.complaints, ...(await store.deliveries.audit(now.id)), ...(await auditOf(dexieLedger(world.db)))];
  const expect = (holds: boolean, what: string): void => void (holds || wrong.push(what));
  expect(now.state === 'ended', `the delivery is ${now.state} ${JSON.stringify(now.pause)}`);
  expect(of('waiting').length + of('sending').length === 0, 'rows are open');
  expect(charges.every((charge) => charge.state !== 'reserved'), 'an Action is held for nothing');
  expect(posted.length === of('delivered').length, `${posted.length} charged, ${of('delivered').length} delivered`);
  expect(new Set(posted.map((charge) => charge.leadId)).size === posted.length, 'a record was charged twice');
  expect(now.charged === posted.length * CREDIT, `${now.charged} stands on the delivery`);
  expect(spends.length === posted.length && new Set(spends).size === spends.length, `${spends.length} told the account`);
  expect(sent.length === of('delivered').length, 'what stands there is not what was delivered');
  for (const row of of('delivered')) expect((receiver.arrived.get(row.leadId) ?? 0) >= 1, `${row.leadId} was charged and never arrived`);
  return wrong;
}
