import type { DeliveryPreview, Proposal, ShownRequest } from '../../contracts/destination-commands.ts';
import type { WireRequest } from '../../contracts/destination.ts';
import type { LeadId } from '../../core/ids.ts';
import { costOf } from '../../domain/delivery/advance.ts';
import { rowIdOf, type DeliveryId, type DeliveryRow, type Mapping } from '../../domain/delivery/delivery.ts';
import { proposeAll, proposeFor, shownKeys, type Table as ProposedTable } from '../../domain/delivery/propose.ts';
import { countsTaken, deviceBounds, limitedTables, roomsOf, tableBounds } from '../../domain/enrichment/caps.ts';
import { times } from '../../domain/ledger/amount.ts';
import type { Deps } from '../deps.ts';
import { cutBatch, gather, rowsOf, type Outgoing } from './batch.ts';
import { wired } from './converse.ts';
import { isFree, wantedLeads } from './start.ts';
import { openTarget, routed, type OpenTarget } from './view.ts';

type PreviewDeps = Pick<Deps, 'store' | 'vault' | 'destinations' | 'delivery' | 'now' | 'online'>;

/** Leads that are looked over before a delivery, and requests that are shown. */
const LOOKED = 5_000;
const PART = 500;
const SHOWN = 3;

/** What of a table goes into which field of a target; the mapping that was used last goes before a proposal. Null when one of them is gone. */
export async function proposeMapping(deps: PreviewDeps, targetId: string, tableId: string): Promise<Proposal | null> {
  const [row, table, columns] = await Promise.all([deps.store.targets.get(targetId), deps.store.leads.getTable(tableId), deps.store.columns.list()]);
  const destination = row && deps.destinations.get(row.destinationId);
  if (!row || !table || !destination) return null;
  const used = new Set<string>();
  for await (const batch of deps.store.leads.batchesOf(tableId, PART)) {
    for (const lead of batch) for (const key in lead.fields) used.add(key);
    break;
  }
  const { facts } = destination;
  const fields = row.fields[table.kind] ?? facts.fields?.[table.kind] ?? [];
  const proposed: ProposedTable = { kind: table.kind, used, columns };
  const fresh = facts.naming === 'free' ? proposeAll(proposed) : proposeFor(fields, proposed, destination.hints);
  const last = row.mappings[table.kind];
  const names = new Set(fields.map(({ name }) => name));
  const isUsable = last !== undefined && last.fields.length > 0 && (facts.naming === 'free' || facts.open === true || last.fields.every(({ to }) => names.has(to)));
  return { mapping: isUsable ? last : fresh, naming: facts.naming, fields, open: facts.open === true, needsTest: facts.naming === 'asked' && fields.length === 0, unread: facts.custom === true && row.fields[table.kind] === undefined, used: [...shownKeys(proposed)] };
}

export interface PreviewInput {
  readonly targetId: string;
  readonly tableId: string;
  readonly leadIds?: readonly string[];
  readonly mapping: Mapping;
  readonly again: boolean;
}

/** A dry run: everything up to the moment of sending. Null when the target or the table is gone. */
export async function previewDelivery(deps: PreviewDeps, input: PreviewInput): Promise<DeliveryPreview | null> {
  const [row, table, wanted, free] = await Promise.all([deps.store.targets.get(input.targetId), deps.store.leads.getTable(input.tableId), wantedLeads(deps, input.tableId, input.leadIds), isFree(deps)]);
  const target = row && table ? await openTarget(deps, row, table.kind, input.mapping) : null;
  if (!row || !table || !target || !wanted) return null;
  const place = target.sandboxUrl === null ? row.place : `practice/${row.place}`;
  const counts = { toSend: 0, blocked: 0, sentBefore: 0, incomplete: 0, empty: 0 };
  const first: Outgoing[] = [];
  let lacks: string | undefined;
  const looked = Math.min(wanted.length, LOOKED);
  for (let at = 0; at < looked; at += PART) {
    const rows = wanted.slice(at, Math.min(looked, at + PART)).map((leadId, i) => rowOf(leadId, at + i));
    const { outgoing, ended } = await gather(deps, target, { mapping: input.mapping, place, tableName: table.name, ...(input.again ? { again: true as const } : {}) }, rows);
    counts.toSend += outgoing.length;
    if (first.length < SHOWN * rowsOf(target)) first.push(...outgoing);
    for (const { end } of ended) {
      if (end.kind === 'failed') {
        counts.incomplete += 1;
        lacks ??= end.detail;
      } else if (end.kind === 'left-out') counts[end.reason === 'blocked' ? 'blocked' : end.reason === 'sent' ? 'sentBefore' : 'empty'] += 1;
    }
  }
  const spendable = await deps.store.ledger.spendable(deps.online());
  const { limits } = target.destination.facts;
  return {
    leads: wanted.length, looked, ...counts, ...(lacks === undefined ? {} : { lacks }), requests: await requestsOf(deps, target, first, input.mapping.upsertKey),
    cost: times(costOf(free ? { free } : {}).actions, wanted.length - (looked === wanted.length ? wanted.length - counts.toSend : 0)), available: free || !spendable ? null : spendable.actions,
    ...(free ? {} : await roomsHere(deps, table.id)),
    perSecond: limits.perSecond, rowsPerRequest: rowsOf(target),
  };
}

/** What the person's own limits leave for this table. */
async function roomsHere(deps: Pick<Deps, 'store' | 'now'>, tableId: string): Promise<Pick<DeliveryPreview, 'rooms'>> {
  const { run: _perRun, ...limits } = (await deps.store.meta.get('limits')) ?? {};
  if (!countsTaken(limits)) return {};
  const taken = await deps.store.waterfalls.taken(deps.now(), limitedTables(limits, [tableId]));
  return { rooms: roomsOf([...deviceBounds(limits, taken), ...tableBounds(limits, taken, tableId)]) };
}

const rowOf = (leadId: LeadId, order: number): DeliveryRow =>
  ({ id: rowIdOf('preview' as DeliveryId, order), deliveryId: 'preview' as DeliveryId, leadId, order, name: '', state: 'waiting', notBefore: order, attempts: 0, faults: 0, charges: 0 });

/** The first requests as they would leave. */
async function requestsOf(deps: PreviewDeps, target: OpenTarget, outgoing: readonly Outgoing[], upsertKey: string | undefined): Promise<ShownRequest[]> {
  const shown: ShownRequest[] = [];
  let left = [...outgoing];
  while (left.length > 0 && shown.length < SHOWN) {
    const { rows } = cutBatch(left, target, upsertKey);
    if (rows.length === 0) break;
    const move = target.destination.deliver(rows.map(({ record }) => record), target.view, []);
    if (move.kind === 'ask') shown.push({ ...(await shownRequest(deps, target, move.request)), records: rows.length });
    left = left.filter((one) => !rows.includes(one));
  }
  return shown;
}

async function shownRequest(deps: PreviewDeps, target: OpenTarget, request: WireRequest): Promise<Omit<ShownRequest, 'records'>> {
  const { redact } = target;
  const sent = await wired(deps, target, request, request.token ? '[token]' : undefined);
  const signed = request.sign?.header;
  // What a key becomes in a header is as secret as the key, in whatever form.
  const header = (name: string, value: string): string => (/^authorization$/i.test(name) && value !== 'Bearer [token]' ? `${/^\S+/.exec(value)?.[0] ?? ''} [key]` : name === signed ? '[signature]' : redact(value));
  const isSecretUrl = target.destination.facts.inputs.some((input) => input.kind === 'address' && input.secret);
  const url = new URL(routed(request.url, target));
  return {
    method: sent.method, url: isSecretUrl ? `${url.origin}/…${url.href.slice(-4)}` : redact(url.href),
    headers: Object.entries(sent.headers).map(([name, value]) => ({ name, value: header(name, value) })),
    ...(sent.body === undefined ? {} : { body: pretty(redact(sent.body)) }),
  };
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
