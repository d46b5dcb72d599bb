import type { Destination, Move, OutRecord, TargetField, TargetView, WireReply, WireRequest } from '../../contracts/destination.ts';
import { at, basic, failed, get, judgedJson, jsonOf, listAt, sendJson, textAt, type Json } from '../http.ts';
import { fieldOf, optionOf, sameKey, typed, valuesOf } from '../records.ts';

const BASE = 'https://api.close.com/api/v1';
const auth = ({ settings }: TargetView): Record<string, string> => basic(settings['key'] ?? '', '');

/** Fields of the account's own: of the lead, and of the contact in it. */
const OWN = 'custom.cf_';
const OF_CONTACT = 'contact.custom.cf_';
const TYPES: Readonly<Record<string, TargetField['type']>> = { text: 'text', textarea: 'text', number: 'number', date: 'date', datetime: 'date', choices: 'choice' };
const FIELDS: { readonly person: TargetField[]; readonly company: TargetField[] } = {
  person: [{ name: 'contact', label: 'Name', type: 'text', required: true }, { name: 'email', label: 'Email', type: 'email', key: true }, { name: 'phone', label: 'Phone', type: 'phone' }, { name: 'title', label: 'Title', type: 'text' }, { name: 'name', label: 'Company', type: 'text' }, { name: 'url', label: 'Website', type: 'url' }, { name: 'description', label: 'Description', type: 'text' }],
  company: [{ name: 'name', label: 'Company', type: 'text', required: true, key: true }, { name: 'url', label: 'Website', type: 'url' }, { name: 'description', label: 'Description', type: 'text' }],
};

/** A lead of Close is a company with persons in it; one in a request, searched for first. */
export default {
  facts: {
    id: 'close', name: 'Close', group: 'crm',
    summary: 'Leads with a contact in them, searched for by email or name first.',
    homepage: 'https://www.close.com', docs: 'https://developer.close.com/resources/leads/',
    help: ['In Close open Settings, Developer, API keys.', 'Create a key and copy it.'],
    verified: { sure: 'documented', live: null, notes: 'Fields of your own are read with the test, the first hundred of leads and of contacts. A contact that is known keeps its name, its addresses and its numbers. The form of field errors is inferred.' },
    kinds: ['person', 'company'],
    inputs: [{ name: 'key', label: 'API key', secret: true, kind: 'text', example: 'api_…', pattern: '^[\\x21-\\x7e]{8,200}$' }],
    base: BASE, naming: 'known', custom: true, upsert: 'lookup', fields: FIELDS,
    limits: { rows: 1, perSecond: 4, burst: 6, concurrent: 2, bodyBytes: 500_000, note: 'Limits are told with every answer; these are careful ones.' },
  },
  check(target, replies) {
    const [me, ...lists] = replies;
    if (!me) return { kind: 'ask', request: get(`${BASE}/me/`, auth(target)) };
    const last = replies.at(-1);
    const bad = last && judgedJson(last, 1);
    if (bad) return failed(bad);
    const next = (target.kind === 'person' ? ['lead', 'contact'] : ['lead'])[lists.length];
    if (next) return { kind: 'ask', request: get(`${BASE}/custom_field/${next}/?_limit=100`, auth(target)) };
    const says = textAt(jsonOf(me), 'email');
    const own = lists.flatMap((reply, i) => listAt(jsonOf(reply), 'data').flatMap((definition) => ownField(definition, i === 1, target)));
    return { kind: 'works', fields: [...FIELDS[target.kind], ...own], ...(says ? { says } : {}) };
  },
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver([record], target, replies) {
    if (!record) return { kind: 'results', results: [] };
    const { upsertKey } = target;
    const left = [...replies];
    let known: unknown;
    if (upsertKey !== undefined) {
      const searched = left.shift();
      if (!searched) return { kind: 'ask', writes: false, request: search(record, upsertKey, target) };
      const bad = judgedClose(searched);
      if (bad) return bad;
      if (!Array.isArray(at(jsonOf(searched), 'data'))) return { kind: 'fault', detail: 'The search did not answer with a list.' };
      // A search finds what holds the words: only what is the same is the same.
      known = listAt(jsonOf(searched), 'data').find((lead) => isSame(lead, record.values[upsertKey] ?? '', target));
    }
    const asked = known === undefined ? [sendJson('POST', `${BASE}/lead/`, auth(target), leadOf(record, target))] : changes(known, record, target);
    if (asked.length === 0) return { kind: 'results', results: [{ kind: 'known' }] };
    for (const request of asked) {
      const reply = left.shift();
      if (!reply) return { kind: 'ask', writes: true, request };
      const bad = judgedClose(reply);
      if (bad) return bad;
      const made = textAt(jsonOf(reply), 'id');
      if (!made) return { kind: 'fault', detail: 'The answer names no lead.' };
      if (known === undefined) return { kind: 'results', results: [{ kind: 'delivered', remoteId: made, was: 'created' }] };
    }
    const remoteId = textAt(known, 'id');
    return { kind: 'results', results: [{ kind: 'delivered', ...(remoteId ? { remoteId } : {}), was: 'updated' }] };
  },
  hints: { contact: ['name'], name: ['companyName', 'name'], email: ['workEmail', 'email'], phone: ['mobile', 'phone'], url: ['companyDomain', 'website', 'domain'], title: ['title'], description: ['description'] },
} satisfies Destination;

/** `RateLimit: limit=…, remaining=…, reset=<seconds>` says when there is room again. */
function judgedClose(reply: WireReply): Move | null {
  const bad = judgedJson(reply, 1);
  const seconds = /reset=(\d+(?:\.\d+)?)/.exec(reply.header('ratelimit') ?? '')?.[1];
  return bad?.kind === 'later' && bad.because === 'busy' && bad.afterMs === undefined && seconds !== undefined ? { ...bad, afterMs: Math.min(60_000, Math.ceil(Number(seconds) * 1_000)) } : bad;
}

function ownField(definition: unknown, isOfContact: boolean, { kind }: TargetView): TargetField[] {
  const [id, label, form = ''] = [textAt(definition, 'id'), textAt(definition, 'name'), textAt(definition, 'type')];
  const type = TYPES[form];
  if (!id?.startsWith('cf_') || !label || !type) return [];
  const options = listAt(definition, 'choices').flatMap((choice) => (typeof choice === 'string' && choice !== '' ? [{ value: choice, label: choice }] : []));
  return [{
    name: `${isOfContact ? 'contact.' : ''}custom.${id}`, label: kind === 'company' ? label : `${label} (${isOfContact ? 'contact' : 'lead'})`, type, custom: true,
    ...(options.length > 0 ? { options } : {}), ...(at(definition, 'accepts_multiple_values') === true ? { many: true as const } : {}),
  }];
}

function search(record: OutRecord, upsertKey: string, target: TargetView): WireRequest {
  const query = new URLSearchParams({ query: `${upsertKey === 'email' ? 'email' : 'name'}:"${(record.values[upsertKey] ?? '').replaceAll(/["\\]/g, ' ')}"`, _limit: '10', _fields: 'id,name,display_name,contacts' });
  return get(`${BASE}/lead/?${query.toString()}`, auth(target));
}
const hasEmail = (contact: unknown, email: string): boolean => listAt(contact, 'emails').some((one) => sameKey(at(one, 'email'), email));
const isSame = (lead: unknown, key: string, { kind }: TargetView): boolean =>
  kind === 'company' ? sameKey(at(lead, 'name'), key) || sameKey(at(lead, 'display_name'), key) : listAt(lead, 'contacts').some((contact) => hasEmail(contact, key));

const urlOf = (text: string): string => (/^https?:\/\//i.test(text) ? text : `https://${text}`);
/** Values of the account's own fields below this beginning, as `custom.cf_…`. */
function ownValues({ values }: OutRecord, target: TargetView, begin: string): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, text]) => {
    const field = fieldOf(target, name);
    return name.startsWith(begin) ? [[`${OWN}${name.slice(begin.length)}`, field?.many ? valuesOf(text, field) : typed(optionOf(text, field), field?.type)] as const] : [];
  }));
}
function detailsOf(record: OutRecord, target: TargetView): Record<string, Json> {
  const { url, description } = record.values;
  return { ...(url ? { url: urlOf(url) } : {}), ...(description ? { description } : {}), ...ownValues(record, target, OWN) };
}
function leadOf(record: OutRecord, target: TargetView): Json {
  const { name, contact, email, phone, title } = record.values;
  if (target.kind === 'company') return { name: name ?? '', ...detailsOf(record, target) };
  return {
    name: name ?? contact ?? '', ...detailsOf(record, target),
    contacts: [{ name: contact ?? '', ...(title ? { title } : {}), ...(email ? { emails: [{ email, type: 'office' }] } : {}), ...(phone ? { phones: [{ phone, type: 'office' }] } : {}), ...ownValues(record, target, OF_CONTACT) }],
  };
}

/** What a known lead and the contact in it are told; nothing when there is nothing to tell. */
function changes(lead: unknown, record: OutRecord, target: TargetView): WireRequest[] {
  const { email, phone, title } = record.values;
  const contact = target.kind === 'person' ? listAt(lead, 'contacts').find((one) => hasEmail(one, email ?? '')) : undefined;
  const phones = listAt(contact, 'phones');
  const isNew = phone !== undefined && !phones.some((one) => sameKey(digits(textAt(one, 'phone') ?? ''), digits(phone)));
  // A list that is sent replaces the one that is there.
  const ofContact = { ...(title ? { title } : {}), ...(isNew ? { phones: [...(phones as Json[]), { phone, type: 'office' }] } : {}), ...ownValues(record, target, OF_CONTACT) };
  const ofLead = detailsOf(record, target);
  const put = (path: string, id: string | undefined, body: Record<string, Json>): WireRequest[] => (id === undefined || Object.keys(body).length === 0 ? [] : [sendJson('PUT', `${BASE}/${path}/${encodeURIComponent(id)}/`, auth(target), body)]);
  return [...put('contact', textAt(contact, 'id'), ofContact), ...put('lead', textAt(lead, 'id'), ofLead)];
}
const digits = (text: string): string => text.replace(/[^\d+]/g, '');
