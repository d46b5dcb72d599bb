/** Address patterns of recipes: `https://:team.example.com/people/:slug`. No regular expression comes from outside. */

export interface UrlPattern {
  readonly protocol: 'https:' | 'http:';
  readonly host: readonly string[];
  readonly path: readonly string[];
  /** The pattern ends in `*`: any further path parts. */
  readonly open: boolean;
}

const VARIABLE = /^:[a-z][A-Za-z0-9]{0,30}$/;
const HOST_PART = /^[a-z0-9-]+$/;
const PATH_PART = /^[A-Za-z0-9._~%@+-]+$/;

/** Reads a pattern; null when it is none. The last two host parts must be fixed, so that no pattern means the whole web. */
export function parseUrlPattern(text: string): UrlPattern | null {
  const match = /^(https?:)\/\/([^/?#]+)(\/[^?#]*)?$/.exec(text);
  if (!match) return null;
  const host = (match[2] ?? '').split('.');
  const parts = (match[3] ?? '/').split('/').slice(1);
  const open = parts.at(-1) === '*';
  const path = (open ? parts.slice(0, -1) : parts).filter((part) => part !== '');
  if (host.length < 2 || !host.every((part) => HOST_PART.test(part) || VARIABLE.test(part))) return null;
  if (!host.slice(-2).every((part) => HOST_PART.test(part))) return null;
  if (!path.every((part) => PATH_PART.test(part) || VARIABLE.test(part))) return null;
  return { protocol: match[1] as UrlPattern['protocol'], host, path, open };
}

/** Variables of the pattern in this address, or null when it does not match. A `www.` of the address is looked over. */
export function matchUrlPattern(pattern: UrlPattern, address: string): ReadonlyMap<string, string> | null {
  const match = /^(https?:)\/\/(?:[^/?#@]*@)?([^/?#:]+)(?::\d+)?(\/[^?#]*)?/i.exec(address);
  if (!match || match[1]?.toLowerCase() !== pattern.protocol) return null;
  const host = (match[2] ?? '').toLowerCase().split('.');
  const path = (match[3] ?? '/').split('/').filter((part) => part !== '');
  if (host[0] === 'www' && host.length === pattern.host.length + 1) host.shift();
  if (host.length !== pattern.host.length) return null;
  if (pattern.open ? path.length < pattern.path.length : path.length !== pattern.path.length) return null;
  const variables = new Map<string, string>();
  const fits = (wanted: string, part: string | undefined): boolean => {
    if (part === undefined) return false;
    if (!wanted.startsWith(':')) return wanted === part;
    variables.set(wanted.slice(1), decode(part));
    return true;
  };
  return pattern.host.every((part, i) => fits(part, host[i])) && pattern.path.every((part, i) => fits(part, path[i])) ? variables : null;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray percent sign: the text as it stands
  }
}
