import type { Destination, TargetView } from '../../contracts/destination.ts';
import { basic, failed, get, judgedJson, jsonOf, listAt, sendJson, textAt, at } from '../http.ts';

const BASE = 'https://api.lemlist.com/api';
const auth = ({ settings }: TargetView): Record<string, string> => basic('', settings['key'] ?? '');

/** Leads of a campaign, one in a request. Nothing that costs credits there is asked for. */
export default {
  facts: {
    id: 'lemlist', name: 'lemlist', group: 'sequence',
    summary: 'Leads of a campaign; those in another campaign are refused.',
    homepage: 'https://www.lemlist.com', docs: 'https://developer.lemlist.com',
    help: ['In lemlist open Settings, Integrations and copy the API key.', 'The address of the campaign holds its id: cam_…'],
    verified: { sure: 'documented', live: null, notes: 'How a lead that is there already is refused is inferred.' },
    kinds: ['person'],
    inputs: [{ name: 'key', label: 'API key', secret: true, kind: 'text', pattern: '^[\\x21-\\x7e]{8,200}$' }, { name: 'campaign', label: 'Campaign', kind: 'text', example: 'cam_AbC123', pattern: '^cam_[A-Za-z0-9]{6,40}$' }],
    base: BASE, naming: 'known', upsert: 'flags',
    fields: { person: [{ name: 'email', label: 'Email', type: 'email', required: true }, { name: 'firstName', label: 'First name', type: 'text' }, { name: 'lastName', label: 'Last name', type: 'text' }, { name: 'companyName', label: 'Company', type: 'text' }, { name: 'companyDomain', label: 'Company domain', type: 'text' }, { name: 'jobTitle', label: 'Job title', type: 'text' }, { name: 'linkedinUrl', label: 'LinkedIn', type: 'url' }, { name: 'phone', label: 'Phone', type: 'phone' }, { name: 'icebreaker', label: 'Icebreaker', type: 'text' }] },
    limits: { rows: 1, perSecond: 6, burst: 8, concurrent: 2, bodyBytes: 200_000, windows: [{ requests: 20, seconds: 2 }], note: '20 requests in 2 seconds.' },
    warning: 'A lead that is added to a running campaign is written to. Pause the campaign first if you want to look it over.',
  },
  check(target, [reply]) {
    if (!reply) return { kind: 'ask', request: get(`${BASE}/campaigns?limit=100`, auth(target)) };
    const bad = judgedJson(reply, 1);
    if (bad) return failed(bad);
    const campaigns = [...listAt(jsonOf(reply), ''), ...listAt(jsonOf(reply), 'campaigns')];
    const mine = campaigns.find((campaign) => at(campaign, '_id') === target.settings['campaign']);
    const says = textAt(mine, 'name');
    return { kind: 'works', ...(says ? { says } : {}) };
  },
  repeats: () => true,
  deliver([record], target, [reply]) {
    if (!record) return { kind: 'results', results: [] };
    if (!reply) return { kind: 'ask', writes: true, request: sendJson('POST', `${BASE}/campaigns/${encodeURIComponent(target.settings['campaign'] ?? '')}/leads/?deduplicate=true`, auth(target), record.values) };
    if ((reply.status === 400 || reply.status === 409) && /already/i.test(reply.text)) return { kind: 'results', results: [{ kind: 'known' }] };
    const bad = judgedJson(reply, 1);
    if (bad) return bad;
    const remoteId = textAt(jsonOf(reply), '_id') ?? textAt(jsonOf(reply), 'id');
    return remoteId ? { kind: 'results', results: [{ kind: 'delivered', remoteId, was: 'created' }] } : { kind: 'fault', detail: 'The answer names no lead.' };
  },
  hints: { email: ['workEmail', 'email'], jobTitle: ['title'], phone: ['mobile', 'phone'] },
} satisfies Destination;
