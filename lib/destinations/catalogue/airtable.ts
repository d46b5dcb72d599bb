import type { Destination, TargetField } from '../../contracts/destination.ts';
import { at, bearer, failed, get, judgedJson, jsonOf, listAt, retryAfter, sendJson, textAt } from '../http.ts';
import { typedValues } from '../records.ts';

const BASE = 'https://api.airtable.com/v0';
const TYPES: Readonly<Record<string, TargetField['type']>> = { singleLineText: 'text', multilineText: 'text', richText: 'text', email: 'email', url: 'url', phoneNumber: 'phone', number: 'number', currency: 'number', percent: 'number', date: 'date', dateTime: 'date', singleSelect: 'choice', multipleSelects: 'choice', checkbox: 'boolean' };
/** Fields that only Airtable fills. */
const OWN = /^(formula|rollup|count|lookup|multipleLookupValues|createdTime|lastModifiedTime|createdBy|lastModifiedBy|autoNumber|button|externalSyncSource|aiText)$/;

/** Rows of a table, ten in a request; all of a request or none. */
export default {
  facts: {
    id: 'airtable', name: 'Airtable', group: 'table',
    summary: 'Rows of a table, updated where they are there already.',
    homepage: 'https://www.airtable.com', docs: 'https://airtable.com/developers/web/api',
    help: ['Create a personal access token at airtable.com/create/tokens with the scopes data.records:write and schema.bases:read, for the base.', 'Open the table: its address holds the base (app…) and the table (tbl…).'],
    verified: { sure: 'documented', live: null },
    kinds: ['person', 'company'],
    inputs: [
      { name: 'key', label: 'Personal access token', secret: true, kind: 'text', example: 'pat…', pattern: '^[\\x21-\\x7e]{8,400}$' },
      { name: 'base', label: 'Base', kind: 'text', example: 'appAbC123dEf456Gh', pattern: '^app[A-Za-z0-9]{10,20}$' },
      { name: 'table', label: 'Table', kind: 'text', example: 'tblAbC123dEf456Gh', pattern: '^tbl[A-Za-z0-9]{10,20}$' },
    ],
    base: BASE, naming: 'asked', upsert: 'native',
    limits: { rows: 10, perSecond: 4, burst: 2, concurrent: 2, bodyBytes: 1_000_000, windows: [{ requests: 5, seconds: 1 }], note: 'Five requests a second for a base; a refused one is to be followed by 30 seconds of rest.' },
  },
  check({ settings }, [reply]) {
    const { base = '', table = '', key } = settings;
    if (!reply) return { kind: 'ask', request: get(`${BASE}/meta/bases/${base}/tables`, bearer(key)) };
    const bad = judgedJson(reply, 1);
    if (bad) return failed(bad);
    const mine = listAt(jsonOf(reply), 'tables').find((one) => at(one, 'id') === table);
    if (mine === undefined) return { kind: 'fails', because: 'gone', detail: 'This base has no such table.' };
    const fields = listAt(mine, 'fields').flatMap((field): TargetField[] => {
      const [name, type = ''] = [textAt(field, 'name'), textAt(field, 'type')];
      if (!name || OWN.test(type)) return [];
      const known = TYPES[type] ?? 'other';
      return [{ name, label: name, type: known, ...(['text', 'email', 'url', 'phone', 'number'].includes(known) ? { key: true as const } : {}), ...(type === 'multipleSelects' ? { many: true as const } : {}) }];
    });
    const says = textAt(mine, 'name');
    return { kind: 'works', fields, ...(says ? { says } : {}) };
  },
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver(batch, target, [reply]) {
    const { settings, upsertKey } = target;
    const { base = '', table = '', key } = settings;
    if (!reply) {
      const records = batch.map((record) => ({ fields: typedValues(record, target) }));
      const body = upsertKey === undefined ? { records, typecast: true } : { performUpsert: { fieldsToMergeOn: [upsertKey] }, records, typecast: true };
      return { kind: 'ask', writes: true, request: sendJson(upsertKey === undefined ? 'POST' : 'PATCH', `${BASE}/${base}/${table}`, bearer(key), body) };
    }
    const bad = judgedJson(reply, batch.length, { 429: { kind: 'later', because: 'busy', afterMs: 30_000, ...retryAfter(reply) } });
    if (bad) return bad;
    const json = jsonOf(reply);
    const records = listAt(json, 'records');
    if (records.length !== batch.length) return { kind: 'fault', detail: 'The answer has another number of rows.' };
    const created = new Set(listAt(json, 'createdRecords'));
    return {
      kind: 'results',
      results: records.map((record) => {
        const remoteId = textAt(record, 'id');
        return { kind: 'delivered' as const, ...(remoteId ? { remoteId } : {}), was: upsertKey === undefined || created.has(remoteId) ? ('created' as const) : ('updated' as const) };
      }),
    };
  },
} satisfies Destination;
