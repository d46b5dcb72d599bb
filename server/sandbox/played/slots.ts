import type { PartnerRequest } from '../partner.ts';

/** The places of a request that hold words of a question. */
export interface Slot {
  readonly path: string;
  readonly query: { readonly [name: string]: string };
  readonly body: unknown;
}

/** The body of a request in the shape of its template. */
export function bodyOf(request: PartnerRequest, isForm: boolean): unknown {
  if (isForm) return Object.fromEntries(new URLSearchParams(request.body));
  try {
    return request.body === '' ? {} : (JSON.parse(request.body) as unknown);
  } catch {
    return {};
  }
}

const KEY = /(?:sandbox|empty|slow)-[\w-]*/;

/** A practice key, wherever the partner wants it: in a header (also inside Basic), in the address or in the body. Undefined when there is none. */
export function keyIn(request: PartnerRequest): string | undefined {
  const headers = request.headers();
  const basic = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(headers['authorization'] ?? '')?.[1];
  const texts = [...Object.values(headers), basic === undefined ? '' : Buffer.from(basic, 'base64').toString('utf8'), request.path, ...request.query.values(), request.body];
  for (const text of texts) {
    const found = KEY.exec(text)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}
