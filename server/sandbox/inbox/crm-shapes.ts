import { basicKey, bearerKey, isGoodKey, listOf, notFound, objectOf, textOf, type Box, type InboxReply, type InboxRequest, type Shape } from './shape.ts';

const json = (status: number, body: unknown): InboxReply => ({ status, json: body });
const tooMany: InboxReply = { status: 429, json: { message: 'Too many requests' }, headers: { 'Retry-After': '1' } };
const tooLarge: InboxReply = { status: 413, json: { message: 'Too large' } };
const unauthorised: InboxReply = json(401, { message: 'The key is not valid.' });
const byBearer = (request: InboxRequest): InboxReply | null => (isGoodKey(bearerKey(request)) ? null : unauthorised);
const base = { tooMany, tooLarge, badKey: byBearer };
/** So many requests in any so many seconds, as documented. */
const limits = (requests: number, seconds: number, bodyBytes = 1_000_000): Shape['limits'] => ({ window: { requests, seconds }, bodyBytes });
const put = (box: Box, key: unknown, values: Record<string, unknown>) => box.put(textOf(key) || box.nextId(), values);
const too = (n: number): InboxReply => json(400, { message: `More than ${n} records in a request.` });

const hubspot: Shape = {
  ...base, id: 'hubspot', limits: limits(100, 10),
  answer({ method, path, json: body }, box) {
    if (method === 'GET') return json(200, { results: [{ name: 'email', label: 'Email', type: 'string', hasUniqueValue: true, hubspotDefined: true }, { name: 'firstname', label: 'First name', type: 'string', hubspotDefined: true }, { name: 'lead_stage', label: 'Lead stage', type: 'enumeration', options: [{ value: 'new_one', label: 'New' }, { value: 'in_talks', label: 'In talks' }] }] });
    const inputs = listOf(objectOf(body)['inputs']);
    if (!/\/batch\/(upsert|create)$/.test(path)) return notFound;
    if (inputs.length > 100) return too(100);
    const results = inputs.map((input) => {
      const { id, properties } = objectOf(input);
      const { kept, isNew } = put(box, id, objectOf(properties));
      return { id: kept.id, new: isNew, properties: objectOf(properties) };
    });
    return json(200, { status: 'COMPLETE', results: results.reverse() });
  },
};
const airtable: Shape = {
  ...base, id: 'airtable', limits: limits(5, 1),
  answer({ method, path, json: body }, box) {
    if (method === 'GET') return json(200, { tables: [{ id: path.split('/')[3] === 'bases' ? 'tblAbC123dEf456Gh' : '', name: 'People', fields: [{ name: 'Email', type: 'email' }, { name: 'Name', type: 'singleLineText' }] }] });
    const { records, performUpsert } = objectOf(body);
    if (listOf(records).length > 10) return too(10);
    const key = textOf(listOf(objectOf(performUpsert)['fieldsToMergeOn'])[0]);
    const made = listOf(records).map((record) => put(box, objectOf(objectOf(record)['fields'])[key], objectOf(objectOf(record)['fields'])));
    return json(200, { records: made.map(({ kept }) => ({ id: kept.id, fields: kept.values })), createdRecords: made.flatMap(({ kept, isNew }) => (isNew ? [kept.id] : [])), updatedRecords: made.flatMap(({ kept, isNew }) => (isNew ? [] : [kept.id])) });
  },
};
const notion: Shape = {
  ...base, id: 'notion', limits: limits(180, 60, 500_000),
  answer({ method, path, json: body, header }, box) {
    if (header('notion-version') === undefined) return json(400, { code: 'missing_version', message: 'Notion-Version is missing' });
    if (method === 'GET') return json(200, { title: [{ plain_text: 'Leads' }], properties: { Name: { type: 'title' }, Email: { type: 'email' } } });
    if (path.endsWith('/query')) {
      const wanted = textOf(objectOf(objectOf(objectOf(body)['filter'])['email'])['equals']);
      const found = box.find(({ values }) => objectOf(values['Email'])['email'] === wanted);
      return json(200, { results: found ? [{ id: found.id }] : [] });
    }
    const known = /\/pages\/(.+)$/.exec(path)?.[1];
    const properties = objectOf(objectOf(body)['properties']);
    const key = known === undefined ? box.nextId() : textOf(box.find(({ id }) => id === known)?.values['key']);
    const { kept } = box.put(key, { ...properties, key });
    return json(200, { object: 'page', id: kept.id });
  },
};
const attio: Shape = {
  ...base, id: 'attio', limits: limits(25, 1),
  answer({ method, query, json: body }, box) {
    if (method === 'GET') return json(200, { data: [{ api_slug: 'name', title: 'Name', type: 'personal-name', is_writable: true }, { api_slug: 'email_addresses', title: 'Email addresses', type: 'email-address', is_unique: true, is_writable: true }] });
    const values = objectOf(objectOf(objectOf(body)['data'])['values']);
    const { kept } = put(box, listOf(values[query.get('matching_attribute') ?? ''])[0], values);
    return json(200, { data: { id: { record_id: kept.id } } });
  },
};
const twenty: Shape = {
  ...base, id: 'twenty', limits: limits(50, 60),
  answer({ method, json: body, query }, box) {
    if (method === 'GET') return json(200, { data: { people: [] } });
    if (listOf(body).length > 60) return too(60);
    const made = listOf(body).map((one) => put(box, query.get('upsert') === 'true' ? objectOf(objectOf(one)['emails'])['primaryEmail'] : '', objectOf(one)).kept);
    return json(201, { data: { createPeople: made.map(({ id }) => ({ id })) } });
  },
};
const salesforce: Shape = {
  ...base, id: 'salesforce', limits: { perSecond: 5, burst: 10, bodyBytes: 1_000_000 },
  badKey: (request) => (request.path.endsWith('/oauth2/token') || bearerKey(request) === 'sandbox-token' ? null : json(401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }])),
  answer({ method, path, body, json: sent }, box) {
    if (path.endsWith('/oauth2/token')) return isGoodKey(new URLSearchParams(body).get('client_id') ?? undefined) ? json(200, { access_token: 'sandbox-token', token_type: 'Bearer' }) : json(400, { error: 'invalid_client_id' });
    if (method === 'GET') return json(200, { fields: [{ name: 'LastName', label: 'Last Name', type: 'string', createable: true, nillable: false }, { name: 'Email', label: 'Email', type: 'email', createable: true, nillable: true, idLookup: true }] });
    const records = listOf(objectOf(sent)['records']);
    if (records.length > 200) return too(200);
    const key = /\/sobjects\/[^/]+\/(.+)$/.exec(path)?.[1] ?? '';
    return json(200, records.map((record) => {
      const { kept, isNew } = put(box, objectOf(record)[key], objectOf(record));
      return { id: kept.id, success: true, created: isNew, errors: [] };
    }));
  },
};
const sheets: Shape = {
  ...base, id: 'google-sheets', limits: limits(120, 60, 2_000_000),
  badKey: (request) => (request.path.endsWith('/token') || bearerKey(request) === 'sandbox-token' ? null : json(401, { error: { code: 401, message: 'Request had invalid authentication credentials.', status: 'UNAUTHENTICATED' } })),
  answer({ path: encoded, body, json: sent }, box) {
    const path = decodeURIComponent(encoded);
    if (path.endsWith('/token')) return /assertion=[\w-]+\.[\w-]+\.[\w-]+$/.test(body) ? json(200, { access_token: 'sandbox-token', expires_in: 3_600 }) : json(400, { error: 'invalid_grant' });
    if (path.endsWith('!1:1')) return json(200, { values: [['Name', 'Email']] });
    const rows = [...Array(box.size).keys()].map((i) => textOf(box.find(({ values }) => values['row'] === i + 2)?.values['email']));
    if (path.endsWith('!B:B')) return json(200, { values: [['Email'], ...rows.map((email) => [email])] });
    const { values, data } = objectOf(sent);
    for (const cells of listOf(values)) box.put(box.nextId(), { name: listOf(cells)[0], email: listOf(cells)[1], row: box.size + 2 });
    return json(200, { spreadsheetId: 'sandbox', totalUpdatedRows: listOf(data).length });
  },
};
const slack: Shape = { ...base, id: 'slack', limits: limits(1, 1, 40_000), badKey: ({ path }) => (path.includes('/services/') ? null : { status: 404, text: 'no_service' }), answer: ({ json: body }, box) => (textOf(objectOf(body)['text']) === '' ? { status: 400, text: 'no_text' } : (box.put(box.nextId(), objectOf(body)), { status: 200, text: 'ok' })) };
const lemlist: Shape = {
  ...base, id: 'lemlist', limits: limits(20, 2), badKey: (request) => (isGoodKey(basicKey(request)?.replace(/^:/, '')) ? null : { status: 401, text: 'Invalid API key' }),
  answer({ method, json: body }, box) {
    if (method === 'GET') return json(200, [{ _id: 'cam_AbC123', name: 'Spring' }]);
    const { kept, isNew } = put(box, objectOf(body)['email'], objectOf(body));
    return isNew ? json(200, { _id: kept.id, campaignId: 'cam_AbC123' }) : { status: 400, text: 'Lead already in the campaign' };
  },
};
const instantly: Shape = {
  ...base, id: 'instantly', limits: limits(100, 1),
  answer({ method, json: body }, box) {
    if (method === 'GET') return json(200, { name: 'Inbox' });
    const leads = listOf(objectOf(body)['leads']);
    if (leads.length > 1_000) return too(1_000);
    const made = leads.map((lead) => put(box, objectOf(lead)['email'], objectOf(lead)));
    const created = made.flatMap(({ kept, isNew }, index) => (isNew ? [{ index, id: kept.id, email: kept.values['email'] }] : []));
    return json(200, { status: 'success', total_sent: leads.length, leads_uploaded: created.length, skipped_count: leads.length - created.length, duplicated_leads: 0, invalid_email_count: 0, in_blocklist: 0, created_leads: created });
  },
};
const smartlead: Shape = {
  ...base, id: 'smartlead', limits: limits(60, 60), badKey: (request) => (isGoodKey(request.query.get('api_key') ?? undefined) ? null : json(401, { message: 'API key is invalid' })),
  answer({ method, json: body }, box) {
    if (method === 'GET') return json(200, { id: 123_456, name: 'Spring' });
    const made = listOf(objectOf(body)['lead_list']).map((lead) => put(box, objectOf(lead)['email'], objectOf(lead)));
    const added = made.filter(({ isNew }) => isNew).length;
    return json(200, { ok: true, upload_count: made.length, total_leads: added, already_added_to_campaign: made.length - added, duplicate_count: 0, invalid_email_count: 0 });
  },
};

/** CRMs, tables and sequences in the shapes of the real ones, with their documented limits. */
export const CRM_SHAPES: readonly Shape[] = [hubspot, airtable, notion, attio, twenty, salesforce, sheets, slack, lemlist, instantly, smartlead];
