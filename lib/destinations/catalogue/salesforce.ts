import type { Destination, RecordResult, TargetField, TargetView } from '../../contracts/destination.ts';
import { at, failed, get, judgedJson, jsonOf, listAt, said, sendJson, textAt } from '../http.ts';
import { asText, typedValues } from '../records.ts';

const VERSION = 'v59.0';
const TYPES: Readonly<Record<string, TargetField['type']>> = { string: 'text', textarea: 'text', email: 'email', phone: 'phone', url: 'url', double: 'number', int: 'number', currency: 'number', percent: 'number', boolean: 'boolean', date: 'date', datetime: 'date', picklist: 'choice', multipicklist: 'choice' };
const base = ({ settings }: TargetView): string => `https://${settings['domain'] ?? ''}.my.salesforce.com/services`;
const objectOf = ({ settings, kind }: TargetView): string => (kind === 'company' ? 'Account' : (settings['person'] ?? 'Lead'));

/** Leads, contacts or accounts, two hundred in a request, each with a result of its own. */
export default {
  facts: {
    id: 'salesforce', name: 'Salesforce', group: 'crm',
    summary: 'Leads, contacts and accounts, updated by an external id.',
    homepage: 'https://www.salesforce.com', docs: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_upsert.htm',
    help: ['In Setup create a connected app with OAuth, the scope "api" and the client credentials flow, and a user that it runs as.', 'Copy its consumer key and consumer secret.', 'The domain is what stands before .my.salesforce.com: yourcompany, or yourcompany--test.sandbox.', 'To update records, mark a field of your own as External ID.'],
    verified: { sure: 'documented-in-use', live: null },
    kinds: ['person', 'company'],
    inputs: [
      { name: 'domain', label: 'Domain', kind: 'text', example: 'yourcompany', pattern: '^[a-z0-9][a-z0-9-]{0,60}[a-z0-9](\\.(sandbox|develop|scratch))?$' },
      { name: 'person', label: 'People become', kind: 'choice', options: [{ value: 'Lead', label: 'Leads' }, { value: 'Contact', label: 'Contacts' }] },
      { name: 'key', label: 'Consumer key', secret: true, kind: 'text', pattern: '^[\\x21-\\x7e]{8,400}$' },
      { name: 'secret', label: 'Consumer secret', secret: true, kind: 'text', pattern: '^[\\x21-\\x7e]{8,400}$' },
    ],
    base: 'https://{domain}.my.salesforce.com', naming: 'asked', upsert: 'native',
    limits: { rows: 200, perSecond: 2, burst: 4, concurrent: 1, bodyBytes: 1_500_000, note: 'Calls a day by edition.' },
  },
  login: {
    ask: (target) => ({
      request: { method: 'POST', url: `${base(target)}/oauth2/token`, headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' }, body: new URLSearchParams({ grant_type: 'client_credentials', client_id: target.settings['key'] ?? '', client_secret: target.settings['secret'] ?? '' }).toString() },
    }),
    read(reply) {
      const token = textAt(jsonOf(reply), 'access_token');
      return token ? { token, seconds: 1_800 } : null;
    },
  },
  check(target, [reply]) {
    if (!reply) return { kind: 'ask', request: { ...get(`${base(target)}/data/${VERSION}/sobjects/${objectOf(target)}/describe`, {}), token: true } };
    const bad = judgedJson(reply, 1);
    if (bad) return failed(bad);
    const fields = listAt(jsonOf(reply), 'fields').flatMap((field): TargetField[] => {
      const name = textAt(field, 'name');
      if (!name || (at(field, 'createable') !== true && at(field, 'updateable') !== true)) return [];
      const isNeeded = at(field, 'nillable') === false && at(field, 'defaultedOnCreate') !== true && at(field, 'createable') === true;
      const isKey = at(field, 'externalId') === true || at(field, 'idLookup') === true;
      const type = textAt(field, 'type') ?? '';
      const options = listAt(field, 'picklistValues').flatMap((option) => {
        const value = at(option, 'active') === false ? undefined : textAt(option, 'value');
        return value === undefined ? [] : [{ value, label: textAt(option, 'label') ?? value }];
      });
      return [{
        name, label: textAt(field, 'label') ?? name, type: TYPES[type] ?? 'other', ...(isNeeded ? { required: true as const } : {}), ...(isKey ? { key: true as const } : {}),
        ...(options.length > 0 ? { options } : {}), ...(type === 'multipicklist' ? { many: true as const } : {}), ...(at(field, 'custom') === true ? { custom: true as const } : {}),
      }];
    });
    return fields.length === 0 ? { kind: 'fails', because: 'down' } : { kind: 'works', fields };
  },
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver(batch, target, [reply]) {
    const { upsertKey } = target;
    const object = objectOf(target);
    if (!reply) {
      const records = batch.map((record) => ({ attributes: { type: object }, ...typedValues(record, target, asText) }));
      const url = `${base(target)}/data/${VERSION}/composite/sobjects${upsertKey === undefined ? '' : `/${object}/${encodeURIComponent(upsertKey)}`}`;
      return { kind: 'ask', writes: true, request: { ...sendJson(upsertKey === undefined ? 'POST' : 'PATCH', url, {}, { allOrNone: false, records }), token: true } };
    }
    // Out of calls for the day: it says so with 403.
    if (reply.status === 403 && reply.text.includes('REQUEST_LIMIT_EXCEEDED')) return { kind: 'later', because: 'busy', afterMs: 15 * 60_000 };
    const bad = judgedJson(reply, batch.length);
    if (bad) return bad;
    const results = listAt(jsonOf(reply), '');
    if (results.length !== batch.length) return { kind: 'fault', detail: 'The answer has another number of records.' };
    return { kind: 'results', results: results.map(resultOf) };
  },
  hints: { FirstName: ['firstName'], LastName: ['lastName'], Company: ['companyName'], Title: ['title'], Email: ['workEmail', 'email'], Phone: ['phone'], MobilePhone: ['mobile'], Website: ['website', 'companyDomain', 'domain'], Name: ['name'], NumberOfEmployees: ['employees'], Industry: ['industry'] },
} satisfies Destination;

function resultOf(result: unknown): RecordResult {
  if (at(result, 'success') !== true) return { kind: 'failed', reason: 'refused', ...said(textAt(result, 'errors.0.message') ?? textAt(result, 'errors.0.statusCode')) };
  const remoteId = textAt(result, 'id');
  const created = at(result, 'created');
  return { kind: 'delivered', ...(remoteId ? { remoteId } : {}), ...(typeof created === 'boolean' ? { was: created ? ('created' as const) : ('updated' as const) } : {}) };
}
