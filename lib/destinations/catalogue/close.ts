import type { Destination, OutRecord, TargetView } from '../../contracts/destination.ts';
import { at, basic, failed, get, judgedJson, jsonOf, sendJson, textAt, type Json } from '../http.ts';

const BASE = 'https://api.close.com/api/v1';
const auth = ({ settings }: TargetView): Record<string, string> => basic(settings['key'] ?? '', '');

/** A lead of Close is a company with persons in it; one in a request, searched for first. */
export default {
  facts: {
    id: 'close', name: 'Close', group: 'crm',
    summary: 'Leads with a contact in them, searched for by email or name first.',
    homepage: 'https://www.close.com', docs: 'https://developer.close.com/resources/leads/',
    help: ['In Close open Settings, Developer, API keys.', 'Create a key and copy it.'],
    verified: { sure: 'documented', live: null, notes: 'A lead that is found is left as it is: its contacts are not changed. The form of field errors is inferred.' },
    kinds: ['person', 'company'],
    inputs: [{ name: 'key', label: 'API key', secret: true, kind: 'text', example: 'api_…', pattern: '^[\\x21-\\x7e]{8,200}$' }],
    base: BASE, naming: 'known', upsert: 'lookup',
    fields: {
      person: [{ name: 'contact', label: 'Name', type: 'text', required: true }, { name: 'email', label: 'Email', type: 'email', key: true }, { name: 'phone', label: 'Phone', type: 'phone' }, { name: 'title', label: 'Title', type: 'text' }, { name: 'name', label: 'Company', type: 'text' }, { name: 'url', label: 'Website', type: 'url' }, { name: 'description', label: 'Description', type: 'text' }],
      company: [{ name: 'name', label: 'Company', type: 'text', required: true, key: true }, { name: 'url', label: 'Website', type: 'url' }, { name: 'description', label: 'Description', type: 'text' }],
    },
    limits: { rows: 1, perSecond: 4, burst: 6, concurrent: 2, bodyBytes: 500_000, note: 'Limits are told with every answer; these are careful ones.' },
  },
  check(target, [reply]) {
    if (!reply) return { kind: 'ask', request: get(`${BASE}/me/`, auth(target)) };
    const bad = judgedJson(reply, 1);
    if (bad) return failed(bad);
    const says = textAt(jsonOf(reply), 'email');
    return { kind: 'works', ...(says ? { says } : {}) };
  },
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver([record], target, replies) {
    if (!record) return { kind: 'results', results: [] };
    const { upsertKey } = target;
    const searched = upsertKey === undefined ? undefined : replies[0];
    if (upsertKey !== undefined && !searched) {
      const query = new URLSearchParams({ query: `${upsertKey === 'email' ? 'email' : 'name'}:"${(record.values[upsertKey] ?? '').replaceAll(/["\\]/g, ' ')}"`, _limit: '1', _fields: 'id' });
      return { kind: 'ask', writes: false, request: get(`${BASE}/lead/?${query.toString()}`, auth(target)) };
    }
    if (searched) {
      const bad = judgedJson(searched, 1);
      if (bad) return bad;
      if (!Array.isArray(at(jsonOf(searched), 'data'))) return { kind: 'fault', detail: 'The search did not answer with a list.' };
    }
    const known = searched ? textAt(jsonOf(searched), 'data.0.id') : undefined;
    const written = replies[searched ? 1 : 0];
    if (!written) {
      const body = known === undefined ? leadOf(record, target) : detailsOf(record);
      return { kind: 'ask', writes: true, request: known === undefined ? sendJson('POST', `${BASE}/lead/`, auth(target), body) : sendJson('PUT', `${BASE}/lead/${encodeURIComponent(known)}/`, auth(target), body) };
    }
    const bad = judgedJson(written, 1);
    if (bad) return bad;
    const remoteId = textAt(jsonOf(written), 'id');
    return remoteId ? { kind: 'results', results: [{ kind: 'delivered', remoteId, was: known === undefined ? 'created' : 'updated' }] } : { kind: 'fault', detail: 'The answer names no lead.' };
  },
  hints: { contact: ['name'], name: ['companyName', 'name'], email: ['workEmail', 'email'], phone: ['mobile', 'phone'], url: ['companyDomain', 'website', 'domain'], title: ['title'], description: ['description'] },
} satisfies Destination;

const urlOf = (text: string): string => (/^https?:\/\//i.test(text) ? text : `https://${text}`);
function detailsOf({ values }: OutRecord): Record<string, Json> {
  const { url, description } = values;
  return { ...(url ? { url: urlOf(url) } : {}), ...(description ? { description } : {}) };
}
function leadOf(record: OutRecord, { kind }: TargetView): Json {
  const { name, contact, email, phone, title } = record.values;
  if (kind === 'company') return { name: name ?? '', ...detailsOf(record) };
  return {
    name: name ?? contact ?? '', ...detailsOf(record),
    contacts: [{ name: contact ?? '', ...(title ? { title } : {}), ...(email ? { emails: [{ email, type: 'office' }] } : {}), ...(phone ? { phones: [{ phone, type: 'office' }] } : {}) }],
  };
}
