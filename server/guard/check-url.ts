import { isIP } from 'node:net';
import { GUARD_URL_CHARS } from '../../lib/core/server-limits.ts';

/** Where the operator lets this server call although the rules say no: exact origins. Empty by default. */
export interface GuardPolicy {
  readonly allowedOrigins: ReadonlySet<string>;
}
export const NO_EXCEPTIONS: GuardPolicy = { allowedOrigins: new Set() };

export type GuardCode = 'bad_url' | 'scheme' | 'credentials' | 'port' | 'host' | 'address' | 'redirects' | 'too_large' | 'encoding' | 'timeout';

/** Why a call was not made, or was cut off. The message never repeats the address. */
export class GuardError extends Error {
  readonly code: GuardCode;
  constructor(code: GuardCode) {
    super(WORDS[code]);
    this.name = 'GuardError';
    this.code = code;
  }
}
const WORDS: Readonly<Record<GuardCode, string>> = {
  bad_url: 'This is not an address.',
  scheme: 'Only https is called.',
  credentials: 'An address may not carry a name or a password.',
  port: 'Only port 443 is called.',
  host: 'Only public names are called, no numbers and no names of a local network.',
  address: 'The name leads to an address that is not public.',
  redirects: 'The call was sent on to other addresses too often.',
  too_large: 'The answer is larger than any answer should be.',
  encoding: 'The answer is packed in a way that is not read.',
  timeout: 'The answer took too long.',
};

/** Names that mean something inside a network only (RFC 6761, 6762, 8375, 9476 and what routers use). */
const LOCAL_NAME = /(?:^|\.)(?:local|internal|localhost|localdomain|lan|home|intranet|corp|private|test|invalid|onion|arpa|alt)$/;

/**
 * Whether an address that somebody typed may be called at all, before its name is resolved.
 * @throws GuardError with the reason
 */
export function checkUrl(text: string, policy: GuardPolicy = NO_EXCEPTIONS): URL {
  if (text.length > GUARD_URL_CHARS || !URL.canParse(text)) throw new GuardError('bad_url');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw new GuardError('credentials');
  if (policy.allowedOrigins.has(url.origin)) return url;
  if (url.protocol !== 'https:') throw new GuardError('scheme');
  if (url.port !== '') throw new GuardError('port');
  // The URL standard has turned octal, hexadecimal and short numbers into dotted ones by now.
  const host = url.hostname.replace(/\.+$/, '');
  if (!host.includes('.') || host.startsWith('[') || isIP(host) !== 0 || /\.\d+$/.test(host) || LOCAL_NAME.test(host)) throw new GuardError('host');
  return url;
}
