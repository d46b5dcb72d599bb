import type { Destination, WireRequest } from '../../contracts/destination.ts';
import { judged, retryAfter, said, sendJson } from '../http.ts';

const TOKEN_HEADER = 'x-clay-webhook-auth';

/** One row of a Clay table for each record. */
export default {
  facts: {
    id: 'clay-webhook', name: 'Clay table', group: 'table',
    summary: 'One row of a Clay table for each lead, through the webhook of the table.',
    homepage: 'https://www.clay.com', docs: 'https://university.clay.com/docs/webhook-integration-guide',
    help: ['In Clay, open the table and add the source "Monitor webhook".', 'Copy the webhook address. If you require a token, copy it too: Clay shows it once.', 'To be safe against doubles, let Clay deduplicate the table by the column kiln_id.'],
    verified: { sure: 'documented', live: null, notes: 'Address, token and the limit of 50,000 submissions are documented; the name of the header is documented in use. No pace is published: 10 rows a second is what tables are said to take.' },
    kinds: ['person', 'company'],
    inputs: [
      { name: 'url', label: 'Webhook address', secret: true, kind: 'address', example: 'https://api.clay.com/v3/sources/webhook/pull-in-data-from-a-webhook-…' },
      { name: 'token', label: 'Token', secret: true, optional: true, kind: 'text', hint: 'Only when the webhook asks for one.' },
      { name: 'dedupes', label: 'Doubles', kind: 'choice', options: [{ value: 'no', label: 'The table keeps every row that comes' }, { value: 'yes', label: 'The table removes doubles by kiln_id' }] },
    ],
    naming: 'free', upsert: 'none',
    limits: { rows: 1, perSecond: 10, burst: 20, concurrent: 4, bodyBytes: 100_000, note: 'A webhook takes 50,000 rows in its life; rows that are deleted in Clay still count.' },
  },
  check: null,
  repeats: ({ settings }) => settings['dedupes'] === 'yes',
  deliver([record], { settings }, replies) {
    if (!record) return { kind: 'results', results: [] };
    const [reply] = replies;
    if (!reply) return { kind: 'ask', writes: true, request: rowRequest(settings, { kiln_id: record.id, ...record.values }) };
    // At its end a webhook refuses for good: a full one and a wrong token differ in words only.
    if (reply.status === 403 && /limit|50,?000|maximum|exceed/i.test(reply.text)) return { kind: 'stop', because: 'full', ...said(reply.text) };
    if (reply.status === 403) return { kind: 'stop', because: 'revoked', ...said(reply.text) };
    return judged(reply, 1, { 429: { kind: 'later', because: 'busy', afterMs: 1_000, ...retryAfter(reply) } }) ?? { kind: 'results', results: [{ kind: 'delivered' }] };
  },
} satisfies Destination;

const rowRequest = ({ url = '', token }: Readonly<Record<string, string>>, row: Readonly<Record<string, string>>): WireRequest =>
  sendJson('POST', url, token ? { [TOKEN_HEADER]: token } : {}, row);
