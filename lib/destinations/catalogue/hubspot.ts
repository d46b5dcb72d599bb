import type { Destination, RecordResult, TargetField } from '../../contracts/destination.ts';
import { at, bearer, detailOf, failed, get, judgedJson, jsonOf, listAt, said, sendJson, textAt } from '../http.ts';
import { asText, sameKey, typedValues } from '../records.ts';

const BASE = 'https://api.hubapi.com';
const TYPES: Readonly<Record<string, TargetField['type']>> = { number: 'number', bool: 'boolean', date: 'date', datetime: 'date', enumeration: 'choice', phone_number: 'phone', string: 'text' };
const objectOf = (kind: string): string => (kind === 'company' ? 'companies' : 'contacts');

/** Contacts or companies, a hundred in a request, known again by a property that is unique. */
export default {
  facts: {
    id: 'hubspot', name: 'HubSpot', group: 'crm',
    summary: 'Contacts and companies, updated where they are there already.',
    homepage: 'https://www.hubspot.com', docs: 'https://developers.hubspot.com/docs/api/crm/contacts',
    help: ['In HubSpot open Settings, Integrations, Private apps and create one.', 'Give it the scopes crm.objects.contacts.read and .write, and the same of companies.', 'Copy the access token.'],
    verified: { sure: 'documented', live: null, notes: 'Contacts are known again by email. Companies need a property of your own that is unique: domain is not.' },
    kinds: ['person', 'company'],
    inputs: [{ name: 'key', label: 'Access token', secret: true, kind: 'text', example: 'pat-eu1-…', pattern: '^[\\x21-\\x7e]{8,400}$' }],
    base: BASE, naming: 'asked', upsert: 'native',
    limits: { rows: 100, perSecond: 5, burst: 5, concurrent: 2, bodyBytes: 1_000_000, windows: [{ requests: 100, seconds: 10 }], note: 'A hundred requests in ten seconds on the smallest plans.' },
  },
  check({ settings, kind }, [reply]) {
    if (!reply) return { kind: 'ask', request: get(`${BASE}/crm/v3/properties/${objectOf(kind)}`, bearer(settings['key'])) };
    const bad = judgedJson(reply, 1);
    if (bad) return failed(bad);
    const fields = listAt(jsonOf(reply), 'results').flatMap((property): TargetField[] => {
      const name = textAt(property, 'name');
      if (!name || at(property, 'modificationMetadata.readOnlyValue') === true || at(property, 'hidden') === true) return [];
      const isKey = at(property, 'hasUniqueValue') === true || (kind === 'person' && name === 'email');
      const options = listAt(property, 'options').flatMap((option) => {
        const value = at(option, 'hidden') === true ? undefined : textAt(option, 'value');
        return value === undefined ? [] : [{ value, label: textAt(option, 'label') ?? value }];
      });
      return [{
        name, label: textAt(property, 'label') ?? name, type: name === 'email' ? 'email' : (TYPES[textAt(property, 'type') ?? ''] ?? 'other'), ...(isKey ? { key: true as const } : {}),
        ...(options.length > 0 ? { options } : {}), ...(at(property, 'fieldType') === 'checkbox' ? { many: true as const } : {}), ...(at(property, 'hubspotDefined') === true ? {} : { custom: true as const }),
      }];
    });
    return fields.length === 0 ? { kind: 'fails', because: 'down' } : { kind: 'works', fields };
  },
  // Without a key property a record that is sent again is a second one.
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver(batch, target, [reply]) {
    const { settings, kind, upsertKey } = target;
    if (!reply) {
      const inputs = batch.map((record) => ({ ...(upsertKey === undefined ? {} : { idProperty: upsertKey, id: record.values[upsertKey] ?? '' }), properties: typedValues(record, target, asText) }));
      return { kind: 'ask', writes: true, request: sendJson('POST', `${BASE}/crm/v3/objects/${objectOf(kind)}/batch/${upsertKey === undefined ? 'create' : 'upsert'}`, bearer(settings['key']), { inputs }) };
    }
    // A contact that is there already, where none was to be looked for.
    if (reply.status === 409 && upsertKey === undefined && batch.length === 1) return { kind: 'results', results: [{ kind: 'known' }] };
    const bad = judgedJson(reply, batch.length);
    if (bad) return bad;
    const json = jsonOf(reply);
    const results = listAt(json, 'results');
    const errors = listAt(json, 'errors');
    if (results.length === 0 && errors.length === 0) return { kind: 'fault', ...detailOf(reply) };
    if (upsertKey === undefined) {
      if (results.length === batch.length) return { kind: 'results', results: batch.map((_record, i) => delivered(results[i])) };
      // Which of several were made cannot be told.
      return batch.length > 1 || results.length > 0 ? { kind: 'fault' } : { kind: 'results', results: [{ kind: 'failed', reason: 'refused', ...said(textAt(errors[0], 'message')) }] };
    }
    // Answers come in any order: each is found by its key. As many as were sent, and no complaint: all have arrived, whatever is quoted of them.
    const isWhole = errors.length === 0 && results.length === batch.length;
    const mineOf = (key: string): unknown => results.find((one) => sameKey(at(one, `properties.${upsertKey}`), key));
    if (errors.length === 0 && !isWhole && batch.some((record) => mineOf(record.values[upsertKey] ?? '') === undefined)) return { kind: 'fault', detail: 'The answer has another number of records.' };
    return {
      kind: 'results',
      results: batch.map((record): RecordResult => {
        const key = record.values[upsertKey] ?? '';
        const mine = mineOf(key);
        if (mine !== undefined) return delivered(mine);
        if (isWhole) return { kind: 'delivered' };
        const error = errors.find((one) => JSON.stringify(at(one, 'context') ?? '').toLowerCase().includes(key.toLowerCase())) ?? errors[0];
        return { kind: 'failed', reason: 'refused', ...said(textAt(error, 'message')) };
      }),
    };
  },
  hints: { jobtitle: ['title'], mobilephone: ['mobile'], company: ['companyName'], website: ['companyDomain', 'website'], numberofemployees: ['employees'], hs_linkedin_url: ['linkedinUrl'], linkedin_company_page: ['linkedinUrl'], firstname: ['firstName'], lastname: ['lastName'], name: ['name'], domain: ['domain'] },
} satisfies Destination;

function delivered(result: unknown): RecordResult {
  const remoteId = textAt(result, 'id');
  const isNew = at(result, 'new');
  return { kind: 'delivered', ...(remoteId ? { remoteId } : {}), ...(typeof isNew === 'boolean' ? { was: isNew ? ('created' as const) : ('updated' as const) } : {}) };
}
