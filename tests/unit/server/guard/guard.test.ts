import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../../server/guard/address.ts';
import { GuardError, checkUrl } from '../../../../server/guard/check-url.ts';
import { createGuardedFetch, type GuardedFetch } from '../../../../server/guard/guarded-fetch.ts';
import { BAD_ADDRESSES, BAD_URLS, GOOD_ADDRESSES, STRANGE_ADDRESSES } from './bypass-list.ts';
import { startDns, type LocalDns } from './local-dns.ts';

const codeOf = (deed: () => unknown): string => {
  try {
    deed();
    return 'allowed';
  } catch (error) {
    if (error instanceof GuardError) return error.code;
    throw error;
  }
};

describe('an address by its text', () => {
  it('is held against more than sixty known ways around', () => expect(BAD_URLS.length + BAD_ADDRESSES.length).toBeGreaterThan(120));
  it.each(BAD_URLS)('%s ends as: %s', (url, code) => expect(codeOf(() => checkUrl(url))).toBe(code));
  it('may be a public name over https', () => {
    for (const url of ['https://hooks.example.com/path?x=1', 'https://xn--bcher-kva.example/', 'https://HOOKS.example.com:443/', 'https://127.0.0.1.nip.example/']) expect(codeOf(() => checkUrl(url))).toBe('allowed');
    expect(checkUrl('https://hooks.example.com\\@127.0.0.1/').hostname).toBe('hooks.example.com');
  });
  it('may be anything the operator names exactly, and nothing beside it', () => {
    const policy = { allowedOrigins: new Set(['http://10.0.0.7:9000']) };
    expect(codeOf(() => checkUrl('http://10.0.0.7:9000/hook', policy))).toBe('allowed');
    expect(codeOf(() => checkUrl('http://u:p@10.0.0.7:9000/hook', policy))).toBe('credentials');
    expect(codeOf(() => checkUrl('http://10.0.0.7:9001/hook', policy))).toBe('scheme');
    expect(codeOf(() => checkUrl('https://10.0.0.7:9000/hook', policy))).toBe('port');
  });
});

describe('an address by its class', () => {
  it.each([...BAD_ADDRESSES, ...STRANGE_ADDRESSES])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));
  it.each(GOOD_ADDRESSES)('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));
});

describe('the guarded fetch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kiln-guard-'));
  const seen: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[] = [];
  let connections = 0;
  let server: Server;
  let dns: LocalDns;
  let port = 0;
  let ca = '';
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => void response.end('ok');
  const made: GuardedFetch[] = [];
  const guard = (options: Parameters<typeof createGuardedFetch>[0] = {}): GuardedFetch => {
    const fetch = createGuardedFetch({ resolve: dns.resolve, ca, policy: { allowedOrigins: new Set([`https://allowed.example:${port}`, `https://also.example:${port}`]) }, ...options });
    made.push(fetch);
    return fetch;
  };
  const refusalOf = async (call: Promise<unknown>): Promise<string> => call.then(() => 'answered', (error: unknown) => (error instanceof GuardError ? error.code : String(error)));
  const allowed = (path: string): string => `https://allowed.example:${port}${path}`;

  beforeAll(async () => {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem'), '-days', '2', '-subj', '/CN=local', '-addext', 'subjectAltName=DNS:allowed.example,DNS:also.example,DNS:rebind.example.com'], { stdio: 'ignore' });
    ca = readFileSync(join(folder, 'cert.pem'), 'utf8');
    server = createServer({ key: readFileSync(join(folder, 'key.pem')), cert: ca }, (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
        answer(request, response);
      });
    });
    server.on('connection', () => (connections += 1));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
    dns = await startDns({
      'allowed.example': () => ['127.0.0.1'],
      'also.example': () => ['127.0.0.1'],
      'mixed.example.com': () => ['8.8.8.8', '127.0.0.1'],
      'mixed-six.example.com': () => ['8.8.8.8', '::1'],
      // Public when it is looked at first, private at every question after that.
      'rebind.example.com': (n) => (n === 0 ? ['8.8.8.8'] : ['127.0.0.1']),
      'empty.example.com': () => [],
      ...Object.fromEntries(BAD_ADDRESSES.map((address, i) => [`bad-${i}.example.com`, () => [address]])),
    });
  });
  afterAll(() => {
    for (const fetch of made) fetch.close();
    server.closeAllConnections();
    server.close();
    dns.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(BAD_ADDRESSES.map((address, i) => [address, i] as const))('does not connect where a name leads to %s', async (_address, i) => {
    const before = connections;
    expect(await refusalOf(guard()(`https://bad-${i}.example.com/`))).toBe('address');
    expect(connections).toBe(before);
  });
  it.each(['mixed.example.com', 'mixed-six.example.com', 'empty.example.com'])('does not connect where one address of a name is bad or there is none: %s', async (name) => {
    expect(await refusalOf(guard()(`https://${name}/`))).toBe('address');
  });
  it('resolves once per connection and connects to exactly what was looked at', async () => {
    // The first question is answered in public: whatever connects goes there, never to the second answer.
    const looked: string[] = [];
    const fetch = guard({ resolve: async (name) => {
      const found = await dns.resolve(name);
      looked.push(...found.map(({ address }) => address));
      return found;
    }, timeMs: 400 });
    const before = connections;
    await refusalOf(fetch('https://rebind.example.com/'));
    expect(looked).toEqual(['8.8.8.8']);
    expect(await refusalOf(fetch('https://rebind.example.com/'))).toBe('address');
    expect(connections).toBe(before);
  });
  it('looks at the open connection once more, when the resolver was fooled', async () => {
    const before = seen.length;
    expect(await refusalOf(guard({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] })('https://rebind.example.com/'))).toBe('address');
    expect(seen.length).toBe(before);
  });

  it('sends what it is given and nothing about this server', async () => {
    answer = (_request, response) => void response.writeHead(201, { 'x-answer': 'yes' }).end('made');
    const response = await guard()(allowed('/hook'), { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json', authorization: 'Bearer t', cookie: 'a=b', 'x-forwarded-for': '10.0.0.1', connection: 'upgrade', upgrade: 'h2c' } });
    expect([response.status, response.headers.get('x-answer'), await response.text()]).toEqual([201, 'yes', 'made']);
    const last = seen[seen.length - 1];
    expect([last?.method, last?.path, last?.body, last?.headers.authorization]).toEqual(['POST', '/hook', '{"a":1}', 'Bearer t']);
    for (const name of ['cookie', 'x-forwarded-for', 'upgrade', 'origin', 'referer']) expect(last?.headers[name]).toBeUndefined();
  });
  it('does not trust a certificate that nobody signed', async () => {
    const fetch = createGuardedFetch({ resolve: dns.resolve, policy: { allowedOrigins: new Set([`https://allowed.example:${port}`]) } });
    made.push(fetch);
    expect(await refusalOf(fetch(allowed('/')))).toContain('self-signed');
  });
  it('gives redirects back unread, or checks each hop', async () => {
    answer = (request, response) => void (request.url === '/end' ? response.end('there') : response.writeHead(302, { location: request.url === '/away' ? 'https://127.0.0.1/' : request.url === '/http' ? 'http://allowed.example/' : request.url === '/loop' ? '/loop' : request.url === '/other' ? `https://also.example:${port}/end` : '/end' }).end());
    expect((await guard()(allowed('/there'))).status).toBe(302);
    expect(await refusalOf(guard()(allowed('/there'), { redirect: 'error' }))).toBe('redirects');
    const follow = { redirect: 'follow', headers: { authorization: 'Bearer t' } } as const;
    expect(await (await guard()(allowed('/there'), follow)).text()).toBe('there');
    expect(seen[seen.length - 1]?.headers.authorization).toBe('Bearer t');
    expect(await (await guard()(allowed('/other'), follow)).text()).toBe('there');
    expect(seen[seen.length - 1]?.headers.authorization).toBeUndefined();
    expect(await refusalOf(guard()(allowed('/away'), follow))).toBe('host');
    expect(await refusalOf(guard()(allowed('/http'), follow))).toBe('scheme');
    const before = seen.length;
    expect(await refusalOf(guard()(allowed('/loop'), follow))).toBe('redirects');
    expect(seen.length - before).toBe(4);
  });
  it('unpacks what is packed, and stops a body that grows without end', async () => {
    const text = 'x'.repeat(50_000);
    for (const [encoding, packed] of [['gzip', gzipSync(text)], ['br', brotliCompressSync(text)], ['deflate', deflateSync(text)]] as const) {
      answer = (_request, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(packed);
      expect(await (await guard({ maxBytes: 60_000 })(allowed('/packed'))).text()).toBe(text);
      expect(await refusalOf((await guard({ maxBytes: 40_000 })(allowed('/packed'))).text())).toBe('too_large');
    }
    answer = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync(text)));
    expect(await refusalOf(guard()(allowed('/twice')))).toBe('encoding');
    answer = (_request, response) => {
      const more = (): void => void (response.write('y'.repeat(10_000)) ? setImmediate(more) : response.once('drain', more));
      more();
    };
    expect(await refusalOf((await guard({ maxBytes: 100_000 })(allowed('/endless'))).text())).toBe('too_large');
  });
  it('waits for an answer and its body no longer than it may', async () => {
    answer = () => undefined;
    expect(await refusalOf(guard({ timeMs: 60 })(allowed('/silent')))).toBe('timeout');
    answer = (_request, response) => void response.write('begun');
    expect(await refusalOf((await guard({ timeMs: 120 })(allowed('/slow'))).text())).toBe('timeout');
    const stop = new AbortController();
    const call = guard()(allowed('/silent'), { signal: stop.signal });
    stop.abort();
    expect(await refusalOf(call)).toContain('AbortError');
  });
});
