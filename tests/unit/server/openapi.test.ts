import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { ACCESS, createApp } from '../../../server/http/app.ts';
import { openApiDocument } from '../../../server/http/contract/document.ts';
import { API } from '../../../server/http/contract/table.ts';
import type { HttpDeps } from '../../../server/http/kit.ts';

const document = openApiDocument(API, ACCESS, { version: '1', url: 'https://kiln.example' }) as {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }>; requestBody?: { content: Record<string, { schema: object }> }; security: object[] }>>;
  components: { schemas: Record<string, object> };
};

describe('the published contract', () => {
  it('has every JSON route of the server and none besides', () => {
    // Only the routes themselves are looked at; no handler runs.
    const nothing: object = new Proxy({}, { get: () => new Proxy(() => nothing, { get: () => nothing }) });
    const routes = new Set(createApp(nothing as HttpDeps).routes.filter((route) => route.method !== 'ALL' && route.path.startsWith('/v1/')).map((route) => `${route.method} ${route.path}`));
    expect([...routes].toSorted()).toEqual(Object.keys(API).toSorted());
    expect(Object.keys(ACCESS).filter((key) => key.includes(' /v1/')).toSorted()).toEqual(Object.keys(API).toSorted());
  });
  it('is OpenAPI 3.1 whose schemas are sound', () => {
    expect(document.openapi).toBe('3.1.0');
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema({ $id: 'doc', components: document.components });
    let schemas = 0;
    for (const [path, methods] of Object.entries(document.paths)) {
      expect(path).not.toContain(':');
      for (const operation of Object.values(methods)) {
        const all = [...Object.values(operation.responses).map((r) => r.content), operation.requestBody?.content].flatMap((c) => (c === undefined ? [] : Object.values(c)));
        for (const { schema } of all) {
          ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"doc#/components')) as object);
          schemas += 1;
        }
      }
    }
    expect(schemas).toBeGreaterThan(80);
  });
  it('has every route that the extension calls', () => {
    const client = readFileSync(new URL('../../../lib/platform/account-http.ts', import.meta.url), 'utf8');
    const called = [...client.matchAll(/\.(get|post|put|delete)\(['`](v1\/[^'`?]+)/g)].map(([, method = '', path = '']) => `${method.toUpperCase()} /${path.replace(/\$\{.*?\}\)?\}?/g, ':id')}`);
    expect(called.length).toBeGreaterThan(6);
    expect(called.filter((key) => API[key] === undefined)).toEqual([]);
  });
  it('says which scope each route needs', () => {
    expect(document.paths['/v1/charges']?.['post']?.security).toEqual([{ device: ['charge'] }]);
    expect(document.paths['/v1/info']?.['get']?.security).toEqual([]);
    expect(document.paths['/v1/webhooks/{id}/replay']?.['post']?.security).toEqual([{ device: ['admin'] }]);
  });
});
