import { PAGE_URL_CHARS } from '../core/limits.ts';
import type { FieldKey, LeadKind } from '../domain/lead/fields.ts';

const TRACKING = /^(?:utm_.*|ga_.*|mc_.*|hsa_.*|_hs.*|vero_.*|pk_.*|mtm_.*|at_.*|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|twclid|ttclid|li_fat_id|igshid|igsh|yclid|_ga|_gl|trk|trkinfo|trackingid|lipi|licu|mkt_tok|ref_src|ref_url|originalsubdomain|si|feature|spm|scid|cmpid|wt_mc|sc_cid|_openstat)$/i;

/** One canonical form of an http(s) address, relative to `base` where one is given (an empty one is none): host in small letters, no tracking, no fragment, no credentials; null when it is none. */
export function canonicalUrl(text: string, base?: string): string | null {
  const raw = text.trim();
  if (raw === '' || raw.length > 2_000) return null;
  let url: URL;
  try {
    url = base ? new URL(raw, base) : new URL(withScheme(raw));
  } catch {
    return null;
  }
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || !url.hostname.includes('.')) return null;
  url.username = '';
  url.password = '';
  for (const key of Array.from(url.searchParams.keys())) if (TRACKING.test(key)) url.searchParams.delete(key);
  if (!/^#(?:!|%21|\/)/.test(url.hash)) url.hash = '';
  if (/^\?*$/.test(url.search)) url.search = ''; // also the bare question mark that stands for an empty query
  return url.pathname === '/' && url.search === '' && url.hash === '' ? `${url.protocol}//${url.host}` : url.href;
}

/** The address of a page as it is kept with values: whole, or without query and fragment where it is endless. A page can give itself megabytes. */
export const keptUrl = (url: string): string => (url.length <= PAGE_URL_CHARS ? url : (url.split(/[?#]/, 1)[0] ?? '').slice(0, PAGE_URL_CHARS));

/** "https://example.com/a" of "example.com/a"; every other text as it is. */
export const withScheme = (text: string): string => (/^[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)/.test(text.trim()) ? `https://${text.trim()}` : text);

export interface Profile {
  readonly field: FieldKey;
  readonly url: string;
  /** What the site says by the form of the address; absent where both share one form. */
  readonly kind?: LeadKind;
  /** The name of the account. */
  readonly handle: string;
}

const RESERVED =
  /^(?:about|account|apps?|blog|careers|collections|contact|customer-stories|dialog|embed|cws|posts|status|discover|download|enterprise|events?|explore|features|feed|groups?|hashtag|help|home|i|intent|jobs|join|legal|login|marketplace|messages|new|notifications|oauth|offsite|orgs|p|pages|pin|pin-builder|plugins|press|pricing|privacy|pulse|reel|reels|search|security|settings|share|shareArticle|sharer|sharer\.php|share\.php|signup|site|sitemap|sponsors|stories|team|terms|topics|tos|tr|trending|watch|widgets|dir|learning|company|in|pub|school|showcase|readme|solutions|resources|copilot)$/i;

const NOT_SITE = /^[\w.%+~@-]{1,100}$/;

/** Reads a profile address of a well-known site; null for share buttons, posts, search pages and every other address. */
export function profileOf(address: string): Profile | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const host = url.hostname.toLowerCase().replace(/^(?:www|m|mobile|[a-z]{2})\.(?=[^.]+\.[^.]+$)/, '');
  const [first = '', second = '', third = ''] = url.pathname.split('/').filter((part) => part !== '');
  const isHandle = NOT_SITE.test(first) && !RESERVED.test(first);
  if (/[?&](?:u|url|text|link|mini|status|media)=/i.test(url.search)) return null; // a share button
  switch (host) {
    case 'linkedin.com': {
      if ((first === 'in' || first === 'pub') && second) return { field: 'linkedinUrl', url: `https://www.linkedin.com/in/${second.toLowerCase()}`, kind: 'person', handle: second };
      if (/^(?:company|school|showcase)$/.test(first) && second) return { field: 'linkedinUrl', url: `https://www.linkedin.com/${first}/${second.toLowerCase()}`, kind: 'company', handle: second };
      return null;
    }
    case 'github.com':
      return isHandle && !second && /^[a-z\d](?:[a-z\d-]{0,38})$/i.test(first) ? { field: 'githubUrl', url: `https://github.com/${first}`, handle: first } : null;
    case 'twitter.com':
    case 'x.com': {
      const old = /^#(?:!|%21)\/(\w{1,20})$/.exec(url.hash)?.[1];
      const handle = old ?? (isHandle && !second ? first.replace(/^@/, '') : '');
      return /^\w{1,20}$/.test(handle) ? { field: 'xUrl', url: `https://x.com/${handle}`, handle } : null;
    }
    case 'facebook.com':
    case 'fb.com': {
      if (first === 'profile.php') {
        const id = url.searchParams.get('id');
        return id && /^\d{1,20}$/.test(id) ? { field: 'facebookUrl', url: `https://www.facebook.com/profile.php?id=${id}`, handle: id } : null;
      }
      if (first === 'pages' && second && third) return { field: 'facebookUrl', url: `https://www.facebook.com/pages/${second}/${third}`, handle: second };
      return isHandle && !second ? { field: 'facebookUrl', url: `https://www.facebook.com/${first}`, handle: first } : null;
    }
    case 'instagram.com':
      return isHandle && !second ? { field: 'instagramUrl', url: `https://www.instagram.com/${first}`, handle: first } : null;
    case 'youtube.com': {
      if (first.startsWith('@')) return { field: 'youtubeUrl', url: `https://www.youtube.com/${first}`, handle: first.slice(1) };
      return /^(?:user|channel|c)$/.test(first) && second ? { field: 'youtubeUrl', url: `https://www.youtube.com/${first}/${second}`, handle: second } : null;
    }
    case 'xing.com':
      return first === 'profile' && second ? { field: 'profileUrl', url: `https://www.xing.com/profile/${second}`, kind: 'person', handle: second } : null;
    case 'orcid.org':
      return /^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(first) ? { field: 'profileUrl', url: `https://orcid.org/${first}`, kind: 'person', handle: first } : null;
    case 'bsky.app':
      return first === 'profile' && second ? { field: 'profileUrl', url: `https://bsky.app/profile/${second}`, handle: second } : null;
    case 'crunchbase.com':
      return (first === 'person' || first === 'organization') && second ? { field: 'profileUrl', url: `https://www.crunchbase.com/${first}/${second}`, kind: first === 'person' ? 'person' : 'company', handle: second } : null;
    case 'plus.google.com':
    case 'pinterest.com':
    case 'tiktok.com':
    case 'gitlab.com':
      return other(url, first, isHandle);
    default:
      return null;
  }
}

function other(url: URL, first: string, isHandle: boolean): Profile | null {
  const number = /\/(\d{8,})/.exec(url.pathname)?.[1];
  if (!isHandle && !number) return null;
  const address = canonicalUrl(url.href);
  return address ? { field: 'profileUrl', url: address, handle: number ?? first } : null;
}
