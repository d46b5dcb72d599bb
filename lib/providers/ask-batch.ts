import type { BatchSpec, OperationSpec } from '../contracts/manifest.ts';
import type { OperationInput } from '../domain/enrichment/operation.ts';
import { endedBy, found, withBill, type Ended } from './ask.ts';
import { readAnswer } from './answer.ts';
import type { Reply } from './conditions.ts';
import type { CallRequest } from './engine-api.ts';
import { callError, classify } from './outcome.ts';
import { readPath, scalarText } from './paths.ts';
import type { Json } from './paths.ts';
import { send } from './send.ts';
import type { Session } from './send.ts';
import { fillJson } from './template.ts';
import type { Scope } from './template.ts';

type Row = Json;

const folded = (text: string | undefined): string => (text ?? '').trim().toLowerCase();

/** Rows by their questions, in the order of the questions; null when they cannot be told apart. A row that is missing is undefined. */
function rowsOf(batch: BatchSpec, reply: Reply, inputs: readonly OperationInput[]): readonly Row[] | null {
  const at = readPath(reply.json, batch.answers);
  const { match } = batch;
  if (match.by === 'key') {
    const map = at[0];
    if (typeof map !== 'object' || map === null || Array.isArray(map)) return null;
    const byKey = new Map(Object.entries(map).map(([key, row]) => [folded(key), row as Row]));
    return inputs.map((input) => byKey.get(folded(input[match.with])));
  }
  const list: readonly Row[] = at.length === 1 && Array.isArray(at[0]) ? at[0] : at;
  // A list of another length cannot be matched by order: somebody would get the answer of somebody else.
  if (match.by === 'position') return list.length === inputs.length ? list : null;
  const byEcho = new Map(list.map((row) => [folded(scalarText(readPath(row, match.path)[0])), row]));
  return inputs.map((input) => byEcho.get(folded(input[match.with])));
}

function ofRow(session: Session, spec: OperationSpec, batch: BatchSpec, row: Row, whole: Reply, call: CallRequest, input: OperationInput, scope: Scope): Ended {
  const reply: Reply = { ...whole, json: row, text: row === undefined ? '' : JSON.stringify(row) };
  const outcome = row === undefined || row === null ? 'no-result' : classify(reply, batch.rowRules ?? [], true, undefined);
  if (outcome === 'pending' || outcome === 'rate-limited' || outcome === 'server') return { kind: 'failed', error: callError(outcome === 'pending' ? 'server' : outcome) };
  const ended = endedBy(outcome, reply, session) ?? found(readAnswer(call.operation, batch.answer ?? spec.answer, reply, { ...scope, ...input }, input, session.redact), reply, session);
  return withBill(session, spec, ended, reply, { ...scope, ...input });
}

/** Many questions in one request: each gets the outcome of its own row, and all of them the failure of the whole. */
export async function askBatch(session: Session, spec: OperationSpec, batch: BatchSpec, calls: readonly CallRequest[], inputs: readonly OperationInput[]): Promise<readonly Ended[]> {
  const today = new Date(session.ports.now()).toISOString().slice(0, 10);
  const rows = inputs.map((input) => fillJson(batch.row, { ...input, today }) ?? {});
  session.rows = rows;
  const exchanged = await send(session, batch.request, { today }, [...(batch.rules ?? []), ...(session.manifest.rules ?? [])], undefined);
  const all = (ended: Ended): readonly Ended[] => calls.map(() => ended);
  if (exchanged.outcome === 'failed') return all({ kind: 'failed', error: exchanged.error });
  if (exchanged.outcome === 'pending') return all({ kind: 'failed', error: callError('nonsense', { detail: 'The provider is still working but named no job to ask for.' }) });
  const ended = endedBy(exchanged.outcome, exchanged.reply, session);
  if (ended) return all(withBill(session, spec, ended, exchanged.reply, { today }));
  const found = rowsOf(batch, exchanged.reply, inputs);
  if (!found) return all({ kind: 'failed', error: callError('nonsense', { status: exchanged.reply.status, detail: 'The answers do not fit the questions.' }) });
  return calls.map((call, i) => ofRow(session, spec, batch, found[i], exchanged.reply, call, inputs[i] ?? {}, { today }));
}
