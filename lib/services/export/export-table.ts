import { EXPORT_BATCH } from '../../core/limits.ts';
import type { LeadId } from '../../core/ids.ts';
import { blockOf, type ContactBlock } from '../../domain/contact/do-not-contact.ts';
import { isCustomKey, labelOf, type CustomColumn } from '../../domain/lead/custom.ts';
import type { Lead, Table } from '../../domain/lead/lead.ts';
import { chosenValue } from '../../domain/lead/merge.ts';
import type { FileBytes, RowBatches } from '../../files/cells.ts';
import { tsvText, writeCsv } from '../../files/csv.ts';
import { writeJson, writeJsonLines } from '../../files/json.ts';
import { markdownTable } from '../../files/markdown.ts';
import { writeVcards } from '../../files/vcard.ts';
import { inSheets } from '../../files/xlsx/sheets.ts';
import { writeXlsx } from '../../files/xlsx/write.ts';
import type { TableFormat } from '../../contracts/table-formats.ts';
import type { Deps } from '../deps.ts';
import { keepFile, slug, type ExportedFile } from '../export-file.ts';
import { contactOf } from './contact.ts';
import { shownText } from '../../domain/view/filter.ts';
import { cellReader } from '../../formula/columns.ts';
import { columnsOf, rowOf, type LeadColumn } from './lead-columns.ts';
import { SOURCE_COLUMNS, sourceCount, sourceRows } from './sources-sheet.ts';

const FILES: Readonly<Record<TableFormat, { readonly ending: string; readonly mime: string; readonly word: string }>> = {
  csv: { ending: 'csv', mime: 'text/csv', word: 'CSV' },
  'csv-excel': { ending: 'csv', mime: 'text/csv', word: 'CSV for Excel' },
  xlsx: { ending: 'xlsx', mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', word: 'Excel workbook' },
  json: { ending: 'json', mime: 'application/json', word: 'JSON' },
  jsonl: { ending: 'jsonl', mime: 'application/jsonl', word: 'JSON Lines' },
  vcf: { ending: 'vcf', mime: 'text/vcard', word: 'contact cards' },
  tsv: { ending: 'tsv', mime: 'text/tab-separated-values', word: 'a copy for a spreadsheet' },
  md: { ending: 'md', mime: 'text/markdown', word: 'Markdown' },
};

type ExportDeps = Pick<Deps, 'store' | 'now' | 'newId'>;
export interface ExportRequest {
  readonly tableId: string;
  readonly leadIds?: readonly string[];
  readonly format: TableFormat;
  /** Who is on the do-not-contact list is left out; without this they are in the file and marked there. */
  readonly withoutListed?: boolean;
}

interface Tally {
  rows: number;
  left: number;
  listed: number;
}

/** Everything that a writer needs of one export; the leads can be gone through more than once. */
interface Job {
  readonly table: Table;
  readonly names: readonly CustomColumn[];
  readonly read: (lead: Lead, key: LeadColumn['key']) => string | undefined;
  /** Why a lead must be left alone, if it must. */
  readonly blockOf: (lead: Lead) => ContactBlock | null;
  readonly leads: () => AsyncGenerator<readonly Lead[]>;
  /** Leads that are in the file, those that the format has no place for, and those that are on the do-not-contact list, left out or not. */
  readonly tally: Tally;
}

/** Builds a file of leads, batch by batch, and keeps it as a row; the page that asked saves it. Free. Null when the table is gone. */
export async function exportTable(deps: ExportDeps, { tableId, leadIds, format, withoutListed = false }: ExportRequest): Promise<(ExportedFile & { readonly listed: number }) | null> {
  const table = await deps.store.leads.getTable(tableId);
  if (!table) return null;
  // Those that were chosen, in the order in which they are shown.
  const wanted = leadIds ? [...new Set(leadIds)] : null;
  const tally: Tally = { rows: 0, left: 0, listed: 0 };
  const blockOf = await blocker(deps);
  async function* leads(): AsyncGenerator<readonly Lead[]> {
    tally.listed = 0;
    for await (const batch of all()) {
      const free = batch.filter((lead) => blockOf(lead) === null);
      tally.listed += batch.length - free.length;
      yield withoutListed ? free : batch;
    }
  }
  async function* all(): AsyncGenerator<readonly Lead[]> {
    if (!wanted) return yield* deps.store.leads.batchesOf(tableId, EXPORT_BATCH);
    for (let at = 0; at < wanted.length; at += EXPORT_BATCH) {
      const some = (await deps.store.leads.getLeads(wanted.slice(at, at + EXPORT_BATCH))).filter((lead) => lead.tableId === tableId);
      if (some.length > 0) yield some;
    }
  }
  const names = await deps.store.columns.list();
  const [cell, at] = [cellReader(table.kind, names), deps.now()];
  const read: Job['read'] = (lead, key) => (key === 'source' ? lead.sourceUrl : key === 'listed' ? (blockOf(lead) ? 'Yes' : undefined) : cell((of) => shownText(lead, of), key, at));
  const bytes = WRITERS[format]({ table, names, leads, tally, blockOf, read });
  const { ending, mime, word } = FILES[format];
  const file = await keepFile(deps, `${slug(table.name)}.${ending}`, mime, bytes, () => tally.rows);
  await deps.store.activity.put({
    id: deps.newId(), at: deps.now(), kind: 'exported', tableId: table.id,
    title: `${file.rows} ${file.rows === 1 ? 'lead' : 'leads'} exported`, detail: `${table.name} · ${word} · free${tally.left > 0 ? `, ${tally.left} without a name left out` : ''}${tally.listed > 0 ? `, ${tally.listed} on the do-not-contact list ${withoutListed ? 'left out' : 'marked'}` : ''}`,
  });
  return { ...file, listed: tally.listed };
}

/** Looks leads up on the do-not-contact list; asks nothing of them while it is empty. */
async function blocker({ store }: Pick<ExportDeps, 'store'>): Promise<Job['blockOf']> {
  if ((await store.doNotContact.count()) === 0) return () => null;
  const isListed = await store.doNotContact.lookup();
  return (lead) => blockOf(lead, isListed);
}

const WRITERS: Readonly<Record<TableFormat, (job: Job) => FileBytes>> = {
  csv: (job) => sheet(job, (columns, rows) => writeCsv(rows, { columns })),
  'csv-excel': (job) => sheet(job, (columns, rows) => writeCsv(rows, { columns, bom: true })),
  xlsx: workbook,
  json: (job) => writeJson({ table: job.table.name, kind: job.table.kind }, 'leads', mapped(job, (lead) => jsonOf(lead, job))),
  jsonl: (job) => writeJsonLines(mapped(job, (lead) => jsonOf(lead, job))),
  vcf: (job) => writeVcards(mapped(job, (lead) => contactOf(lead, [job.table.name, ...(job.blockOf(lead) ? ['Do not contact'] : [])]))),
  tsv: (job) => whole(job, (columns, rows) => tsvText([columns.map(({ label }) => label), ...rows])),
  md: (job) => whole(job, markdownTable),
};

async function* sheet(job: Job, write: (columns: readonly LeadColumn[], rows: RowBatches) => FileBytes): FileBytes {
  const columns = await columnsOf(job.table.kind, job.leads(), job.names, (lead) => job.blockOf(lead) !== null);
  yield* write(columns, mapped(job, (lead) => rowOf(lead, columns, job.read)));
}

async function* workbook(job: Job): FileBytes {
  const columns = await columnsOf(job.table.kind, job.leads(), job.names, (lead) => job.blockOf(lead) !== null);
  let [leads, values] = [0, 0];
  for await (const batch of job.leads()) {
    leads += batch.length;
    values += batch.reduce((sum, lead) => sum + sourceCount(lead), 0);
  }
  yield* writeXlsx([
    ...inSheets(job.table.name, columns, leads, () => mapped(job, (lead) => rowOf(lead, columns, job.read))),
    ...inSheets('Sources', SOURCE_COLUMNS, values, () => sources(job)),
  ]);
}

/** For formats that are one text: the clipboard and documents, which nobody fills with a hundred thousand rows. */
async function* whole(job: Job, write: (columns: readonly LeadColumn[], rows: ReturnType<typeof rowOf>[]) => string): FileBytes {
  const columns = await columnsOf(job.table.kind, job.leads(), job.names, (lead) => job.blockOf(lead) !== null);
  const rows: ReturnType<typeof rowOf>[] = [];
  for await (const batch of mapped(job, (lead) => rowOf(lead, columns, job.read))) rows.push(...batch);
  yield new TextEncoder().encode(write(columns, rows));
}

async function* sources({ leads, names }: Job): AsyncGenerator<ReturnType<typeof sourceRows>> {
  for await (const batch of leads()) yield batch.flatMap((lead) => sourceRows(lead, names));
}

/** What the file says of each lead; counts what comes into it. */
async function* mapped<T extends object>({ leads, tally }: Job, make: (lead: Lead) => T | null): AsyncGenerator<T[]> {
  Object.assign(tally, { rows: 0, left: 0 });
  for await (const batch of leads()) {
    const made = batch.map(make).filter((one) => one !== null);
    tally.rows += made.length;
    tally.left += batch.length - made.length;
    yield made;
  }
}

/** Everything that is known of a lead, with where each value comes from. Text is text here: nothing is defused. */
function jsonOf(lead: Lead, { names, blockOf: block }: Job): object {
  const fields = Object.fromEntries(
    Object.entries(lead.fields).map(([key, state]) => [key, { ...(isCustomKey(key) ? { name: labelOf(key, names) } : {}), value: chosenValue(state)?.value ?? null, ...(state?.pinned === undefined ? {} : { pinned: true }), values: state?.values ?? [] }]),
  );
  const listed = block(lead);
  return { id: lead.id satisfies LeadId, kind: lead.kind, source: lead.sourceUrl ?? null, addedAt: new Date(lead.createdAt).toISOString(), changedAt: new Date(lead.updatedAt).toISOString(), ...(listed ? { doNotContact: listed.kind } : {}), fields };
}
