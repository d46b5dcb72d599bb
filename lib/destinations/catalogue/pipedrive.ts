import type { Destination, OutRecord, TargetView, WireRequest } from '../../contracts/destination.ts';
import { failed, get, judgedJson, jsonOf, sendJson, textAt, at, type Json } from '../http.ts';

const BASE = 'https://api.pipedrive.com/api/v2';
const auth = ({ settings }: TargetView): Record<string, string> => ({ 'x-api-token': settings['key'] ?? '' });

/** Persons or organisations, one in a request. There is no upsert: the record is searched for first, by email or by name. */
export default {
  facts: {
    id: 'pipedrive', name: 'Pipedrive', group: 'crm',
    summary: 'Persons and organisations, searched for first and updated where they are there.',
    homepage: 'https://www.pipedrive.com', docs: 'https://developers.pipedrive.com/docs/api/v1/Persons',
    help: ['In Pipedrive open Personal preferences, API.', 'Copy your personal API token.'],
    verified: { sure: 'documented', live: null, notes: 'Custom fields are not offered yet.' },
    kinds: ['person', 'company'],
    inputs: [{ name: 'key', label: 'API token', secret: true, kind: 'text', pattern: '^[\\x21-\\x7e]{8,200}$' }],
    base: BASE, naming: 'known', upsert: 'lookup',
    fields: {
      person: [{ name: 'name', label: 'Name', type: 'text', required: true }, { name: 'email', label: 'Email', type: 'email', key: true }, { name: 'phone', label: 'Phone', type: 'phone' }, { name: 'job_title', label: 'Job title', type: 'text' }],
      company: [{ name: 'name', label: 'Name', type: 'text', required: true, key: true }, { name: 'address', label: 'Address', type: 'text' }],
    },
    limits: { rows: 1, perSecond: 2, burst: 4, concurrent: 2, bodyBytes: 500_000, note: 'A budget of tokens a day: 40 for a search, 10 for a write.' },
  },
  check(target, [reply]) {
    if (!reply) return { kind: 'ask', request: get(`${BASE}/persons?limit=1`, auth(target)) };
    const bad = judgedJson(reply, 1);
    return bad ? failed(bad) : { kind: 'works' };
  },
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver([record], target, replies) {
    if (!record) return { kind: 'results', results: [] };
    const { upsertKey, kind } = target;
    const searched = upsertKey === undefined ? undefined : replies[0];
    if (upsertKey !== undefined && !searched) return { kind: 'ask', writes: false, request: search(record, upsertKey, target) };
    if (searched) {
      const bad = judgedJson(searched, 1);
      if (bad) return bad;
      if (!Array.isArray(at(jsonOf(searched), 'data.items'))) return { kind: 'fault', detail: 'The search did not answer with a list.' };
    }
    const known = searched ? textAt(jsonOf(searched), 'data.items.0.item.id') : undefined;
    const written = replies[searched ? 1 : 0];
    if (!written) {
      const path = `${BASE}/${kind === 'company' ? 'organizations' : 'persons'}`;
      const body = bodyOf(record, kind);
      return { kind: 'ask', writes: true, request: known === undefined ? sendJson('POST', path, auth(target), body) : sendJson('PATCH', `${path}/${encodeURIComponent(known)}`, auth(target), body) };
    }
    const bad = judgedJson(written, 1);
    if (bad) return bad;
    const remoteId = textAt(jsonOf(written), 'data.id');
    return remoteId ? { kind: 'results', results: [{ kind: 'delivered', remoteId, was: known === undefined ? 'created' : 'updated' }] } : { kind: 'fault', detail: 'The answer names no record.' };
  },
  hints: { email: ['workEmail', 'email'], phone: ['mobile', 'phone'], job_title: ['title'], name: ['name'] },
} satisfies Destination;

function search(record: OutRecord, upsertKey: string, target: TargetView): WireRequest {
  const query = new URLSearchParams({ term: record.values[upsertKey] ?? '', fields: upsertKey, exact_match: 'true', limit: '1' });
  return get(`${BASE}/${target.kind === 'company' ? 'organizations' : 'persons'}/search?${query.toString()}`, auth(target));
}
function bodyOf({ values }: OutRecord, kind: TargetView['kind']): Json {
  const { email, phone, address, ...rest } = values;
  if (kind === 'company') return { ...rest, ...(address ? { address: { value: address } } : {}) };
  return { ...rest, ...(email ? { emails: [{ value: email, primary: true, label: 'work' }] } : {}), ...(phone ? { phones: [{ value: phone, primary: true, label: 'work' }] } : {}) };
}
