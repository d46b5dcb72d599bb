import type { Destination, OutRecord, TargetView } from '../../contracts/destination.ts';
import { at, failed, get, judgedJson, jsonOf, sendJson, textAt, type Json } from '../http.ts';

const BASE = 'https://server.smartlead.ai/api/v1';
const OWN = new Set(['email', 'first_name', 'last_name', 'company_name', 'phone_number', 'website', 'location', 'linkedin_profile', 'company_url']);
const urlOf = ({ settings }: TargetView, path: string): string => `${BASE}/campaigns/${encodeURIComponent(settings['campaign'] ?? '')}${path}?api_key=${encodeURIComponent(settings['key'] ?? '')}`;

/** Leads of a campaign. It answers with numbers alone, so each record goes by itself and has a result of its own. */
export default {
  facts: {
    id: 'smartlead', name: 'Smartlead', group: 'sequence',
    summary: 'Leads of a campaign; block lists and duplicates are respected.',
    homepage: 'https://www.smartlead.ai', docs: 'https://api.smartlead.ai',
    help: ['In Smartlead open Settings and copy the API key.', 'The address of the campaign holds its number.'],
    verified: { sure: 'documented-in-use', live: null, notes: 'The key stands in the address of every request: Smartlead has no other form. Some programs are turned away by a filter in front of it.' },
    kinds: ['person'],
    inputs: [{ name: 'key', label: 'API key', secret: true, kind: 'text', pattern: '^[\\x21-\\x7e]{8,200}$' }, { name: 'campaign', label: 'Campaign', kind: 'text', example: '123456', pattern: '^[0-9]{1,12}$' }],
    base: BASE, naming: 'known', open: true, upsert: 'flags',
    fields: { person: [{ name: 'email', label: 'Email', type: 'email', required: true, key: true }, { name: 'first_name', label: 'First name', type: 'text' }, { name: 'last_name', label: 'Last name', type: 'text' }, { name: 'company_name', label: 'Company', type: 'text' }, { name: 'phone_number', label: 'Phone', type: 'phone' }, { name: 'website', label: 'Website', type: 'url' }, { name: 'location', label: 'Location', type: 'text' }, { name: 'linkedin_profile', label: 'LinkedIn', type: 'url' }, { name: 'job_title', label: 'Job title', type: 'text' }] },
    limits: { rows: 1, perSecond: 0.9, burst: 5, concurrent: 1, bodyBytes: 200_000, windows: [{ requests: 60, seconds: 60 }], note: '60 requests a minute.' },
    warning: 'A lead that is added to a running campaign is written to. One that Smartlead knows is updated for all campaigns.',
  },
  check(target, [reply]) {
    if (!reply) return { kind: 'ask', request: get(urlOf(target, ''), {}) };
    const bad = judgedJson(reply, 1);
    if (bad) return failed(bad);
    const says = textAt(jsonOf(reply), 'name');
    return { kind: 'works', ...(says ? { says } : {}) };
  },
  repeats: () => true,
  deliver([record], target, [reply]) {
    if (!record) return { kind: 'results', results: [] };
    if (!reply) return { kind: 'ask', writes: true, request: sendJson('POST', urlOf(target, '/leads'), {}, { lead_list: [leadOf(record)], settings: { ignore_global_block_list: false, ignore_unsubscribe_list: false, ignore_community_bounce_list: false, ignore_duplicate_leads_in_other_campaign: false } }) };
    const bad = judgedJson(reply, 1);
    if (bad) return bad;
    const json = jsonOf(reply);
    const number = (name: string): number => Number(at(json, name) ?? 0);
    // The last one that the plan has room for has arrived, even where the answer says that there is no more.
    if (number('total_leads') > 0) return { kind: 'results', results: [{ kind: 'delivered', was: 'created' }] };
    if (at(json, 'is_lead_limit_exhausted') === true) return { kind: 'stop', because: 'plan', detail: 'The number of leads of the plan is used up.' };
    if (at(json, 'upload_count') === undefined && at(json, 'total_leads') === undefined) return { kind: 'fault', detail: 'The answer does not say what it has taken.' };
    if (number('already_added_to_campaign') + number('duplicate_count') > 0) return { kind: 'results', results: [{ kind: 'known' }] };
    const reason = number('invalid_email_count') > 0 ? 'The address is invalid.' : number('unsubscribed_leads') > 0 || at(json, 'unsubscribed_leads') === true ? 'The person has unsubscribed there.' : 'It was not taken, without a reason.';
    return { kind: 'results', results: [{ kind: 'failed', reason: 'refused', detail: reason }] };
  },
  hints: { email: ['workEmail', 'email'], phone_number: ['mobile', 'phone'], website: ['companyDomain', 'website'], linkedin_profile: ['linkedinUrl'], job_title: ['title'] },
} satisfies Destination;

function leadOf({ id, values }: OutRecord): Json {
  const more = Object.entries(values).filter(([name]) => !OWN.has(name));
  return { ...Object.fromEntries(Object.entries(values).filter(([name]) => OWN.has(name))), custom_fields: { kiln_id: id, ...Object.fromEntries(more) } };
}
