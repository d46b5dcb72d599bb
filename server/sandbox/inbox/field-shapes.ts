import { basicKey, isGoodKey, listOf, notFound, objectOf, textOf, type Box, type InboxReply, type Kept, type Shape } from './shape.ts';

const json = (status: number, body: unknown): InboxReply => ({ status, json: body });
const tooMany: InboxReply = { status: 429, json: { success: false, error: 'request over limit' }, headers: { 'Retry-After': '1' } };
const tooLarge: InboxReply = { status: 413, json: { error: 'Too large' } };

/** Fields of the practice account's own, in Pipedrive's form: hashes, and options by number. */
const HASHES = { score: '5c03e5c03e5c03e5c03e5c03e5c03e5c03e5c03e', stage: '57a6e57a6e57a6e57a6e57a6e57a6e57a6e57a6e', topics: '709115709115709115709115709115709115709a' };
const STAGES = [{ id: 31, label: 'New' }, { id: 32, label: 'Talking' }];
const TOPICS = [{ id: 41, label: 'Ceramics' }, { id: 42, label: 'Glass' }];
const PIPEDRIVE_FIELDS = [
  { field_name: 'Name', field_code: 'name', field_type: 'varchar', is_custom_field: false },
  { field_name: 'Score', field_code: HASHES.score, field_type: 'double', is_custom_field: true },
  { field_name: 'Stage', field_code: HASHES.stage, field_type: 'enum', options: STAGES, is_custom_field: true },
  { field_name: 'Topics', field_code: HASHES.topics, field_type: 'set', options: TOPICS, is_custom_field: true },
];
/** What version 2 does not take: a number as a text, an option that is not its number. */
function wrongPipedrive(custom: Readonly<Record<string, unknown>>): string | undefined {
  const isOption = (options: readonly { id: number }[], value: unknown): boolean => options.some(({ id }) => id === value);
  for (const [hash, value] of Object.entries(custom)) {
    const isRight = hash === HASHES.score ? typeof value === 'number' : hash === HASHES.stage ? isOption(STAGES, value) : hash === HASHES.topics && Array.isArray(value) && value.every((one) => isOption(TOPICS, one));
    if (!isRight) return `Validation failed: custom_fields.${hash}`;
  }
  return undefined;
}

const pipedrive: Shape = {
  id: 'pipedrive', limits: { perSecond: 10, burst: 20, bodyBytes: 1_000_000 }, tooMany, tooLarge,
  badKey: (request) => (isGoodKey(request.header('x-api-token')) ? null : json(401, { success: false, error: 'unauthorized access' })),
  answer({ method, path, query, json: body }, box) {
    if (/\/(person|organization)Fields$/.test(path)) return json(200, { success: true, data: PIPEDRIVE_FIELDS, additional_data: { next_cursor: null } });
    const emailsOf = (values: Kept['values']): string[] => listOf(values['emails']).map((one) => textOf(objectOf(one)['value']));
    if (path.endsWith('/search')) {
      const term = query.get('term')?.toLowerCase() ?? '';
      const found = box.find(({ values }) => (query.get('fields') === 'email' ? emailsOf(values) : [textOf(values['name'])]).some((one) => one.toLowerCase() === term));
      return json(200, { success: true, data: { items: found ? [{ item: { id: found.id } }] : [] } });
    }
    const id = /\/(?:persons|organizations)\/([^/]+)$/.exec(path)?.[1];
    const known = id === undefined ? undefined : box.find((kept) => kept.id === id);
    if (id !== undefined && !known) return json(404, { success: false, error: 'Not found' });
    if (method === 'GET') return json(200, { success: true, data: known ? { id, ...known.values } : [] });
    const values = objectOf(body);
    const wrong = wrongPipedrive(objectOf(values['custom_fields']));
    if (wrong) return json(400, { success: false, error: wrong });
    const key = known ? textOf(known.values['key']) : (emailsOf(values)[0] ?? (textOf(values['name']) || box.nextId()));
    return json(method === 'POST' ? 201 : 200, { success: true, data: { id: box.put(key, { ...values, key, custom_fields: { ...objectOf(known?.values['custom_fields']), ...objectOf(values['custom_fields']) } }).kept.id } });
  },
};

const CLOSE_FIELDS: Readonly<Record<string, readonly unknown[]>> = {
  lead: [{ id: 'cf_segment', name: 'Segment', type: 'choices', choices: ['Small', 'Large'], accepts_multiple_values: false }, { id: 'cf_seats', name: 'Seats', type: 'number' }],
  contact: [{ id: 'cf_topics', name: 'Topics', type: 'choices', choices: ['Ceramics', 'Glass'], accepts_multiple_values: true }],
};
/** A field of the account's own with a value that it does not take. */
function wrongClose(values: Readonly<Record<string, unknown>>): string | undefined {
  const right: Readonly<Record<string, (value: unknown) => boolean>> = {
    'custom.cf_segment': (value) => value === 'Small' || value === 'Large', 'custom.cf_seats': (value) => typeof value === 'number',
    'custom.cf_topics': (value) => Array.isArray(value) && value.every((one) => one === 'Ceramics' || one === 'Glass'),
  };
  return Object.entries(values).find(([name, value]) => name.startsWith('custom.') && right[name]?.(value) !== true)?.[0];
}
const contactsOf = (values: Kept['values']): Record<string, unknown>[] => listOf(values['contacts']).map(objectOf);

const close: Shape = {
  id: 'close', limits: { perSecond: 20, burst: 40, bodyBytes: 1_000_000 }, tooMany: { status: 429, json: { error: 'Rate limit exceeded' }, headers: { RateLimit: 'limit=20, remaining=0, reset=1' } }, tooLarge,
  badKey: (request) => (isGoodKey(basicKey(request)?.replace(/:$/, '')) ? null : json(401, { error: 'The API key is not valid.' })),
  answer({ method, path, query, json: body }, box) {
    if (path.endsWith('/me/')) return json(200, { email: 'robin@example.com' });
    const listed = /\/custom_field\/(lead|contact)\/$/.exec(path)?.[1];
    if (listed !== undefined) return json(200, { data: CLOSE_FIELDS[listed], has_more: false });
    if (method === 'GET') return json(200, { data: matches(query.get('query') ?? '', box).map(({ id, values }) => ({ id, name: values['name'], contacts: values['contacts'] ?? [] })), has_more: false });
    const values = objectOf(body);
    const wrong = wrongClose(values) ?? contactsOf(values).map(wrongClose).find(Boolean);
    if (wrong) return json(400, { errors: [], 'field-errors': { [wrong]: 'Invalid value' } });
    if (path.endsWith('/lead/')) {
      const email = textOf(objectOf(listOf(contactsOf(values)[0]?.['emails'])[0])['email']);
      const key = email || box.nextId();
      return json(200, { id: box.put(key, { ...values, key, contacts: contactsOf(values).map((contact) => ({ id: `cont_${box.nextId()}`, ...contact })) }).kept.id });
    }
    const [, kind, id] = /\/(lead|contact)\/([^/]+)\/$/.exec(path) ?? [];
    const lead = box.find((kept) => (kind === 'lead' ? kept.id === id : contactsOf(kept.values).some((contact) => contact['id'] === id)));
    if (!lead) return notFound;
    const changed = kind === 'lead' ? values : { contacts: contactsOf(lead.values).map((contact) => (contact['id'] === id ? { ...contact, ...values } : contact)) };
    box.put(textOf(lead.values['key']), changed);
    return json(200, { id });
  },
};
/** Leads that hold the words, as a search does: an address of a contact, or a beginning of the name. */
function matches(query: string, box: Box): Kept[] {
  const [, what, text = ''] = /^(email|name):"(.*)"$/.exec(query.toLowerCase()) ?? [];
  const emails = (kept: Kept): string[] => contactsOf(kept.values).flatMap((contact) => listOf(contact['emails']).map((one) => textOf(objectOf(one)['email']).toLowerCase()));
  const found = box.find((kept) => (what === 'email' ? emails(kept).includes(text) : textOf(kept.values['name']).toLowerCase().startsWith(text)));
  return found ? [found] : [];
}

/** CRMs whose accounts have fields of their own beside those that everybody has. */
export const FIELD_SHAPES: readonly Shape[] = [pipedrive, close];
