import { isLoopback } from '../core/loopback.ts';

/** The address when it is a web address a person may follow, else undefined: `javascript:` and its like never become links. */
export function safeHref(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return undefined;
  return parsed.username || parsed.password ? undefined : parsed.href;
}

/** A web address as people write it: without scheme, "www." and a trailing slash. */
export function plainUrl(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
}

/** Host and path of the page that is read, or what stands in the address bar when it is not a web page. */
export function pageLabel(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return 'This tab';
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return plainUrl(url);
  return `${parsed.host.replace(/^www\./, '')}${parsed.pathname === '/' ? '' : safeDecode(parsed.pathname).replace(/\/$/, '')}`;
}

export const hostOf = (url: string | undefined): string | undefined => (url !== undefined && URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : undefined);

/** The origin that a site permission is asked for; undefined for pages that cannot be allowed. */
export function originOf(url: string | undefined): string | undefined {
  return safeHref(url) === undefined ? undefined : new URL(url as string).origin;
}

function safeDecode(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** True for an address of this very machine with its port: a form that begins with "http://127.0.0.1:" is not yet filled in. */
export const isLoopbackPort = (url: string): boolean => isLoopback(url.trim()) && new URL(url.trim()).port !== '';
