import type { LeadId } from '../../core/ids.ts';
import { DELIVERY_ROWS, DELIVERY_START_CHUNK, EXPORT_BATCH } from '../../core/limits.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { noRows, rowIdOf, type Delivery, type DeliveryId, type DeliveryRow, type Mapping } from '../../domain/delivery/delivery.ts';
import type { Lead } from '../../domain/lead/lead.ts';
import { textOf } from '../../domain/lead/merge.ts';
import { ZERO, type Micro } from '../../domain/ledger/amount.ts';
import type { Deps } from '../deps.ts';

type StartDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'exclusively'>;
export type DeliveryRefusal = 'not-found' | 'nothing' | 'too-many';

export interface DeliveryInput {
  readonly targetId: string;
  readonly tableId: string;
  /** Absent = the whole table. */
  readonly leadIds?: readonly string[];
  readonly mapping: Mapping;
  /** The most that stood on the button. */
  readonly cap: Micro;
  readonly again: boolean;
}

/** Whether sending costs nothing: a real account never pays for practice. */
export async function isFree(deps: Pick<Deps, 'store'>): Promise<boolean> {
  const [{ sandboxUrl }, account] = await Promise.all([deps.store.meta.settings(), deps.store.meta.get('account')]);
  return sandboxUrl !== null && account !== undefined && !account.sandbox;
}

/** The leads that are meant, in their order; null when there are more than one delivery takes. */
export async function wantedLeads(deps: Pick<Deps, 'store'>, tableId: string, leadIds: readonly string[] | undefined): Promise<LeadId[] | null> {
  const wanted: LeadId[] = [...new Set(leadIds ?? [])] as LeadId[];
  if (leadIds === undefined) {
    for await (const batch of deps.store.leads.batchesOf(tableId, EXPORT_BATCH)) {
      wanted.push(...batch.map((lead) => lead.id));
      if (wanted.length > DELIVERY_ROWS) return null;
    }
  }
  return wanted.length > DELIVERY_ROWS ? null : wanted;
}

/**
 * Starts a delivery. Its rows are written down in parts and it moves only when it is whole; a start that a death cut short is finished
 * by whoever looks next. Nothing is sent here, and nothing is ever taken that was not shown.
 */
export async function startDelivery(deps: StartDeps, input: DeliveryInput): Promise<Result<DeliveryId, DeliveryRefusal>> {
  const [target, table, wanted, free, { sandboxUrl }] = await Promise.all([deps.store.targets.get(input.targetId), deps.store.leads.getTable(input.tableId), wantedLeads(deps, input.tableId, input.leadIds), isFree(deps), deps.store.meta.settings()]);
  if (!target || !table) return err('not-found');
  if (wanted === null) return err('too-many');
  if (wanted.length === 0) return err('nothing');
  const now = deps.now();
  const delivery: Delivery = {
    id: deps.newId() as DeliveryId, targetId: target.id, targetName: target.name, destinationId: target.destinationId,
    // What was practised was not sent.
    place: sandboxUrl === null ? target.place : `practice/${target.place}`,
    tableId: table.id, tableName: table.name, kind: table.kind, mapping: input.mapping, state: 'starting', planned: { rows: 0, of: wanted.length }, rowCount: 0, counts: noRows(),
    cap: input.cap, charged: ZERO, failures: 0, createdAt: now,
    ...(input.again ? { again: true as const } : {}), ...(sandboxUrl === null ? {} : { sandbox: true as const }), ...(free ? { free: true as const } : {}),
  };
  let result: Result<DeliveryId, DeliveryRefusal> = err('nothing');
  await deps.exclusively('kiln-deliver-start', async () => {
    await deps.store.deliveries.beginStart(delivery, { deliveryId: delivery.id, leadIds: wanted });
    await deps.store.targets.change(target.id, { usedAt: now, mappings: { ...target.mappings, [table.kind]: input.mapping } });
    result = await finish(deps, delivery);
  }, true);
  return result;
}

/** Writes down what is left of the starts that a death cut short. */
export async function finishDeliveryStarts(deps: StartDeps): Promise<void> {
  if (!(await deps.store.deliveries.open()).some((delivery) => delivery.state === 'starting')) return;
  await deps.exclusively('kiln-deliver-start', async () => {
    for (const delivery of await deps.store.deliveries.open()) if (delivery.state === 'starting') await finish(deps, delivery);
  });
}

async function finish(deps: StartDeps, { id, kind }: Delivery): Promise<Result<DeliveryId, DeliveryRefusal>> {
  const start = await deps.store.deliveries.getStart(id);
  let grown: Delivery | null = (await deps.store.deliveries.get(id)) ?? null;
  for (let at = 0; start && grown && at < start.leadIds.length; at += DELIVERY_START_CHUNK) {
    const part = start.leadIds.slice(at, at + DELIVERY_START_CHUNK);
    if ((grown.planned?.rows ?? 0) > at) continue; // written before a death
    const leads = (await deps.store.leads.getLeads(part)).filter((lead) => lead.kind === kind);
    const places = new Map(part.map((leadId, i) => [leadId as string, at + i]));
    grown = await deps.store.deliveries.addRows(id, at, part.length, leads.map((lead) => waitingRow(id, lead, places.get(lead.id) ?? at)));
  }
  if (!start || !grown || grown.rowCount === 0) {
    await deps.store.deliveries.dropStart(id);
    return err('nothing');
  }
  await deps.store.deliveries.finishStart(id);
  return ok(id);
}

const NAMES = ['name', 'legalName', 'workEmail', 'email', 'domain'] as const;
const nameOf = ({ fields }: Lead): string => (NAMES.map((key) => textOf(fields, key)).find(Boolean) ?? 'Without a name').slice(0, 120);
/** Rows that wait stand in the order of their moments: until one is put off that is its place. */
const waitingRow = (deliveryId: DeliveryId, lead: Lead, order: number): DeliveryRow =>
  ({ id: rowIdOf(deliveryId, order), deliveryId, leadId: lead.id, order, name: nameOf(lead), state: 'waiting', notBefore: order, attempts: 0, faults: 0, charges: 0 });
