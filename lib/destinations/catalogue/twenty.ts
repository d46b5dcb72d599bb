import type { Destination, OutRecord, TargetView } from '../../contracts/destination.ts';
import { bearer, failed, get, judgedJson, jsonOf, listAt, sendJson, textAt, type Json } from '../http.ts';
import { nested, typedValues } from '../records.ts';

const base = ({ settings }: TargetView): string => `${(settings['host'] ?? 'https://api.twenty.com').replace(/\/+$/, '')}/rest`;

/** People or companies, sixty in a request, on Twenty's own servers or one's own. */
export default {
  facts: {
    id: 'twenty', name: 'Twenty', group: 'crm',
    summary: 'People and companies, hosted or on your own server.',
    homepage: 'https://twenty.com', docs: 'https://docs.twenty.com/developers/extend/api',
    help: ['In Twenty open Settings, APIs & Webhooks and create an API key.', 'The address is https://api.twenty.com, or that of your own server.'],
    verified: { sure: 'documented', live: null, notes: 'The path /rest/ is that of the documentation.' },
    kinds: ['person', 'company'],
    inputs: [{ name: 'host', label: 'Address', kind: 'address', example: 'https://api.twenty.com' }, { name: 'key', label: 'API key', secret: true, kind: 'text', pattern: '^[\\x21-\\x7e]{8,2000}$' }],
    naming: 'known', upsert: 'native',
    fields: {
      person: [{ name: 'name.firstName', label: 'First name', type: 'text' }, { name: 'name.lastName', label: 'Last name', type: 'text' }, { name: 'emails.primaryEmail', label: 'Email', type: 'email', key: true }, { name: 'phones.primaryPhoneNumber', label: 'Phone', type: 'phone' }, { name: 'jobTitle', label: 'Job title', type: 'text' }, { name: 'city', label: 'City', type: 'text' }, { name: 'linkedinLink.primaryLinkUrl', label: 'LinkedIn', type: 'url' }],
      company: [{ name: 'name', label: 'Name', type: 'text', required: true }, { name: 'domainName.primaryLinkUrl', label: 'Domain', type: 'url', key: true }, { name: 'employees', label: 'Employees', type: 'number' }, { name: 'linkedinLink.primaryLinkUrl', label: 'LinkedIn', type: 'url' }],
    },
    limits: { rows: 60, perSecond: 0.75, burst: 5, concurrent: 1, bodyBytes: 1_000_000, windows: [{ requests: 50, seconds: 60 }], note: '50 requests a minute on the Pro plan.' },
  },
  check(target, [reply]) {
    if (!reply) return { kind: 'ask', request: get(`${base(target)}/people?limit=1`, bearer(target.settings['key'])) };
    const bad = judgedJson(reply, 1);
    return bad ? failed(bad) : { kind: 'works' };
  },
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver(batch, target, [reply]) {
    const objects = target.kind === 'company' ? 'companies' : 'people';
    if (!reply) return { kind: 'ask', writes: true, request: sendJson('POST', `${base(target)}/batch/${objects}${target.upsertKey === undefined ? '' : '?upsert=true'}`, bearer(target.settings['key']), batch.map((record) => bodyOf(record, target))) };
    const bad = judgedJson(reply, batch.length);
    if (bad) return bad;
    const made = listAt(jsonOf(reply), target.kind === 'company' ? 'data.createCompanies' : 'data.createPeople');
    if (made.length !== batch.length) return { kind: 'fault', detail: 'The answer has another number of records.' };
    return {
      kind: 'results',
      results: made.map((one) => {
        const remoteId = textAt(one, 'id');
        return { kind: 'delivered' as const, ...(remoteId ? { remoteId } : {}) };
      }),
    };
  },
  hints: { 'emails.primaryEmail': ['workEmail', 'email'], 'phones.primaryPhoneNumber': ['mobile', 'phone'], 'linkedinLink.primaryLinkUrl': ['linkedinUrl'], 'domainName.primaryLinkUrl': ['domain', 'website'], 'name.firstName': ['firstName'], 'name.lastName': ['lastName'], jobTitle: ['title'] },
} satisfies Destination;

const bodyOf = (record: OutRecord, target: TargetView): Json => nested(typedValues(record, target));
