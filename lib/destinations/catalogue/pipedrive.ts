import type { Destination, OutRecord, TargetField, TargetView, WireReply, WireRequest } from '../../contracts/destination.ts';
import { at, failed, get, judgedJson, jsonOf, listAt, sendJson, textAt, type Json } from '../http.ts';
import { fieldOf, optionOf, sameKey, typed, valuesOf } from '../records.ts';

const BASE = 'https://api.pipedrive.com/api/v2';
const auth = ({ settings }: TargetView): Record<string, string> => ({ 'x-api-token': settings['key'] ?? '' });
const pathOf = ({ kind }: Pick<TargetView, 'kind'>): string => `${BASE}/${kind === 'company' ? 'organizations' : 'persons'}`;

/** A field of the account's own goes by a hash. */
const HASH = /^[0-9a-f]{40}$/;
/** Pages of field definitions that are read. */
const PAGES = 4;
const TYPES: Readonly<Record<string, TargetField['type']>> = { varchar: 'text', varchar_auto: 'text', text: 'text', address: 'text', double: 'number', int: 'number', monetary: 'number', phone: 'phone', date: 'date', enum: 'choice', set: 'choice' };
const FIELDS: { readonly person: TargetField[]; readonly company: TargetField[] } = {
  person: [{ name: 'name', label: 'Name', type: 'text', required: true }, { name: 'email', label: 'Email', type: 'email', key: true }, { name: 'phone', label: 'Phone', type: 'phone' }, { name: 'job_title', label: 'Job title', type: 'text' }],
  company: [{ name: 'name', label: 'Name', type: 'text', required: true, key: true }, { name: 'address', label: 'Address', type: 'text' }],
};

/** Persons or organisations, one in a request. There is no upsert: the record is searched for first, by email or by name. */
export default {
  facts: {
    id: 'pipedrive', name: 'Pipedrive', group: 'crm',
    summary: 'Persons and organisations, searched for first and updated where they are there.',
    homepage: 'https://www.pipedrive.com', docs: 'https://developers.pipedrive.com/docs/api/v1/Persons',
    help: ['In Pipedrive open Personal preferences, API.', 'Copy your personal API token.'],
    verified: { sure: 'documented', live: null, notes: 'Fields of your own are read with the test. A person that is known keeps the addresses and numbers it has. An amount of money needs its currency in the same text: 1200 EUR.' },
    kinds: ['person', 'company'],
    inputs: [{ name: 'key', label: 'API token', secret: true, kind: 'text', pattern: '^[\\x21-\\x7e]{8,200}$' }],
    base: BASE, naming: 'known', custom: true, upsert: 'lookup', fields: FIELDS,
    limits: { rows: 1, perSecond: 2, burst: 4, concurrent: 2, bodyBytes: 500_000, note: 'A budget of tokens a day: 40 for a search, 10 for a write.' },
  },
  check(target, replies) {
    const last = replies.at(-1);
    const path = `${BASE}/${target.kind === 'company' ? 'organizationFields' : 'personFields'}?limit=500`;
    if (!last) return { kind: 'ask', request: get(path, auth(target)) };
    const bad = judgedJson(last, 1);
    if (bad) return failed(bad);
    const cursor = textAt(jsonOf(last), 'additional_data.next_cursor');
    if (cursor && replies.length < PAGES) return { kind: 'ask', request: get(`${path}&cursor=${encodeURIComponent(cursor)}`, auth(target)) };
    return { kind: 'works', fields: [...FIELDS[target.kind], ...replies.flatMap((reply) => listAt(jsonOf(reply), 'data').flatMap(ownField))] };
  },
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver([record], target, replies) {
    if (!record) return { kind: 'results', results: [] };
    const { upsertKey } = target;
    const left = [...replies];
    let known: string | undefined;
    if (upsertKey !== undefined) {
      const searched = left.shift();
      if (!searched) return { kind: 'ask', writes: false, request: search(record, upsertKey, target) };
      const bad = judgedJson(searched, 1);
      if (bad) return bad;
      if (!Array.isArray(at(jsonOf(searched), 'data.items'))) return { kind: 'fault', detail: 'The search did not answer with a list.' };
      known = textAt(jsonOf(searched), 'data.items.0.item.id');
    }
    let there: WireReply | undefined;
    // A list that is sent replaces the one that is there: it is read first, so that nothing of it is lost.
    if (known !== undefined && target.kind === 'person' && record.values['phone'] !== undefined) {
      there = left.shift();
      if (!there) return { kind: 'ask', writes: false, request: get(`${pathOf(target)}/${encodeURIComponent(known)}`, auth(target)) };
      const bad = judgedJson(there, 1);
      if (bad) return bad;
    }
    const written = left.shift();
    if (!written) {
      const body = bodyOf(record, target, known === undefined ? undefined : there ? jsonOf(there) : {});
      return { kind: 'ask', writes: true, request: known === undefined ? sendJson('POST', pathOf(target), auth(target), body) : sendJson('PATCH', `${pathOf(target)}/${encodeURIComponent(known)}`, auth(target), body) };
    }
    const bad = judgedJson(written, 1);
    if (bad) return bad;
    const remoteId = textAt(jsonOf(written), 'data.id');
    return remoteId ? { kind: 'results', results: [{ kind: 'delivered', remoteId, was: known === undefined ? 'created' : 'updated' }] } : { kind: 'fault', detail: 'The answer names no record.' };
  },
  hints: { email: ['workEmail', 'email'], phone: ['mobile', 'phone'], job_title: ['title'], name: ['name'] },
} satisfies Destination;

/** A field of the account's own, when a text can say its value. */
function ownField(definition: unknown): TargetField[] {
  const [name, form = ''] = [textAt(definition, 'field_code'), textAt(definition, 'field_type')];
  const type = TYPES[form];
  if (!name || !type || !HASH.test(name)) return [];
  const options = listAt(definition, 'options').flatMap((option) => {
    const [value, label] = [textAt(option, 'id'), textAt(option, 'label')];
    return value && label ? [{ value, label }] : [];
  });
  return [{ name, label: textAt(definition, 'field_name') ?? name, type, form, custom: true, ...(options.length > 0 ? { options } : {}), ...(form === 'set' ? { many: true as const } : {}) }];
}

function search(record: OutRecord, upsertKey: string, target: TargetView): WireRequest {
  const query = new URLSearchParams({ term: record.values[upsertKey] ?? '', fields: upsertKey, exact_match: 'true', limit: '1' });
  return get(`${pathOf(target)}/search?${query.toString()}`, auth(target));
}

/** @param there the answer that holds the person as it is; undefined = a new one */
function bodyOf({ values }: OutRecord, target: TargetView, there: unknown): Json {
  const own = Object.entries(values).filter(([name]) => HASH.test(name));
  const { email, phone, address, ...rest } = Object.fromEntries(Object.entries(values).filter(([name]) => !HASH.test(name)));
  const custom = own.length === 0 ? {} : { custom_fields: Object.fromEntries(own.map(([name, text]) => [name, ownValue(text, fieldOf(target, name))])) };
  if (target.kind === 'company') return { ...rest, ...(address ? { address: { value: address } } : {}), ...custom };
  if (there === undefined) return { ...rest, ...(email ? { emails: [{ value: email, primary: true, label: 'work' }] } : {}), ...(phone ? { phones: [{ value: phone, primary: true, label: 'work' }] } : {}), ...custom };
  const phones = listAt(there, 'data.phones');
  const isNew = phone !== undefined && !phones.some((one) => sameKey(digits(textAt(one, 'value') ?? ''), digits(phone)));
  return { ...rest, ...(isNew ? { phones: [...(phones as Json[]), { value: phone, primary: phones.length === 0, label: 'work' }] } : {}), ...custom };
}
const digits = (text: string): string => text.replace(/[^\d+]/g, '');

const idOf = (text: string): Json => (/^\d{1,12}$/.test(text) ? Number(text) : text);
/** In the form that version 2 of the API wants: options by their number, addresses and amounts as objects. */
function ownValue(text: string, field: TargetField | undefined): Json {
  switch (field?.form) {
    case 'enum':
      return idOf(optionOf(text, field));
    case 'set':
      return valuesOf(text, field).map(idOf);
    case 'address':
      return { value: text };
    case 'monetary':
      return amountOf(text);
    default:
      return typed(text, field?.type);
  }
}
function amountOf(text: string): Json {
  const found = /^([A-Z]{3})?\s*(-?\d+(?:\.\d+)?)\s*([A-Z]{3})?$/.exec(text.trim());
  const currency = found?.[1] ?? found?.[3];
  return found?.[2] !== undefined && currency !== undefined ? { value: Number(found[2]), currency } : text;
}
