import { csvFormatRows, tsvFormatRows } from 'd3-dsv';
import { defuseFormula } from '../core/formula.ts';
import { decimalMicro, micro } from '../domain/ledger/amount.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import { isCustomKey, labelOf, type CustomColumn, type LeadKey } from '../domain/lead/custom.ts';
import { fieldsOf, type LeadKind } from '../domain/lead/fields.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { chosenValue, textOf } from '../domain/lead/merge.ts';
import type { Deps } from './deps.ts';

type ExportDeps = Pick<Deps, 'store' | 'now' | 'newId'>;
export interface ExportedFile {
  readonly fileId: string;
  readonly name: string;
  readonly rows: number;
}

/** Columns that at least one lead has, in the order of the vocabulary, then a person's own; the name always comes first. */
function columnsOf(kind: LeadKind, leads: readonly Lead[]): LeadKey[] {
  const own = new Set(leads.flatMap((lead) => Object.keys(lead.fields).filter((key) => isCustomKey(key))));
  return [...fieldsOf(kind).filter((key) => key === 'name' || leads.some((lead) => lead.fields[key])), ...[...own].sort()];
}

function cells(kind: LeadKind, leads: readonly Lead[], names: readonly CustomColumn[]): string[][] {
  const columns = columnsOf(kind, leads);
  const head = [...columns.map((key) => labelOf(key, names)), 'Source'];
  return [head, ...leads.map((lead) => [...columns.map((key) => textOf(lead.fields, key) ?? ''), lead.sourceUrl ?? ''])].map((row) => row.map(defuseFormula));
}

/** Everything that is known of a lead, with where each value comes from. Text is text here: nothing is defused. */
function jsonOf(lead: Lead, names: readonly CustomColumn[]): object {
  const fields = Object.fromEntries(
    Object.entries(lead.fields).map(([key, state]) => [key, { ...(isCustomKey(key) ? { name: labelOf(key, names) } : {}), value: chosenValue(state)?.value ?? null, ...(state?.pinned === undefined ? {} : { pinned: true }), values: state?.values ?? [] }]),
  );
  return { id: lead.id, kind: lead.kind, source: lead.sourceUrl ?? null, addedAt: new Date(lead.createdAt).toISOString(), changedAt: new Date(lead.updatedAt).toISOString(), fields };
}

/** Builds a file of leads and keeps it as a row; the page that asked saves it. RFC 4180 line ends, UTF-8. Null when the table is gone. */
export async function exportTable(deps: ExportDeps, input: { readonly tableId: string; readonly leadIds?: readonly string[]; readonly format: 'csv' | 'json' | 'tsv' }): Promise<ExportedFile | null> {
  const table = await deps.store.leads.getTable(input.tableId);
  if (!table) return null;
  const all = await deps.store.leads.leadsOf(table.id);
  const wanted = input.leadIds && new Set(input.leadIds);
  const leads = wanted ? all.filter((lead) => wanted.has(lead.id)) : all;
  const names = await deps.store.questions.columns();
  const text = {
    csv: () => csvFormatRows(cells(table.kind, leads, names)).replace(/\r?\n/g, '\r\n'),
    tsv: () => tsvFormatRows(cells(table.kind, leads, names)),
    json: () => JSON.stringify({ table: table.name, kind: table.kind, leads: leads.map((lead) => jsonOf(lead, names)) }, null, 2),
  }[input.format]();
  const mime = { csv: 'text/csv', tsv: 'text/tab-separated-values', json: 'application/json' }[input.format];
  const file = await keepFile(deps, `${slug(table.name)}.${input.format}`, mime, text, leads.length);
  await deps.store.activity.put({
    id: deps.newId(), at: deps.now(), kind: 'exported', tableId: table.id,
    title: `${leads.length} ${leads.length === 1 ? 'lead' : 'leads'} exported`, detail: `${table.name} · ${input.format.toUpperCase()} · free`,
  });
  return file;
}

const STATEMENT_HEAD = ['Time', 'Charge', 'What', 'Provider', 'Operation', 'Paid by', 'State', 'Actions', 'Data Credits', 'Actions held', 'Data Credits held', 'Reason', 'Sandbox'];

/** Every charge this device knows, one line each, and a last line that sums what was taken. */
export async function exportStatement(deps: ExportDeps): Promise<ExportedFile> {
  const charges = await deps.store.ledger.charges();
  const sum = (pick: (c: Charge) => number): string => decimalMicro(micro(charges.reduce((total, c) => total + pick(c), 0)));
  const total = ['', '', 'Total', '', '', '', '', sum((c) => c.posted.actions), sum((c) => c.posted.credits), '', '', '', ''];
  const rows = [STATEMENT_HEAD, ...charges.map(statementLine), total].map((row) => row.map(defuseFormula));
  return keepFile(deps, 'statement.csv', 'text/csv', csvFormatRows(rows).replace(/\r?\n/g, '\r\n'), charges.length);
}

function statementLine(c: Charge): string[] {
  return [
    new Date(c.reservedAt).toISOString(), c.id, c.enrichment, c.providerId, c.operation,
    { own: 'own key', free: 'free source', account: 'account', practice: 'practice' }[c.route], c.state,
    decimalMicro(c.posted.actions), decimalMicro(c.posted.credits), decimalMicro(c.quoted.actions), decimalMicro(c.quoted.credits),
    c.code ?? '', c.sandbox ? 'sandbox' : '',
  ];
}

/** Keeps a file as a row; the page that asked saves it. */
export async function keepFile(deps: ExportDeps, name: string, mime: string, text: string, rows: number): Promise<ExportedFile> {
  const fileId = deps.newId();
  await deps.store.files.put({ id: fileId, name, mime, text, at: deps.now() });
  return { fileId, name, rows };
}

/** A file name out of the name of something. */
export const slug = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'leads';
