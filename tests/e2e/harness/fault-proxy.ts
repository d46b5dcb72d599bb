/**
 * A network that cannot be trusted: requests are lost before or after they arrive, arrive twice, arrive late, or are cut off in the
 * middle; and every request goes to any of the servers that are up.
 */
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pause } from './until.ts';

export type Fault = 'lose' | 'lose-answer' | 'twice' | 'late' | 'cut' | 'cut-answer';
/** Probability of each fault, 0 to 1; one request has one fault at most. */
export type Weather = Readonly<Record<Fault, number>>;
export const CALM: Weather = { lose: 0, 'lose-answer': 0, twice: 0, late: 0, cut: 0, 'cut-answer': 0 };
export const STORM: Weather = { lose: 0.06, 'lose-answer': 0.08, twice: 0.1, late: 0.12, cut: 0.03, 'cut-answer': 0.05 };

export interface FaultProxy {
  readonly url: string;
  weather: Weather;
  readonly counts: Record<Fault | 'passed', number>;
  close(): Promise<void>;
}
export interface ProxyOptions {
  /** Addresses of the servers that may be asked right now. */
  targets(): readonly string[];
  /** 0 <= x < 1. */
  random(): number;
  readonly lateMs?: number;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export async function startFaultProxy(options: ProxyOptions): Promise<FaultProxy> {
  const counts: FaultProxy['counts'] = { lose: 0, 'lose-answer': 0, twice: 0, late: 0, cut: 0, 'cut-answer': 0, passed: 0 };
  const proxy = { weather: CALM };

  function faultOf(): Fault | 'passed' {
    let x = options.random();
    for (const [fault, p] of Object.entries(proxy.weather) as [Fault, number][]) {
      if (x < p) return fault;
      x -= p;
    }
    return 'passed';
  }

  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked: Asked = { method: request.method ?? 'GET', path: request.url ?? '/', headers: request.headers, body: Buffer.concat(chunks) };
    // Pages are for a person who would try again; the wire is what must stand this.
    const fault = asked.path.startsWith('/v1/') ? faultOf() : 'passed';
    counts[fault] += 1;
    if (fault === 'lose') return void response.destroy();
    if (fault === 'cut') return cutShort(asked).then(() => void response.destroy());
    if (fault === 'late') await pause(options.random() * (options.lateMs ?? 2_500));
    if (fault === 'twice') void pause(options.random() * (options.lateMs ?? 2_500)).then(() => forward(asked)).catch(() => undefined);
    const answer = await forward(asked);
    if (fault === 'lose-answer') return void response.destroy();
    response.writeHead(answer.status, answer.headers);
    if (fault !== 'cut-answer' || answer.body.length < 2) return void response.end(answer.body);
    response.write(answer.body.subarray(0, answer.body.length >> 1), () => response.destroy());
  }

  const target = (): URL => {
    const all = options.targets();
    const found = all[Math.floor(options.random() * all.length)];
    if (found === undefined) throw new Error('no server is up');
    return new URL(found);
  };
  /** Host and origin are the proxy's own: it is the server's public address. */
  function open(asked: Asked): ReturnType<typeof httpRequest> {
    const to = target();
    const { connection: _, 'transfer-encoding': __, ...headers } = asked.headers;
    return httpRequest({ host: to.hostname, port: to.port, method: asked.method, path: asked.path, headers: { ...headers, 'content-length': asked.body.length }, agent: false });
  }
  function forward(asked: Asked): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
    return new Promise((done, fail) => {
      const request = open(asked);
      request.once('error', fail);
      request.once('response', (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('error', fail);
        answer.once('end', () => {
          const { connection: _, 'transfer-encoding': __, 'keep-alive': ___, ...headers } = answer.headers;
          done({ status: answer.statusCode ?? 502, headers, body: Buffer.concat(chunks) });
        });
      });
      request.end(asked.body);
    });
  }
  /** The server gets the first half of the body and then nobody. */
  function cutShort(asked: Asked): Promise<void> {
    return new Promise((done) => {
      const request = open(asked);
      request.once('error', () => done());
      request.once('close', () => done());
      request.write(asked.body.subarray(0, asked.body.length >> 1), () => request.destroy());
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
