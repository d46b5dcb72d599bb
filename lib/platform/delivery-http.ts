import { browser } from 'wxt/browser';
import type { WireReply } from '../contracts/destination.ts';
import { boundedText } from '../core/bounded-body.ts';
import { DELIVERY_ANSWER_BYTES, DELIVERY_TIMEOUT_MS } from '../core/limits.ts';

/** A request as it leaves, everything filled in. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
/** An answer, or that there was none: then nobody knows what became of the request. */
export type Exchanged = { readonly kind: 'answer'; readonly reply: WireReply } | { readonly kind: 'lost'; readonly because: 'network' | 'timeout' };

/** The network and what the browser's cryptography does for it, for records on their way to a destination. */
export interface DeliveryPort {
  /** Without cookies, referrer, cache; no redirect is followed: records and keys go to the address that was typed and to no other. */
  send(request: SentRequest): Promise<Exchanged>;
  /** Whether anybody answers there at all. Carries nothing. */
  reach(url: string): Promise<boolean>;
  /** Whether the browser may reach an origin. */
  mayReach(origin: string): Promise<boolean>;
  /** HMAC-SHA256, hexadecimal. */
  hmac(secret: string, text: string): Promise<string>;
  /** RS256 over a text by a PKCS 8 key in PEM, base64url; null when it is no such key. */
  rs256(pem: string, text: string): Promise<string | null>;
}

const bare = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'manual' } as const;
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const deliveryPort: DeliveryPort = {
  async send({ method, url, headers, body }) {
    const signal = AbortSignal.timeout(DELIVERY_TIMEOUT_MS);
    try {
      const response = await fetch(url, { ...bare, method, headers: { ...headers }, signal, ...(body === undefined ? {} : { body }) });
      // A redirect that is not followed shows neither status nor words.
      const status = response.type === 'opaqueredirect' ? 302 : response.status;
      const text = await boundedText(response, DELIVERY_ANSWER_BYTES);
      return { kind: 'answer', reply: { status, at: Date.now(), header: (name) => response.headers.get(name), text: text ?? '', ...(text === null ? { isTooLarge: true as const } : {}) } };
    } catch {
      return { kind: 'lost', because: signal.aborted ? 'timeout' : 'network' };
    }
  },
  async reach(url) {
    try {
      await fetch(url, { ...bare, mode: 'no-cors', redirect: 'follow', method: 'HEAD', signal: AbortSignal.timeout(DELIVERY_TIMEOUT_MS) });
      return true;
    } catch {
      return false;
    }
  },
  mayReach: (origin) => browser.permissions.contains({ origins: [`${origin}/*`] }),
  async hmac(secret, text) {
    const key = await crypto.subtle.importKey('raw', encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return Array.from(new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(text))), (byte) => byte.toString(16).padStart(2, '0')).join('');
  },
  async rs256(pem, text) {
    try {
      const der = Uint8Array.from(atob(pem.replace(/-----[A-Z ]+-----|\s/g, '')), (char) => char.charCodeAt(0));
      const key = await crypto.subtle.importKey('pkcs8', der, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign']);
      const signature = new Uint8Array(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', key, encode(text)));
      return btoa(String.fromCharCode(...signature)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    } catch {
      return null;
    }
  },
};
