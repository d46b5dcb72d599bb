/** An invented partner on this machine that nobody has written a manifest for. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Bureau {
  readonly url: string;
  /** What was asked so far: path with query, and the key that came with it. */
  readonly asked: readonly { readonly url: string; readonly key: string | undefined }[];
  close(): Promise<void>;
}

/** Knows Ada Example; says `no match` about everybody else, with status 200. Without the key: 401. */
export async function startBureau(key: string): Promise<Bureau> {
  const asked: { url: string; key: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const given = request.headers['x-api-key'];
    asked.push({ url: request.url ?? '', key: typeof given === 'string' ? given : undefined });
    const url = new URL(request.url ?? '', 'http://localhost');
    const isKnown = url.searchParams.get('first_name') === 'Ada';
    const [status, body] =
      given !== key ? ([401, { error: 'unknown key' }] as const) : url.pathname !== '/v1/people/find' ? ([404, { error: 'no such page' }] as const) : ([200, isKnown ? { message: 'ok', data: { person: 'Ada Example', emails: [{ address: `ada@${url.searchParams.get('domain') ?? ''}`, score: 0.91 }, { address: 'second@example.com', score: 0.2 }] } } : { message: 'no match', data: null }] as const);
    response.writeHead(status, { 'content-type': 'application/json', 'x-credits-left': '41' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close: () => new Promise((closed) => void server.close(() => closed())) };
}
