import type { Destination, OutRecord, TargetField, TargetView, WireReply, WireRequest } from '../../contracts/destination.ts';
import { at, bearer, failed, get, judgedJson, jsonOf, listAt, sendJson, textAt, type Json } from '../http.ts';
import { fieldOf, typed, typeOf, valuesOf } from '../records.ts';

const BASE = 'https://api.notion.com/v1';
const TYPES: Readonly<Record<string, TargetField['type']>> = { title: 'title', rich_text: 'text', email: 'email', phone_number: 'phone', url: 'url', number: 'number', select: 'choice', multi_select: 'choice', status: 'choice', date: 'date', checkbox: 'boolean' };
const TEXT_CHARS = 2_000;
const headers = (key: string | undefined): Record<string, string> => ({ ...bearer(key), 'Notion-Version': '2022-06-28' });

/** Pages of a database, one in a request. There is no upsert: a page with the same key is looked for first. */
export default {
  facts: {
    id: 'notion', name: 'Notion', group: 'table',
    summary: 'Pages of a database, looked for by a key first.',
    homepage: 'https://www.notion.so', docs: 'https://developers.notion.com/reference/post-page',
    help: ['Create an internal integration at notion.so/my-integrations and copy its token.', 'Open the database, choose Connections and add the integration.', 'The address of the database holds its id: 32 letters and digits.'],
    verified: { sure: 'documented', live: null, notes: 'Version 2022-06-28 of the API. No upsert and no idempotency key.' },
    kinds: ['person', 'company'],
    inputs: [
      { name: 'key', label: 'Integration token', secret: true, kind: 'text', example: 'ntn_…', pattern: '^[\\x21-\\x7e]{8,400}$' },
      { name: 'database', label: 'Database', kind: 'text', example: '0123456789abcdef0123456789abcdef', pattern: '^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$' },
    ],
    base: BASE, naming: 'asked', upsert: 'lookup',
    limits: { rows: 1, perSecond: 1.4, burst: 3, concurrent: 1, bodyBytes: 500_000, windows: [{ requests: 180, seconds: 60 }], calls: 2, note: 'About three requests a second, of which a record with a key needs two.' },
  },
  check({ settings }, [reply]) {
    if (!reply) return { kind: 'ask', request: get(`${BASE}/databases/${settings['database'] ?? ''}`, headers(settings['key'])) };
    const bad = judgedJson(reply, 1);
    if (bad) return failed(bad);
    const properties = at(jsonOf(reply), 'properties');
    const fields = Object.entries(typeof properties === 'object' && properties !== null ? properties : {}).flatMap(([name, property]): TargetField[] => {
      const form = textAt(property, 'type') ?? '';
      const type = TYPES[form];
      if (!type || name === '') return [];
      return [{ name, label: name, type, ...(['title', 'text', 'email', 'phone', 'url'].includes(type) ? { key: true as const } : {}), ...(form === 'multi_select' ? { many: true as const } : {}), ...(form === 'status' ? { form } : {}) }];
    });
    const says = textAt(jsonOf(reply), 'title.0.plain_text');
    return fields.length === 0 ? { kind: 'fails', because: 'down' } : { kind: 'works', fields, ...(says ? { says } : {}) };
  },
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver([record], target, replies) {
    if (!record) return { kind: 'results', results: [] };
    const { upsertKey } = target;
    const searched = upsertKey === undefined ? undefined : replies[0];
    if (upsertKey !== undefined && !searched) return { kind: 'ask', writes: false, request: search(record, upsertKey, target) };
    if (searched) {
      const bad = judgedJson(searched, 1);
      if (bad) return bad;
      if (!Array.isArray(at(jsonOf(searched), 'results'))) return { kind: 'fault', detail: 'The search did not answer with a list.' };
    }
    const known = searched ? textAt(listAt(jsonOf(searched), 'results')[0], 'id') : undefined;
    const written = replies[searched ? 1 : 0];
    return written ? result(written, known) : { kind: 'ask', writes: true, request: write(record, known, target) };
  },
} satisfies Destination;

function search(record: OutRecord, upsertKey: string, target: TargetView): WireRequest {
  const type = { title: 'title', email: 'email', phone: 'phone_number', url: 'url' }[typeOf(target, upsertKey) ?? ''] ?? 'rich_text';
  return sendJson('POST', `${BASE}/databases/${target.settings['database'] ?? ''}/query`, headers(target.settings['key']), { filter: { property: upsertKey, [type]: { equals: (record.values[upsertKey] ?? '').slice(0, TEXT_CHARS) } }, page_size: 1 });
}
function write(record: OutRecord, known: string | undefined, target: TargetView): WireRequest {
  const properties = Object.fromEntries(Object.entries(record.values).map(([name, text]) => [name, property(text, fieldOf(target, name))]));
  const { key, database } = target.settings;
  return known === undefined ? sendJson('POST', `${BASE}/pages`, headers(key), { parent: { database_id: database }, properties }) : sendJson('PATCH', `${BASE}/pages/${encodeURIComponent(known)}`, headers(key), { properties });
}
function result(reply: WireReply, known: string | undefined): ReturnType<Destination['deliver']> {
  const bad = judgedJson(reply, 1, { 409: { kind: 'later', because: 'down' } });
  if (bad) return bad;
  const remoteId = textAt(jsonOf(reply), 'id');
  return remoteId ? { kind: 'results', results: [{ kind: 'delivered', remoteId, was: known === undefined ? 'created' : 'updated' }] } : { kind: 'fault', detail: 'The answer names no page.' };
}
/** A word of a list; a comma would part it. */
const word = (text: string): Json => ({ name: text.replaceAll(',', ' ').slice(0, 100) });
function property(text: string, field: TargetField | undefined): Json {
  const content = [{ text: { content: text.slice(0, TEXT_CHARS) } }];
  switch (field?.type) {
    case 'title':
      return { title: content };
    case 'email':
      return { email: text };
    case 'phone':
      return { phone_number: text };
    case 'url':
      return { url: text };
    case 'number':
      return { number: typed(text, 'number') };
    case 'boolean':
      return { checkbox: typed(text, 'boolean') };
    case 'choice':
      return field.many ? { multi_select: valuesOf(text, field).map(word) } : field.form === 'status' ? { status: word(text) } : { select: word(text) };
    case 'date':
      return { date: { start: text } };
    default:
      return { rich_text: content };
  }
}
