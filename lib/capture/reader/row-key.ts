/** Identity of a record across the pages of a list. Small and pure: it runs inside the page. */

/** Parts of an address that say how somebody came here, not what is there. */
const TRACKING = /^(?:utm_\w+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|_ga|_gl|ref|ref_src|refid|trk|trackingid|tracking_id|session_?id|phpsessid|jsessionid|position|pagenum|searchid|spm|scm)$/i;

export interface RowFacts {
  /** Address of the record's own page, or its first link; empty without one. */
  readonly link: string;
  readonly email: string;
  readonly phone: string;
  readonly cells: readonly string[];
}

/** The record's first link without tracking parts, else its e-mail address, else its phone number, else all its cells. */
export function rowKey({ link, email, phone, cells }: RowFacts): string {
  const address = plainAddress(link);
  if (address !== '') return hash53(`l ${address}`);
  if (email !== '') return hash53(`e ${email.toLowerCase()}`);
  const digits = phone.replace(/\D/g, '');
  if (digits.length >= 6) return hash53(`p ${digits}`);
  return hash53(`c ${cells.join('\u0001')}`);
}

/** A web address without its tracking parts, fragment and final slash; empty when it is none. */
export function plainAddress(link: string): string {
  let url: URL;
  try {
    url = new URL(link);
  } catch {
    return '';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return '';
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  const query = kept.map(([name, value]) => `${name}=${value}`).join('&');
  // A route of a single-page site is part of the address, a jump mark is not.
  const route = /^#!?\//.test(url.hash) ? url.hash : '';
  return `${url.hostname.replace(/^www\./, '')}${url.pathname.replace(/\/+$/, '')}${query ? `?${query}` : ''}${route}`;
}

/**
 * 53-bit hash of a text in base 36: cyrb53 by bryc (public domain), two 32-bit lanes of the MurmurHash3 kind. Not for
 * secrets: two of ten thousand records share a key once in a hundred million pages.
 */
export function hash53(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4_294_967_296 * (2_097_151 & b) + (a >>> 0)).toString(36);
}
