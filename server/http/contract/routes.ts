import { Hono } from 'hono';
import { anyone, type AccessTable } from '../access.ts';
import type { Env, HttpDeps } from '../kit.ts';
import { openApiDocument } from './document.ts';
import { API } from './table.ts';

export const contractAccess: AccessTable = { 'GET /v1/openapi.json': anyone };

/** @param access asked late: the table holds this route's own row as well */
export function contractRoutes(deps: HttpDeps, access: () => AccessTable): Hono<Env> {
  let text: string | undefined;
  return new Hono<Env>().get('/openapi.json', (c) => {
    text ??= JSON.stringify(openApiDocument(API, access(), { version: deps.info.version, url: deps.publicUrl() }));
    return c.body(text, 200, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'public, max-age=300' });
  });
}
