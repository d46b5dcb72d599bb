/**
 * What the routes make of a Response and the simulated network reads of it. A whole one, with its streams, costs more than the
 * transaction that it tells of; this one keeps the text.
 */
class LeanResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly #text: string;
  constructor(body?: string | null, init?: { readonly status?: number; readonly headers?: HeadersInit }) {
    this.#text = body ?? '';
    this.status = init?.status ?? 200;
    this.headers = new Headers(init?.headers);
  }
  async text(): Promise<string> {
    return this.#text;
  }
  async json(): Promise<unknown> {
    return JSON.parse(this.#text) as unknown;
  }
}

/** Runs `work` while `new Response` makes lean ones. Nothing else of this thread may need a real one meanwhile. */
export async function withLeanResponses<T>(work: () => Promise<T>): Promise<T> {
  const real = globalThis.Response;
  globalThis.Response = LeanResponse as unknown as typeof Response;
  try {
    return await work();
  } finally {
    globalThis.Response = real;
  }
}
