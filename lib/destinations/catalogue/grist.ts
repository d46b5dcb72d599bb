import type { Destination, OutRecord, RecordResult, TargetField, TargetView, WireRequest } from '../../contracts/destination.ts';
import { at, bearer, failed, get, judgedJson, jsonOf, listAt, sendJson, textAt, type Json } from '../http.ts';
import { fieldOf, sameKey, typed, valuesOf } from '../records.ts';

const auth = ({ settings }: TargetView): Record<string, string> => bearer(settings['key']);
const urlOf = ({ settings }: TargetView, path: string): string => `${(settings['host'] ?? 'https://docs.getgrist.com').replace(/\/+$/, '')}/api/docs/${settings['document'] ?? ''}/tables/${settings['table'] ?? ''}/${path}`;
const TYPES: Readonly<Record<string, TargetField['type']>> = { Text: 'text', Any: 'text', Numeric: 'number', Int: 'number', Bool: 'boolean', Date: 'date', Choice: 'choice', ChoiceList: 'choice' };

/** Rows of a table, known again by any column. An upsert answers with nothing, so the rows are read afterwards: only what stands there has arrived. */
export default {
  facts: {
    id: 'grist', name: 'Grist', group: 'table',
    summary: 'Rows of a table, hosted or on your own server, updated by a column of your choice.',
    homepage: 'https://www.getgrist.com', docs: 'https://support.getgrist.com/api/',
    help: ['In Grist open Profile settings and create an API key.', 'The document id stands in the settings of the document, under API.', 'The table id is the name of the table without blanks; Raw data shows it.'],
    verified: { sure: 'documented', live: null, notes: 'The answer to an upsert holds nothing, so the rows are read after it. References are not offered.' },
    kinds: ['person', 'company'],
    inputs: [
      { name: 'host', label: 'Address', kind: 'address', example: 'https://docs.getgrist.com' },
      { name: 'document', label: 'Document id', kind: 'text', example: 'aBcD1234eFgH5678', pattern: '^[A-Za-z0-9_~-]{8,60}$' },
      { name: 'table', label: 'Table id', kind: 'text', example: 'People', pattern: '^[A-Za-z][A-Za-z0-9_]{0,60}$' },
      { name: 'key', label: 'API key', secret: true, kind: 'text', pattern: '^[\\x21-\\x7e]{8,400}$' },
    ],
    naming: 'asked', upsert: 'native',
    limits: { rows: 25, perSecond: 1, burst: 1, concurrent: 1, bodyBytes: 1_000_000, windows: [{ requests: 5, seconds: 1 }], calls: 2, note: '5 requests a second for a document, and 5,000 a day on the free plan.' },
  },
  check(target, [reply]) {
    if (!reply) return { kind: 'ask', request: get(urlOf(target, 'columns'), auth(target)) };
    const bad = judgedJson(reply, 1);
    if (bad) return failed(bad);
    const fields = listAt(jsonOf(reply), 'columns').flatMap((column): TargetField[] => {
      const [name, type = ''] = [textAt(column, 'id'), TYPES[(textAt(column, 'fields.type') ?? '').split(':')[0] ?? '']];
      if (!name || type === '' || at(column, 'fields.isFormula') === true) return [];
      const isList = textAt(column, 'fields.type') === 'ChoiceList';
      return [{ name, label: textAt(column, 'fields.label') ?? name, type, ...(type === 'text' || type === 'number' ? { key: true as const } : {}), ...(isList ? { many: true as const } : {}) }];
    });
    return fields.length === 0 ? { kind: 'fails', because: 'down' } : { kind: 'works', fields };
  },
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver(batch, target, [written, read]) {
    const { upsertKey } = target;
    if (!written) return { kind: 'ask', writes: true, request: upsertKey === undefined ? sendJson('POST', urlOf(target, 'records'), auth(target), { records: batch.map((record) => ({ fields: fieldsOf(record, target) })) }) : upsert(batch, upsertKey, target) };
    const bad = judgedJson(written, batch.length);
    if (bad) return bad;
    if (upsertKey === undefined) {
      const made = listAt(jsonOf(written), 'records').map((row) => textAt(row, 'id'));
      return made.length === batch.length && made.every(Boolean) ? { kind: 'results', results: made.map(delivered) } : { kind: 'fault', detail: 'The answer has another number of rows.' };
    }
    if (!read) return { kind: 'ask', writes: true, request: find(batch, upsertKey, target) };
    const unread = judgedJson(read, 1);
    if (unread) return unread.kind === 'later' ? unread : { kind: 'fault', detail: 'The rows could not be read again.' };
    const rows = listAt(jsonOf(read), 'records');
    const ids = batch.map((record) => textAt(rows.find((row) => sameKey(textAt(row, `fields.${upsertKey}`), record.values[upsertKey] ?? '')), 'id'));
    return ids.every(Boolean) ? { kind: 'results', results: ids.map(delivered) } : { kind: 'fault', detail: 'Not all rows are there.' };
  },
} satisfies Destination;

const delivered = (id: string | undefined): RecordResult => ({ kind: 'delivered', ...(id ? { remoteId: id } : {}) });
/** A list of choices begins with L. */
function valueOf(text: string, field: TargetField | undefined): Json {
  return field?.many ? ['L', ...valuesOf(text, field)] : typed(text, field?.type);
}
const fieldsOf = ({ values }: OutRecord, target: TargetView): Record<string, Json> => Object.fromEntries(Object.entries(values).map(([name, text]) => [name, valueOf(text, fieldOf(target, name))]));
function upsert(batch: readonly OutRecord[], upsertKey: string, target: TargetView): WireRequest {
  const records = batch.map((record) => {
    const { [upsertKey]: key = '', ...fields } = fieldsOf(record, target);
    return { require: { [upsertKey]: key }, fields };
  });
  return sendJson('PUT', urlOf(target, 'records'), auth(target), { records });
}
const find = (batch: readonly OutRecord[], upsertKey: string, target: TargetView): WireRequest =>
  get(`${urlOf(target, 'records')}?filter=${encodeURIComponent(JSON.stringify({ [upsertKey]: batch.map((record) => typed(record.values[upsertKey] ?? '', fieldOf(target, upsertKey)?.type)) }))}`, auth(target));
