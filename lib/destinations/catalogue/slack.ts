import type { Destination, OutRecord } from '../../contracts/destination.ts';
import { judged, sendJson } from '../http.ts';

/** One message for each lead into a channel. Not a table: for a handful that somebody should see. */
export default {
  facts: {
    id: 'slack', name: 'Slack', group: 'chat',
    summary: 'A message in a channel for each lead.',
    homepage: 'https://slack.com', docs: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
    help: ['Create an app at api.slack.com/apps and switch on Incoming webhooks.', 'Add one to a channel and copy its address.'],
    verified: { sure: 'documented', live: null, notes: 'The address is the credential.' },
    kinds: ['person', 'company'],
    inputs: [{ name: 'url', label: 'Webhook address', secret: true, kind: 'address', example: 'https://hooks.slack.com/services/T…/B…/…' }],
    naming: 'free', upsert: 'none',
    limits: { rows: 1, perSecond: 1, burst: 1, concurrent: 1, bodyBytes: 40_000, windows: [{ requests: 1, seconds: 1 }], note: 'About one message a second.' },
    warning: 'Every lead is a message of its own. It is meant for a few leads, not for a table.',
  },
  check: null,
  repeats: () => false,
  deliver([record], { settings }, [reply]) {
    if (!record) return { kind: 'results', results: [] };
    if (!reply) return { kind: 'ask', writes: true, request: sendJson('POST', settings['url'] ?? '', {}, { text: textOf(record), unfurl_links: false, unfurl_media: false }) };
    return judged(reply, 1) ?? (reply.text.trim() === 'ok' ? { kind: 'results', results: [{ kind: 'delivered' }] } : { kind: 'fault', detail: 'The answer was not what Slack answers.' });
  },
} satisfies Destination;

/** What a record says must not call a channel or become a link with another name. */
const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').slice(0, 500);
const textOf = ({ values }: OutRecord): string => Object.entries(values).slice(0, 20).map(([name, value]) => `*${plain(name)}*: ${plain(value)}`).join('\n').slice(0, 12_000);
