/** Why an address that was typed is not used. */
export type AddressProblem = 'bad' | 'private';

const ownMachine = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
/** Private, link-local, shared and reserved ranges (RFC 1918, 6598, 3927, 4193, 4291), and names that only a network of one's own has. */
const isPrivate = (host: string): boolean => {
  if (/^(10|127|0)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^(22[4-9]|2[3-5]\d)\./.test(host)) return true;
  if (host.startsWith('[')) return /^\[(::|f[cd]|fe[89ab]|ff|64:ff9b|2002|2001:0?:)/i.test(host) || host.includes('::ffff:');
  return !host.includes('.') || /\.(local|internal|lan|home|home\.arpa|localhost|intranet|corp)$/.test(host);
};

/**
 * An address that a person typed, as it is used: https anywhere, http on this machine only, no name or password in it. One inside a
 * private network is used when the person says that it is theirs: a pasted address must not make the browser talk to a router.
 */
export function checkAddress(text: string, isOwn: boolean): { readonly ok: true; readonly url: string; readonly origin: string } | { readonly ok: false; readonly problem: AddressProblem } {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed) || trimmed.length > 2_000 || !URL.canParse(trimmed)) return { ok: false, problem: 'bad' };
  const url = new URL(trimmed);
  if (url.username !== '' || url.password !== '' || url.hash !== '') return { ok: false, problem: 'bad' };
  const host = url.hostname.replace(/\.$/, '');
  const isHere = ownMachine(host);
  if (url.protocol === 'http:' && !isHere) return { ok: false, problem: 'bad' };
  if (!isHere && !isOwn && isPrivate(host)) return { ok: false, problem: 'private' };
  return { ok: true, url: url.href, origin: url.origin };
}
