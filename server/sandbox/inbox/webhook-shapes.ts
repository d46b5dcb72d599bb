import { createHmac } from 'node:crypto';
import { listOf, objectOf, textOf, type InboxReply, type Shape } from './shape.ts';

/** A Clay table: a row for each POST, 10 a second with a burst of 20, 100 kB; a token where the address asks for one (`…/guarded`). */
export const claySandbox: Shape = {
  id: 'clay-webhook',
  limits: { perSecond: 10, burst: 20, bodyBytes: 100_000 },
  tooMany: { status: 429, text: 'Too many requests', headers: { 'Retry-After': '1' } },
  tooLarge: { status: 413, text: 'Payload too large' },
  badKey: (request) => (request.path.endsWith('/guarded') && !(request.header('x-clay-webhook-auth') ?? '').startsWith('sandbox-') ? { status: 403, text: 'Invalid webhook authentication token' } : null),
  answer(request, box): InboxReply {
    if (request.method !== 'POST') return { status: 404, text: 'Not found' };
    const row = objectOf(request.json);
    if (Object.keys(row).length === 0) return { status: 400, text: 'A row is a JSON object' };
    if (request.path.endsWith('/full')) return { status: 403, text: 'This webhook has reached its limit of 50,000 submissions' };
    box.put(request.path.endsWith('/no-dedupe') ? box.nextId() : textOf(row['kiln_id']), row);
    return { status: 200, json: { status: 'success' } };
  },
};

/** Anything that takes JSON; an address that ends in `/signed-<secret>` wants a signature that is right and not older than five minutes. */
export const webhookSandbox: Shape = {
  id: 'webhook',
  limits: { perSecond: 20, burst: 40, bodyBytes: 1_000_000 },
  tooMany: { status: 429, text: '', headers: { 'Retry-After': '2' } },
  tooLarge: { status: 413, text: 'Too large' },
  badKey(request) {
    const secret = /\/signed-([^/]+)$/.exec(request.path)?.[1];
    if (secret === undefined) return null;
    const at = request.header('x-kiln-signature-timestamp') ?? '';
    const good = createHmac('sha256', secret).update(`${at}.${request.body}`).digest('hex') === request.header('x-kiln-signature') && Math.abs(Date.now() / 1_000 - Number(at)) < 300;
    return good ? null : { status: 401, json: { message: 'The signature is wrong.' } };
  },
  answer(request, box): InboxReply {
    if (request.method !== 'POST') return { status: 404, text: 'Not found' };
    const records = Array.isArray(request.json) ? listOf(request.json) : [request.json];
    if (records.some((record) => Object.keys(objectOf(record)).length === 0)) return { status: 400, json: { message: 'A record is an object.' } };
    for (const record of records) box.put(textOf(objectOf(record)['kiln_id']) || box.nextId(), objectOf(record));
    return { status: 202, text: 'Accepted' };
  },
};
