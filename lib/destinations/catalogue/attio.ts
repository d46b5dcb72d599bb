import type { Destination, TargetField } from '../../contracts/destination.ts';
import { at, bearer, failed, get, judgedJson, jsonOf, listAt, sendJson, textAt, type Json } from '../http.ts';
import { fieldOf, typed, valuesOf } from '../records.ts';

const BASE = 'https://api.attio.com/v2';
const TYPES: Readonly<Record<string, TargetField['type']>> = { text: 'text', number: 'number', currency: 'number', checkbox: 'boolean', date: 'date', timestamp: 'date', 'email-address': 'email', 'phone-number': 'phone', domain: 'url', select: 'choice', status: 'choice', location: 'other', 'personal-name': 'title' };
const objectOf = (kind: string): string => (kind === 'company' ? 'companies' : 'people');

/** People or companies, one in a request, asserted by an attribute that is unique. */
export default {
  facts: {
    id: 'attio', name: 'Attio', group: 'crm',
    summary: 'People and companies, updated where they are there already.',
    homepage: 'https://attio.com', docs: 'https://docs.attio.com/rest-api/endpoint-reference/records/assert-a-record',
    help: ['In Attio open Workspace settings, Developers and create an access token.', 'Give it read and write access to records and to the object configuration.'],
    verified: { sure: 'documented', live: null, notes: 'The shape of errors is inferred.' },
    kinds: ['person', 'company'],
    inputs: [{ name: 'key', label: 'Access token', secret: true, kind: 'text', pattern: '^[\\x21-\\x7e]{8,400}$' }],
    base: BASE, naming: 'asked', upsert: 'native',
    limits: { rows: 1, perSecond: 15, burst: 10, concurrent: 4, bodyBytes: 500_000, windows: [{ requests: 25, seconds: 1 }], note: '25 writes a second.' },
    warning: 'Attio enriches a record by itself once its email or domain is set.',
  },
  check({ settings, kind }, [reply]) {
    if (!reply) return { kind: 'ask', request: get(`${BASE}/objects/${objectOf(kind)}/attributes`, bearer(settings['key'])) };
    const bad = judgedJson(reply, 1);
    if (bad) return failed(bad);
    const fields = listAt(jsonOf(reply), 'data').flatMap((attribute): TargetField[] => {
      const name = textAt(attribute, 'api_slug');
      if (!name || at(attribute, 'is_writable') === false || at(attribute, 'is_archived') === true) return [];
      return [{ name, label: textAt(attribute, 'title') ?? name, type: TYPES[textAt(attribute, 'type') ?? ''] ?? 'other', ...(at(attribute, 'is_unique') === true ? { key: true as const } : {}), ...(at(attribute, 'is_multiselect') === true ? { many: true as const } : {}), ...(at(attribute, 'is_system_attribute') === false ? { custom: true as const } : {}) }];
    });
    return fields.length === 0 ? { kind: 'fails', because: 'down' } : { kind: 'works', fields };
  },
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver([record], target, [reply]) {
    if (!record) return { kind: 'results', results: [] };
    const { settings, kind, upsertKey } = target;
    if (!reply) {
      const values = Object.fromEntries(Object.entries(record.values).map(([name, text]) => [name, valueOf(text, fieldOf(target, name), name)]));
      const path = `${BASE}/objects/${objectOf(kind)}/records`;
      return { kind: 'ask', writes: true, request: sendJson(upsertKey === undefined ? 'POST' : 'PUT', upsertKey === undefined ? path : `${path}?matching_attribute=${encodeURIComponent(upsertKey)}`, bearer(settings['key']), { data: { values } }) };
    }
    // What must be unique is there already, where it was not to be looked for.
    if (reply.status === 409 && upsertKey === undefined) return { kind: 'results', results: [{ kind: 'known' }] };
    const bad = judgedJson(reply, 1);
    if (bad) return bad;
    const remoteId = textAt(jsonOf(reply), 'data.id.record_id');
    return remoteId ? { kind: 'results', results: [{ kind: 'delivered', remoteId }] } : { kind: 'fault', detail: 'The answer names no record.' };
  },
  hints: { name: ['name'], email_addresses: ['workEmail', 'email', 'personalEmail'], phone_numbers: ['mobile', 'phone'], domains: ['domain', 'companyDomain'], job_title: ['title'], linkedin: ['linkedinUrl'], description: ['description'] },
} satisfies Destination;

/** Addresses, numbers and domains are lists, and what takes several is; a person's name is taken apart at its last blank. */
function valueOf(text: string, field: TargetField | undefined, name: string): Json {
  const type = field?.type;
  if (type === 'email' || type === 'phone' || name === 'domains') return [text];
  if (field?.many) return valuesOf(text, field);
  if (type === 'title') {
    const at = text.lastIndexOf(' ');
    return [{ first_name: at < 0 ? text : text.slice(0, at), last_name: at < 0 ? '' : text.slice(at + 1), full_name: text }];
  }
  return typed(text, type);
}
