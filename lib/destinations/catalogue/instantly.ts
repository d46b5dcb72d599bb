import type { Destination, OutRecord, RecordResult } from '../../contracts/destination.ts';
import { at, bearer, failed, get, judgedJson, jsonOf, listAt, sendJson, textAt, type Json } from '../http.ts';
import { sameKey } from '../records.ts';

const BASE = 'https://api.instantly.ai/api/v2';
const OWN = new Set(['email', 'first_name', 'last_name', 'company_name', 'job_title', 'phone', 'website', 'personalization']);

/** Leads of a list or a campaign, up to a hundred in a request; those that are there already are skipped. */
export default {
  facts: {
    id: 'instantly', name: 'Instantly', group: 'sequence',
    summary: 'Leads of a list or a campaign; those that are there are skipped.',
    homepage: 'https://instantly.ai', docs: 'https://developer.instantly.ai',
    help: ['In Instantly open Settings, Integrations, API keys and create a V2 key with the scopes leads:create and lead_lists:read.', 'The address of the list or campaign holds its id.'],
    verified: { sure: 'documented', live: null, notes: 'A thousand leads fit into a request; a hundred are sent.' },
    kinds: ['person'],
    inputs: [
      { name: 'key', label: 'API key', secret: true, kind: 'text', pattern: '^[\\x21-\\x7e]{8,400}$' },
      { name: 'into', label: 'Into', kind: 'choice', options: [{ value: 'list_id', label: 'A list' }, { value: 'campaign_id', label: 'A campaign' }] },
      { name: 'place', label: 'Its id', kind: 'text', example: '01234567-89ab-cdef-0123-456789abcdef', pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' },
    ],
    base: BASE, naming: 'known', open: true, upsert: 'flags',
    fields: { person: [{ name: 'email', label: 'Email', type: 'email', required: true, key: true }, { name: 'first_name', label: 'First name', type: 'text' }, { name: 'last_name', label: 'Last name', type: 'text' }, { name: 'company_name', label: 'Company', type: 'text' }, { name: 'job_title', label: 'Job title', type: 'text' }, { name: 'phone', label: 'Phone', type: 'phone' }, { name: 'website', label: 'Website', type: 'url' }, { name: 'personalization', label: 'Personalisation', type: 'text' }, { name: 'linkedin_url', label: 'LinkedIn', type: 'url' }] },
    limits: { rows: 100, perSecond: 5, burst: 5, concurrent: 2, bodyBytes: 1_000_000, windows: [{ requests: 100, seconds: 1 }, { requests: 6_000, seconds: 60 }], note: '100 requests a second for a workspace.' },
    warning: 'A lead that is added to a running campaign is written to.',
  },
  check({ settings }, [reply]) {
    const path = settings['into'] === 'campaign_id' ? 'campaigns' : 'lead-lists';
    if (!reply) return { kind: 'ask', request: get(`${BASE}/${path}/${encodeURIComponent(settings['place'] ?? '')}`, bearer(settings['key'])) };
    const bad = judgedJson(reply, 1);
    if (bad) return failed(bad);
    const says = textAt(jsonOf(reply), 'name');
    return { kind: 'works', ...(says ? { says } : {}) };
  },
  repeats: () => true,
  deliver(batch, { settings }, [reply]) {
    if (!reply) {
      const body = { [settings['into'] ?? 'list_id']: settings['place'] ?? '', skip_if_in_workspace: true, skip_if_in_campaign: true, skip_if_in_list: true, verify_leads_on_import: false, leads: batch.map(leadOf) };
      return { kind: 'ask', writes: true, request: sendJson('POST', `${BASE}/leads/add`, bearer(settings['key']), body) };
    }
    const bad = judgedJson(reply, batch.length);
    if (bad) return bad;
    const json = jsonOf(reply);
    const created = listAt(json, 'created_leads');
    const number = (name: string): number => Number(at(json, name) ?? 0);
    if (at(json, 'leads_uploaded') === undefined) return { kind: 'fault', detail: 'The answer does not say how many it has taken.' };
    const [skipped, refused] = [number('skipped_count') + number('duplicated_leads'), number('invalid_email_count') + number('in_blocklist')];
    // It names those that it has made; of the others it says how many were there and how many it does not want.
    const isSure = refused === 0 || skipped === 0 || batch.length === 1;
    return {
      kind: 'results',
      results: batch.map((record, i): RecordResult => {
        // The address says whose it is; the place only where none is named.
        const mine = created.find((lead) => (typeof at(lead, 'email') === 'string' ? sameKey(at(lead, 'email'), record.values['email'] ?? '') : at(lead, 'index') === i));
        const remoteId = textAt(mine, 'id');
        if (mine !== undefined) return { kind: 'delivered', ...(remoteId ? { remoteId } : {}), was: 'created' };
        if (!isSure) return { kind: 'alone' };
        return refused > 0 ? { kind: 'failed', reason: 'refused', detail: 'The address is invalid or on the block list there.' } : skipped > 0 ? { kind: 'known' } : { kind: 'failed', reason: 'refused', detail: 'It was not taken, without a reason.' };
      }),
    };
  },
  hints: { email: ['workEmail', 'email'], job_title: ['title'], phone: ['mobile', 'phone'], website: ['companyDomain', 'website'], linkedin_url: ['linkedinUrl'] },
} satisfies Destination;

function leadOf({ id, values }: OutRecord): Json {
  const known = Object.entries(values).filter(([name]) => OWN.has(name));
  const more = Object.entries(values).filter(([name]) => !OWN.has(name));
  return { ...Object.fromEntries(known), custom_variables: { kiln_id: id, ...Object.fromEntries(more) } };
}
