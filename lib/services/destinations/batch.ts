import type { OutRecord, WireRequest } from '../../contracts/destination.ts';
import type { LeadId } from '../../core/ids.ts';
import { blockOf, type ContactKind } from '../../domain/contact/do-not-contact.ts';
import type { RowEnd } from '../../domain/delivery/advance.ts';
import type { Delivery, DeliveryRow, Mapping } from '../../domain/delivery/delivery.ts';
import { fingerprintOf, mappedValues, type ReadLead } from '../../domain/delivery/mapping.ts';
import { isCustomKey } from '../../domain/lead/custom.ts';
import type { LeadKind } from '../../domain/lead/fields.ts';
import type { Lead } from '../../domain/lead/lead.ts';
import { shownText } from '../../domain/view/filter.ts';
import { cellReader } from '../../formula/columns.ts';
import type { Deps } from '../deps.ts';
import type { OpenTarget } from './view.ts';

export interface Outgoing {
  readonly row: DeliveryRow;
  readonly record: OutRecord;
  readonly fingerprint: string;
}
/** What of some rows can be sent, and what becomes of the others at once. */
export interface Gathered {
  readonly outgoing: readonly Outgoing[];
  readonly ended: readonly { readonly row: DeliveryRow; readonly end: RowEnd }[];
}

/** Why somebody must not be contacted; the value itself need not stand here. */
const LISTED: Readonly<Record<ContactKind, string>> = { email: 'An email address of this lead is on the do-not-contact list.', domain: 'A domain of this lead is on the do-not-contact list.', person: 'This person is on the do-not-contact list.', phone: 'A phone number of this lead is on the do-not-contact list.' };

type Job = Pick<Delivery, 'mapping' | 'place' | 'again' | 'tableName'>;

/** Looks rows over before anything is sent: who must not be contacted, what is there already, what lacks something is left out, with the reason. */
export async function gather(deps: Pick<Deps, 'store' | 'now'>, target: OpenTarget, job: Job, rows: readonly DeliveryRow[]): Promise<Gathered> {
  const ids = rows.map((row) => row.leadId);
  const found = await deps.store.leads.getLeads(ids);
  const leads = new Map<LeadId, Lead>(found.map((lead) => [lead.id, lead]));
  const [isListed, sent, read] = await Promise.all([deps.store.doNotContact.lookup(), deps.store.deliveries.sent(job.place, ids), readerOf(deps, target.view.kind, job.mapping)]);
  const outgoing: Outgoing[] = [];
  const ended: { row: DeliveryRow; end: RowEnd }[] = [];
  for (const row of rows) {
    const lead = leads.get(row.leadId);
    const block = lead ? blockOf(lead, isListed) : null;
    if (!lead || lead.kind !== target.view.kind) ended.push({ row, end: { kind: 'left-out', reason: 'lead-gone' } });
    else if (block) ended.push({ row, end: { kind: 'left-out', reason: 'blocked', detail: LISTED[block.kind] } });
    else {
      const values = mappedValues(lead, job.mapping, job.tableName, read);
      const fingerprint = fingerprintOf(values, job.mapping.upsertKey);
      const problem = problemOf(values, target, job);
      if (problem) ended.push({ row, end: problem });
      else if (!job.again && sent.get(row.leadId)?.has(fingerprint)) ended.push({ row, end: { kind: 'left-out', reason: 'sent' } });
      else outgoing.push({ row, record: { id: row.leadId, values }, fingerprint });
    }
  }
  return { outgoing, ended };
}

/** What the columns of a mapping show: stored for most, reckoned for formulas, which are looked up only where one may be among them. */
async function readerOf(deps: Pick<Deps, 'store' | 'now'>, kind: LeadKind, { fields }: Mapping): Promise<ReadLead | undefined> {
  if (!fields.some(({ from }) => 'lead' in from && isCustomKey(from.lead))) return undefined;
  const cell = cellReader(kind, await deps.store.columns.list());
  const now = deps.now();
  return (lead, key) => cell((of) => shownText(lead, of), key, now);
}

function problemOf(values: Readonly<Record<string, string>>, { view }: OpenTarget, { mapping }: Job): RowEnd | undefined {
  if (Object.keys(values).length === 0) return { kind: 'left-out', reason: 'empty' };
  const needed = view.fields.filter((field) => field.required).map(({ name, label }) => ({ name, label }));
  if (mapping.upsertKey !== undefined) needed.push({ name: mapping.upsertKey, label: view.fields.find((field) => field.name === mapping.upsertKey)?.label ?? mapping.upsertKey });
  const missing = needed.find(({ name }) => values[name] === undefined);
  return missing ? { kind: 'failed', reason: 'incomplete', detail: `${missing.label} is empty.` } : undefined;
}

/** Records in one request. */
export const rowsOf = ({ destination, view }: Pick<OpenTarget, 'destination' | 'view'>): number => Math.max(1, Math.min(destination.facts.limits.rows, destination.rows?.(view) ?? destination.facts.limits.rows));
const bytesOf = (request: WireRequest): number => new TextEncoder().encode(request.body ?? '').length;

export interface Batch {
  readonly rows: readonly Outgoing[];
  /** The first request alone is larger than the destination takes. */
  readonly tooLarge: boolean;
}

/** What a destination knows a record by: two with the same must never be under way at once, or each finds that the other is not there. */
export const keyOf = ({ record }: Pick<Outgoing, 'record'>, upsertKey: string | undefined): string => (upsertKey === undefined ? record.id : (record.values[upsertKey] ?? '').trim().toLowerCase());

/**
 * The first of these that make one request: no more than the destination takes, no two with the same key and none with one that is
 * under way, one that is sent by itself alone, and no larger in bytes than it may be.
 */
export function cutBatch(outgoing: readonly Outgoing[], target: OpenTarget, upsertKey: string | undefined, underWay: ReadonlySet<string> = new Set()): Batch {
  const [first] = outgoing;
  if (!first) return { rows: [], tooLarge: false };
  const most = rowsOf(target);
  const rows: Outgoing[] = [];
  const keys = new Set(underWay);
  for (const one of first.row.alone ? [first] : outgoing) {
    if (rows.length >= most) break;
    const key = keyOf(one, upsertKey);
    if (keys.has(key) || (one.row.alone && one !== first)) continue;
    keys.add(key);
    rows.push(one);
  }
  while (rows.length > 0) {
    const move = target.destination.deliver(rows.map(({ record }) => record), target.view, []);
    if (move.kind !== 'ask' || bytesOf(move.request) <= target.destination.facts.limits.bodyBytes) return { rows, tooLarge: false };
    if (rows.length === 1) return { rows, tooLarge: true };
    rows.length = Math.ceil(rows.length / 2);
  }
  return { rows: [], tooLarge: false };
}
