/**
 * The OpenAPI 3.1 document out of the tables: its schemas are JSON Schema 2020-12, which zod writes itself. A registry of our own
 * instead of @hono/zod-openapi, because that one wants every route to be made by its own class and changes zod's prototype for the
 * whole process; here the routes stay plain Hono and one table is compared with the access table.
 */
import { z } from 'zod';
import { apiErrorSchema } from '../../../lib/contracts/account-api.ts';
import type { Access, AccessTable } from '../access.ts';
import type { ApiTable, RouteSpec } from './spec.ts';

type Json = Readonly<Record<string, unknown>>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  return rest;
};
const content = (schema: Json): Json => ({ content: { 'application/json': { schema } } });

/** Answers that any route of its kind can give. */
function common(access: Access): Json {
  const said = (description: string): Json => ({ description, ...content({ $ref: '#/components/schemas/Error' }) });
  return {
    ...(access.by === 'device' ? { 401: said('This device is not signed in.'), 403: said('The token does not reach this far.') } : {}),
    413: said('The body is too large.'),
    429: { ...said('Too many requests; nothing was done.'), headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds' } } },
    500: said('The server broke; the same request can be sent again.'),
  };
}

function operation(spec: RouteSpec, access: Access, path: string): Json {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string', minLength: 1, maxLength: 80 } }));
  const query = spec.query === undefined ? { properties: {} } : (schemaOf(spec.query, 'output') as { properties: Readonly<Record<string, Json>> });
  const answers = Object.entries(spec.answers).map(([status, schema]) => [status, { description: Number(status) < 300 ? 'Done.' : 'Refused; nothing was changed.', ...content(schema === apiErrorSchema ? { $ref: '#/components/schemas/Error' } : schemaOf(schema, 'output')) }]);
  return {
    summary: spec.summary,
    parameters: [...inPath, ...Object.entries(query.properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))],
    ...(spec.body === undefined ? {} : { requestBody: { required: true, ...content(schemaOf(spec.body, 'input')) } }),
    responses: { ...common(access), ...Object.fromEntries(answers) as Json },
    ...(access.by === 'device' ? { security: [{ device: [access.scope] }] } : { security: [] }),
  };
}

/** @throws when a JSON route has no row in the access table */
export function openApiDocument(api: ApiTable, access: AccessTable, server: { readonly version: string; readonly url: string }): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [key, spec] of Object.entries(api)) {
    const [method = '', path = ''] = key.split(' ');
    const by = access[key];
    if (by === undefined) throw new Error(`no access row: ${key}`);
    const written = path.replace(/:(\w+)/g, '{$1}');
    paths[written] = { ...paths[written], [method.toLowerCase()]: operation(spec, by, path) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: 'Kiln account server', version: server.version, license: { name: 'MIT', identifier: 'MIT' }, description: 'Amounts are whole micro-units: 1 Action and 1 Data Credit are 1000000 each. Times are milliseconds since 1970.' },
    servers: [{ url: server.url }],
    paths,
    components: {
      schemas: { Error: schemaOf(apiErrorSchema, 'output') },
      securitySchemes: { device: { type: 'http', scheme: 'bearer', description: 'Access token of a device; the names are the scopes it needs.' } },
    },
  };
}
