import { decimalMicro, micro } from '../domain/ledger/amount.ts';
import type { Charge } from '../domain/ledger/charge.ts';
import { explain } from '../domain/ledger/explain.ts';
import { fileBlob } from '../files/blob.ts';
import type { FileBytes } from '../files/cells.ts';
import { writeCsv } from '../files/csv.ts';
import type { Deps } from './deps.ts';

type ExportDeps = Pick<Deps, 'store' | 'now' | 'newId'>;
export interface ExportedFile {
  readonly fileId: string;
  readonly name: string;
  readonly rows: number;
}

const STATEMENT_HEAD = ['Time', 'Charge', 'What', 'Provider', 'Operation', 'Paid by', 'State', 'Actions', 'Data Credits', 'Actions held', 'Data Credits held', 'Reason', 'Sandbox', 'Explanation'];

/** Every charge this device knows, one line each, and a last line that sums what was taken. */
export async function exportStatement(deps: ExportDeps): Promise<ExportedFile> {
  const charges = await deps.store.ledger.charges();
  const sum = (pick: (c: Charge) => number): string => decimalMicro(micro(charges.reduce((total, c) => total + pick(c), 0)));
  const total = ['', '', 'Total', '', '', '', '', sum((c) => c.posted.actions), sum((c) => c.posted.credits), '', '', '', '', `${charges.length} entries`];
  const content = writeCsv([charges.map(statementLine), [total]], { columns: STATEMENT_HEAD.map((label) => ({ label, type: 'text' })) });
  return keepFile(deps, 'statement.csv', 'text/csv', content, charges.length);
}

function statementLine(c: Charge): string[] {
  return [
    new Date(c.reservedAt).toISOString(), c.id, c.enrichment, c.providerId, c.operation,
    { own: 'own key', free: 'free source', account: 'account', practice: 'practice' }[c.route], c.state,
    decimalMicro(c.posted.actions), decimalMicro(c.posted.credits), decimalMicro(c.quoted.actions), decimalMicro(c.quoted.credits),
    c.code ?? '', c.sandbox ? 'sandbox' : '', explainedCharge(c),
  ];
}

/** A charge in the words of the statement: what is held is told as held, what was not taken with the reason. */
function explainedCharge({ state, path, posted, quoted, reservedAt, enrichment, operation, providerId, route, code }: Charge): string {
  const kind = state === 'reserved' ? 'reserve' : state !== 'posted' ? 'void' : path === 'account' ? 'post' : 'spend';
  const { actions, credits } = state === 'posted' ? posted : quoted;
  const words = explain({ seq: 0, at: reservedAt, kind, actions: kind === 'void' ? actions : 0 - actions, credits: kind === 'void' ? credits : 0 - credits, enrichment, operation, providerId, ...(route === 'practice' ? {} : { route }), ...(code === undefined ? {} : { code }) }, (id) => id);
  return `${words.title}. ${words.text}`;
}

/**
 * Keeps a file as a row; the page that asked saves it.
 * @param rows how many it holds; asked when the file is whole
 */
export async function keepFile(deps: ExportDeps, name: string, mime: string, content: string | FileBytes, rows: number | (() => number)): Promise<ExportedFile> {
  const fileId = deps.newId();
  await deps.store.files.put({ id: fileId, name, mime, content: await fileBlob(content, mime), at: deps.now() });
  return { fileId, name, rows: typeof rows === 'number' ? rows : rows() };
}

/** A file name out of the name of something. */
export const slug = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'leads';
