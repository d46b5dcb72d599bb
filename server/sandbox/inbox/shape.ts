/** What a destination of the practice sandbox got, and how it answers. */
export interface InboxRequest {
  readonly method: string;
  /** Without the destination's part in front. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly json: unknown;
  /** Milliseconds since 1970 when it came. */
  readonly at: number;
  header(name: string): string | undefined;
}
export interface InboxReply {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
/** One record as it stands there. */
export interface Kept {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Times it arrived. */
  readonly times: number;
}
export interface Box {
  /** Keeps a record under a key; the same key is the same record. */
  put(key: string, values: Readonly<Record<string, unknown>>): { readonly kept: Kept; readonly isNew: boolean };
  find(test: (kept: Kept) => boolean): Kept | undefined;
  readonly size: number;
  nextId(): string;
}
export interface Shape {
  /** Id of the destination. */
  readonly id: string;
  /** `window`: so many requests in any so many seconds, where that is documented; else so many a second after a burst. */
  readonly limits: { readonly bodyBytes: number } & ({ readonly window: { readonly requests: number; readonly seconds: number } } | { readonly perSecond: number; readonly burst: number });
  readonly tooMany: InboxReply;
  readonly tooLarge: InboxReply;
  /** Null when the key is good. */
  badKey(request: InboxRequest): InboxReply | null;
  answer(request: InboxRequest, box: Box): InboxReply;
}

export const objectOf = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
export const notFound: InboxReply = { status: 404, json: { error: 'not_found', message: 'There is nothing at this address.' } };
/** Keys of practice begin like this; anything else is a bad key. */
export const isGoodKey = (key: string | undefined): boolean => key !== undefined && /^(sandbox|pat|sk|key)[-_]/.test(key);
export const bearerKey = (request: InboxRequest): string | undefined => /^Bearer (.+)$/.exec(request.header('authorization') ?? '')?.[1];
export const basicKey = (request: InboxRequest): string | undefined => {
  const pair = /^Basic (.+)$/.exec(request.header('authorization') ?? '')?.[1];
  return pair === undefined ? undefined : Buffer.from(pair, 'base64').toString('utf8');
};
