import type { Destination } from '../../contracts/destination.ts';
import { judged, sendJson } from '../http.ts';

/** Any address that takes JSON: Zapier, Make, n8n, a program of one's own. */
export default {
  facts: {
    id: 'webhook', name: 'Webhook', group: 'webhook',
    summary: 'JSON to any address: Zapier, Make, n8n or your own program. Signed if you like.',
    homepage: 'https://www.rfc-editor.org/rfc/rfc2104', docs: 'https://www.rfc-editor.org/rfc/rfc2104',
    help: ['Copy the address that takes the records. In Zapier it is "Catch Hook", in Make "Custom webhook", in n8n the production URL of the Webhook node.', 'With a signing secret every request carries X-Kiln-Signature: HMAC-SHA256 of "<X-Kiln-Signature-Timestamp>.<body>" in hexadecimal.', 'Each record carries kiln_id, the same every time it is sent: a receiver can tell a repeated record by it.'],
    verified: { sure: 'documented-in-use', live: null, notes: 'Success is any answer of the 200s.' },
    kinds: ['person', 'company'],
    inputs: [
      { name: 'url', label: 'Address', secret: true, kind: 'address', example: 'https://hooks.example.com/leads' },
      { name: 'shape', label: 'Records in a request', kind: 'choice', options: [{ value: 'one', label: 'One, as an object' }, { value: 'many', label: 'Up to 50, as a list' }] },
      { name: 'secret', label: 'Signing secret', secret: true, optional: true, kind: 'text', pattern: '^[\\x21-\\x7e]{8,200}$', hint: 'At least eight characters. The receiver needs the same.' },
      { name: 'headerName', label: 'Extra header', optional: true, kind: 'text', example: 'x-api-key', pattern: '^[A-Za-z0-9-]{1,60}$' },
      { name: 'headerValue', label: 'Its value', secret: true, optional: true, kind: 'text', pattern: '^[\\x20-\\x7e]{1,1000}$' },
      { name: 'dedupes', label: 'Doubles', kind: 'choice', options: [{ value: 'no', label: 'The receiver takes every record as new' }, { value: 'yes', label: 'The receiver knows a record again by kiln_id' }] },
    ],
    naming: 'free', upsert: 'none',
    limits: { rows: 50, perSecond: 10, burst: 20, concurrent: 4, bodyBytes: 1_000_000 },
  },
  check: null,
  repeats: ({ settings }) => settings['dedupes'] === 'yes',
  rows: ({ settings }) => (settings['shape'] === 'many' ? 50 : 1),
  deliver(batch, { settings }, replies) {
    const [reply] = replies;
    if (reply) return judged(reply, batch.length) ?? { kind: 'results', results: batch.map(() => ({ kind: 'delivered' })) };
    const { url = '', secret, headerName, headerValue, shape } = settings;
    const records = batch.map((record) => ({ kiln_id: record.id, ...record.values }));
    const request = sendJson('POST', url, headerName && headerValue ? { [headerName]: headerValue } : {}, shape === 'many' ? records : records[0]);
    return { kind: 'ask', writes: true, request: secret ? { ...request, sign: { header: 'X-Kiln-Signature', secret } } : request };
  },
} satisfies Destination;
