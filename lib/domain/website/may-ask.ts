/** Which addresses of a company's site may be asked at all, and which of them the person has allowed. */

const IP_OR_LOCAL = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\]|0x[\da-f.]+|\d+|localhost|.*\.(?:local|localhost|internal|lan|home|intranet|corp|arpa|onion))$/i;

/** Web addresses of public names on the usual ports, without a name or password in them. Whether the name has a public suffix is the caller's to ask. */
export function isPublicAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return (protocol === 'https:' || protocol === 'http:') && port === '' && username === '' && password === '' && hostname.includes('.') && !hostname.endsWith('.') && !IP_OR_LOCAL.test(hostname);
}

/** True when one of the granted match patterns covers the address. Patterns are those of the browser: `https://*\/*`, `http://*.example.com/*`. */
export function isGranted(patterns: readonly string[], address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return patterns.some((pattern) => {
    if (pattern === '<all_urls>') return true;
    const [, scheme, host = ''] = /^(\*|https?):\/\/([^/]+)\/\*$/.exec(pattern) ?? [];
    if (!scheme || (scheme !== '*' && `${scheme}:` !== protocol)) return false;
    return host === '*' || host === hostname || (host.startsWith('*.') && (hostname === host.slice(2) || hostname.endsWith(host.slice(1))));
  });
}

/** The spellings under which a site is looked for, best first. */
export const spellings = (domain: string): readonly string[] => [`https://${domain}/`, `https://www.${domain}/`, `http://${domain}/`, `http://www.${domain}/`];
