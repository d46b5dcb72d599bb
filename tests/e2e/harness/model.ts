/** A program on this machine that speaks like a host of language models, and says what a test tells it to. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AskedModel {
  readonly key: string | undefined;
  readonly system: string;
  readonly user: string;
  readonly body: { readonly model: string; readonly max_tokens: number; readonly response_format: { readonly json_schema: { readonly schema: unknown } } };
}
export interface Model {
  /** Where its API begins. */
  readonly url: string;
  readonly asked: AskedModel[];
  close(): Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
};

/** @param say the answer to a prompt, as an object */
export async function startModel(key: string, say: (user: string) => unknown): Promise<Model> {
  const asked: AskedModel[] = [];
  const server = createServer((request, response) => {
    const reply = (status: number, value: unknown): void => void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    if (request.headers.authorization !== `Bearer ${key}`) return reply(401, { error: { message: 'no such key' } });
    if (request.url === '/v1/models') return reply(200, { data: [{ id: 'model-1' }] });
    if (request.url !== '/v1/chat/completions') return reply(404, { error: { message: 'no such address' } });
    void bodyOf(request).then((text) => {
      const body = JSON.parse(text) as AskedModel['body'] & { messages: { content: string }[] };
      const [system, user] = body.messages.map((message) => message.content);
      asked.push({ key: request.headers.authorization, system: system ?? '', user: user ?? '', body });
      reply(200, { choices: [{ message: { role: 'assistant', content: JSON.stringify(say(user ?? '')) }, finish_reason: 'stop' }], usage: { prompt_tokens: 321, completion_tokens: 12, total_tokens: 333 } });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    close: () => new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
}
