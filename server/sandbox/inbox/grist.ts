import { bearerKey, isGoodKey, listOf, objectOf, textOf, type Shape } from './shape.ts';

/** A Grist document: five requests a second; an upsert answers with nothing, rows are read by a filter. */
export const gristSandbox: Shape = {
  id: 'grist', limits: { window: { requests: 5, seconds: 1 }, bodyBytes: 1_000_000 },
  tooMany: { status: 429, json: { error: 'Exceeded rate limit' } },
  tooLarge: { status: 413, json: { error: 'request entity too large' } },
  badKey: (request) => (isGoodKey(bearerKey(request)) ? null : { status: 401, json: { error: 'invalid API key' } }),
  answer({ method, path, query, json: body }, box) {
    if (path.endsWith('/columns')) return { status: 200, json: { columns: [{ id: 'Name', fields: { label: 'Name', type: 'Text', isFormula: false } }, { id: 'Email', fields: { label: 'Email', type: 'Text', isFormula: false } }] } };
    if (method === 'GET') {
      const wanted = Object.entries(objectOf(JSON.parse(query.get('filter') ?? '{}')));
      const found = wanted.flatMap(([name, values]) => listOf(values).flatMap((value) => box.find((kept) => kept.values[name] === value) ?? []));
      return { status: 200, json: { records: found.map(({ id, values }) => ({ id, fields: values })) } };
    }
    const made = listOf(objectOf(body)['records']).map((record) => {
      const { require, fields } = objectOf(record);
      return box.put(textOf(Object.values(objectOf(require))[0]) || box.nextId(), { ...objectOf(require), ...objectOf(fields) }).kept.id;
    });
    return { status: 200, json: method === 'PUT' ? null : { records: made.map((id) => ({ id })) } };
  },
};
